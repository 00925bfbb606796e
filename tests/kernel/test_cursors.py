"""Cursors: only we can make one, and what we did not make is never looked into."""

import base64
import hashlib
import json
import sys
from typing import Any

import pytest

from argosy.kernel import secrets
from argosy.kernel.body import View
from argosy.kernel.http import EVERYONE, Api, Listed
from argosy.kernel.keys import Page, Position
from argosy.kernel.paging import Paging
from docs.inventory import functions
from tests.support import cloud
from tests.support.call import call

app = Api(tag="test")
LONGEST = Position("s" * 1_024, "p" * 2_048, "k" * 1_024)
ULID = "0" * 26


class Thing(View):
    where: str


class ByPlace(Paging):
    place: str = ""


@app.get("/v1/things", may=EVERYONE)
def things(query: ByPlace) -> Listed[Thing]:
    page = Page([query.after] if query.after else [], query.after or LONGEST)
    return query.answer(page, lambda after: Thing(where=after.pk))


handler = app.handler


def ask(query: str = "") -> Any:
    return call(sys.modules[__name__], f"GET /v1/things{query}")


def text_of(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def hostile() -> dict[str, str]:
    """A cursor as each of those who never got one from us would write it."""
    position = ["2026", "USERS#1", "USER#usr_1"]
    guessed = hashlib.sha256("\x1f".join(("\x1f/v1/things", *position)).encode()).hexdigest()[:16]
    deep = base64.urlsafe_b64encode(("[" * 50_000).encode()).decode()
    return {
        "deep": deep, "deep and marked": f"{'A' * 22}.{deep}", "empty": "", "a mark alone": "A" * 22, "a dot": ".",
        "guessed": text_of([guessed, *position]), "numbers": text_of([guessed, 1, 2, 3]), "too few": text_of([guessed]),
        "too long": "A" * 200_000, "not base64": "%C3%A9%C3%A9.%F0%9F%9A%A2", "null": "%00", "an object": text_of({"a": 1}),
    }  # fmt: skip


@pytest.mark.parametrize("name", hostile())
def test_a_cursor_that_we_did_not_give_is_refused_and_not_read(bus, name: str) -> None:
    assert ask(f"?cursor={hostile()[name]}").problem == "invalid_cursor"


def test_every_list_refuses_it_whoever_asks_and_whether_the_thing_exists_or_not(bus, join) -> None:
    person = join("ann", "seller", "moderator", "support", "finance", "admin")
    lists = [
        (function, route) for function in functions() for route in function.routes if route.of_kind(Paging) is not None
    ]
    assert len(lists) > 25
    for function, route in lists:
        assert route.method == "GET"
        path = _filled(route.path)
        query = {"/v1/search": "q=a&", "/v1/ledger/export": "date=2026-11-20&", "/v1/admin/payouts": "status=paid&"}
        target = f"GET {path}?{query.get(route.path, '')}cursor={hostile()['deep']}"
        found = call(f"{function.context}.{function.name}", target, token=person.token)
        assert found.problem == "invalid_cursor", (route.key, found.text)


def _filled(path: str) -> str:
    kinds = {
        "{post_id}": "pst", "{product_id}": "prd", "{comment_id}": "cmt", "{user_id}": "usr", "{order_id}": "ord",
        "{statement_id}": "stm",
    }  # fmt: skip
    words = {"{asset}": "CNY", "{channel}": "stripe", "{date}": "2026-11-20", "{party}": f"creator:usr_{ULID}"}
    for name, value in ({name: f"{kind}_{ULID}" for name, kind in kinds.items()} | words).items():
        path = path.replace(name, value)
    return path


def test_every_change_of_a_cursor_makes_it_worthless(bus) -> None:
    cursor = ask().body["next_cursor"]
    assert ask(f"?cursor={cursor}").body["data"] == [{"where": LONGEST.pk}]
    for place in (0, 10, len(cursor) // 2, len(cursor) - 1):
        changed = cursor[:place] + ("A" if cursor[place] != "A" else "B") + cursor[place + 1 :]
        assert ask(f"?cursor={changed}").problem == "invalid_cursor", place
    for other in (cursor + "=", cursor + "A", cursor[:-1], cursor.replace(".", ""), f"{cursor}.{cursor}"):
        assert ask(f"?cursor={other}").problem == "invalid_cursor", other


def test_a_cursor_belongs_to_its_filters_however_they_are_spelled(bus) -> None:
    cursor = ask("?place=a%1Fb").body["next_cursor"]

    assert ask(f"?place=a%1Fb&cursor={cursor}").status == 200
    assert ask(f"?place=a&cursor={cursor}").problem == "invalid_cursor"


def test_the_mark_is_made_with_the_deployments_own_key(bus) -> None:
    cursor = ask().body["next_cursor"]
    cloud.client("secretsmanager").put_secret_value(SecretId="argosy/pepper", SecretString='{"pepper": "another"}')
    cloud.forget_clients()
    secrets.forget()

    assert ask(f"?cursor={cursor}").problem == "invalid_cursor"
