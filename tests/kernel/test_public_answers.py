"""Answers that caches keep: the same for everybody, cursors included, and nothing private among them."""

import sys
from typing import Annotated, Any

from argosy.identity.permissions import ACCOUNT_OWN
from argosy.kernel.auth import Claimant
from argosy.kernel.body import Id, View
from argosy.kernel.http import EVERYONE, Api, Listed, Private, Reply
from argosy.kernel.keys import Page, Position
from argosy.kernel.paging import Paging
from tests.support.call import call
from tests.support.people import Person

app = Api(tag="test")
PST = "pst_" + "0" * 26


class Thing(View):
    whose: str


@app.get("/v1/things/{thing_id}", may=EVERYONE, cached_seconds=60)
def one(thing_id: Annotated[str, Id("pst")], caller: Claimant | None) -> Reply[Thing]:
    return Private(Thing(whose=caller.id)) if caller else Reply(Thing(whose="everybody's"))


@app.get("/v1/things", may=EVERYONE, cached_seconds=60)
def public(query: Paging) -> Listed[Thing]:
    return query.answer(Page([], query.after or Position("s", "p", "k")), Thing.of)


@app.get("/v1/me/things", may=ACCOUNT_OWN)
def own(query: Paging) -> Listed[Thing]:
    return query.answer(Page([], query.after or Position("s", "p", "k")), Thing.of)


handler = app.handler


def ask(target: str, person: Person | None = None, **more: Any) -> Any:
    return call(sys.modules[__name__], f"GET {target}", token=person.token if person else None, **more)


def test_what_is_the_same_for_all_is_cached_and_known_again(bus) -> None:
    reply = ask(f"/v1/things/{PST}")
    again = ask(f"/v1/things/{PST}", headers={"if-none-match": reply.headers["ETag"]})

    assert reply.headers["Cache-Control"] == "public, max-age=60"
    assert (again.status, again.text) == (304, "")


def test_what_caches_keep_they_keep_apart_by_language_channel_and_page(bus) -> None:
    reply = ask(f"/v1/things/{PST}")
    again = ask(f"/v1/things/{PST}", headers={"if-none-match": reply.headers["ETag"]})

    assert reply.headers["Vary"] == again.headers["Vary"] == "Accept-Language, Origin, X-Channel"


def test_what_is_for_one_caller_is_never_kept_by_a_cache(bus, join) -> None:
    reply = ask(f"/v1/things/{PST}", join("ann"))

    assert reply.headers["Cache-Control"] == "no-store"
    assert "ETag" not in reply.headers


def test_a_cursor_of_a_cached_list_works_for_whoever_gets_the_page_from_the_cache(bus, join) -> None:
    ann = join("ann")
    for giver, taker in ((ann, None), (None, ann)):
        cursor = ask("/v1/things", giver).body["next_cursor"]
        assert ask(f"/v1/things?cursor={cursor}", taker).status == 200


def test_a_cursor_of_a_private_list_is_worth_nothing_to_somebody_else(bus, join) -> None:
    cursor = ask("/v1/me/things", join("ann")).body["next_cursor"]

    assert ask(f"/v1/me/things?cursor={cursor}", join("bob")).problem == "invalid_cursor"


def test_a_parameter_that_holds_what_no_id_can_is_an_invalid_id_and_not_an_unknown_path(bus) -> None:
    for odd in ("A%23B", "%00", "pst_%E2%80%8B", "%2523"):
        assert (ask(f"/v1/things/{odd}").status, ask(f"/v1/things/{odd}").problem) == (400, "invalid_id")
    assert ask("/v1/nothings/x").problem == "not_found"
