"""The local edge: each path to its API, public answers kept as they say, and nobody believed but the edge itself."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from infra.edge import Cut
from local.front import HEALTH, Front
from local.front_cache import Answer, Asked
from local.front_origin import Origins, passed_on

Given = dict[str, str]


@dataclass
class Apis:
    """What stands behind the edge: answers by `says`, remembers who was asked what."""

    says: Callable[[Asked], Answer]
    seen: list[tuple[str, Asked]] = field(default_factory=list)

    async def ask(self, asked: Asked, cut: Cut) -> Answer:
        self.seen.append((cut.name, asked))
        return self.says(asked)


def answer(body: str, headers: Given | None = None, *, status: int = 200) -> Answer:
    given = {name.replace("_", "-").encode(): value.encode() for name, value in (headers or {}).items()}
    return Answer(status, tuple(given.items()), body.encode())


PUBLIC: Given = {"cache_control": "public, max-age=60", "etag": '"1"', "vary": "Accept-Language, Origin, X-Channel"}


class Door:
    """Somebody in front of the edge, at a moment of theirs."""

    def __init__(self, says: Callable[[Asked], Answer]) -> None:
        self.apis = Apis(says)
        self.now = 1_000.0
        self.front = Front(self.apis.ask, lambda: self.now)

    def ask(self, request: str, headers: Given | None = None, *, body: bytes = b"") -> Answer:
        method, target = request.split(" ")
        path, _, query = target.partition("?")
        sent: list[dict[str, Any]] = []
        scope = {
            "type": "http", "method": method, "path": path, "raw_path": path.encode(), "query_string": query.encode(),
            "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in (headers or {}).items()],
            "client": ("198.51.100.7", 46532),
        }  # fmt: skip
        chunks = [body[at : at + 1_000_000] for at in range(0, len(body), 1_000_000)] or [b""]

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": chunks.pop(0), "more_body": bool(chunks)}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        asyncio.run(self.front(scope, receive, send))
        return Answer(sent[0]["status"], tuple(sent[0]["headers"]), sent[1]["body"])

    @property
    def asked(self) -> int:
        return len(self.apis.seen)


@pytest.fixture(autouse=True)
def home(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOSY_STATE", str(tmp_path))
    (tmp_path / "logs").mkdir()


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/v1/orders", "trade"),
        ("/v1/admin/users", "admin"),
        ("/v1/webhooks/stripe", "webhooks"),
        ("/nothing", "people"),
    ],
)
def test_a_path_leads_to_its_api_by_the_table_with_everything_that_was_sent(path: str, name: str) -> None:
    door = Door(lambda _: answer("yes"))
    door.ask(f"POST {path}?a=1&a=%2F", {"stripe_signature": "t=1,v1=ab"}, body=b"body")
    ((led, asked),) = door.apis.seen
    assert (led, asked.target, asked.body) == (name, f"{path}?a=1&a=%2F".encode(), b"body")
    assert asked.header("stripe-signature") == "t=1,v1=ab"


def test_a_public_answer_is_given_from_the_cache_while_it_says_so_and_asked_again_after() -> None:
    door = Door(lambda asked: answer("", PUBLIC, status=304) if asked.header("if-none-match") else answer("a", PUBLIC))
    assert door.ask("GET /v1/posts").header("x-cache") == "Miss from cloudfront"
    door.now += 59
    hit = door.ask("GET /v1/posts")
    assert (hit.body, hit.header("x-cache"), hit.header("age")) == (b"a", "Hit from cloudfront", "59")
    assert door.asked == 1
    door.now += 1
    renewed = door.ask("GET /v1/posts")
    assert (renewed.status, renewed.body, renewed.header("x-cache")) == (200, b"a", "RefreshHit from cloudfront")
    door.now += 59
    assert door.ask("GET /v1/posts").header("x-cache") == "Hit from cloudfront"
    assert door.asked == 2


def test_what_changed_meanwhile_replaces_what_was_kept() -> None:
    bodies = iter(["a", "b"])
    door = Door(lambda _: answer(next(bodies), PUBLIC))
    door.ask("GET /v1/posts")
    door.now += 61
    assert door.ask("GET /v1/posts").body == b"b"
    assert door.ask("GET /v1/posts").body == b"b"


def test_whoever_has_it_already_is_told_so_by_the_cache() -> None:
    door = Door(lambda _: answer("a", PUBLIC))
    door.ask("GET /v1/posts")
    known = door.ask("GET /v1/posts", {"if_none_match": '"0", W/"1"'})
    assert door.ask("GET /v1/posts", {"if_none_match": "*"}).status == 304
    assert (known.status, known.body, known.header("etag")) == (304, b"", '"1"')
    assert door.ask("GET /v1/posts", {"if_none_match": '"0"'}).status == 200
    assert door.asked == 1


def test_head_is_answered_from_what_was_kept_and_its_own_answer_is_not_given_to_get() -> None:
    door = Door(lambda asked: answer("" if asked.method == "HEAD" else "a", PUBLIC))
    assert door.ask("HEAD /v1/posts").body == b""
    assert door.ask("GET /v1/posts").body == b"a"
    assert door.asked == 2
    head = door.ask("HEAD /v1/posts")
    assert (head.body, head.header("etag"), door.asked) == (b"", '"1"', 2)


@pytest.mark.parametrize("name", ["authorization", "accept_language", "x_channel", "origin"])
def test_whoever_differs_by_what_an_answer_may_differ_by_gets_one_of_their_own(name: str) -> None:
    door = Door(lambda asked: answer(asked.header(name.replace("_", "-")), PUBLIC))
    assert [door.ask("GET /v1/posts", {name: value}).body for value in ("a", "b", "a")] == [b"a", b"b", b"a"]
    assert door.asked == 2
    assert door.ask("GET /v1/posts?limit=1").body == b""


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"cache_control": "no-store"}, {"cache_control": "private, max-age=60"}, {"cache_control": "public, max-age=0"},
        {"cache_control": "no-cache, max-age=60"}, PUBLIC | {"vary": "*"}, PUBLIC | {"vary": "Cookie"},
    ],
)  # fmt: skip
def test_what_does_not_say_that_all_may_have_it_is_asked_for_each_time(headers: Given) -> None:
    door = Door(lambda _: answer("a", headers))
    for _ in range(2):
        assert door.ask("GET /v1/posts").header("x-cache") == "Miss from cloudfront"
    assert door.asked == 2


@pytest.mark.parametrize("status", [201, 204, 304, 400, 404, 405, 500, 503])
def test_only_a_yes_is_kept(status: int) -> None:
    door = Door(lambda _: answer("a", PUBLIC, status=status))
    door.ask("GET /v1/posts")
    door.ask("GET /v1/posts")
    assert door.asked == 2


@pytest.mark.parametrize(
    "request_line", ["GET /v1/webhooks/stripe", "POST /v1/posts", "OPTIONS /v1/posts", "DELETE /v1/me"]
)
def test_webhooks_and_whatever_does_more_than_read_are_never_answered_from_the_cache(request_line: str) -> None:
    door = Door(lambda _: answer("a", PUBLIC))
    door.ask(request_line)
    door.ask(request_line)
    assert door.asked == 2


def test_no_answer_is_kept_for_longer_than_an_hour_whatever_it_says() -> None:
    door = Door(lambda _: answer("a", {"cache_control": "public, max-age=999999"}))
    door.ask("GET /v1/posts")
    door.now += 3_601
    door.ask("GET /v1/posts")
    assert door.asked == 2


def test_only_the_edge_says_where_a_caller_is() -> None:
    forged = {
        "cloudfront_viewer_address": "203.0.113.9:1", "CloudFront_Viewer_Country": "DE", "x_argosy_origin": "guessed",
        "X_Argosy_Origin": "again", "x_forwarded_for": "203.0.113.9", "host": "evil.example", "connection": "close",
    }  # fmt: skip
    door = Door(lambda _: answer("a"))
    door.ask("POST /v1/sessions", forged, body=b"{}")
    ((_, asked),) = door.apis.seen
    told = passed_on(asked, "the secret")
    names = [name.decode().lower() for name, _ in told]
    assert {name.decode(): value.decode() for name, value in told} == {
        "x-argosy-origin": "the secret", "cloudfront-viewer-address": "198.51.100.7:46532",
        "x-forwarded-for": "203.0.113.9, 198.51.100.7", "content-length": "2",
    }  # fmt: skip
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_of_more_than_ten_megabytes_is_refused_as_the_gateway_does(announced: bool) -> None:
    door = Door(lambda _: answer("a"))
    body = b" " * 10_485_761
    refused = door.ask("POST /v1/posts", {"content_length": str(len(body))} if announced else {}, body=body)
    assert (refused.status, door.asked) == (413, 0)
    assert door.ask("POST /v1/posts", body=body[:-1]).status == 200


def test_before_the_apis_are_deployed_the_address_says_so() -> None:
    async def asked() -> Answer:
        return await Origins("http://127.0.0.1:9").ask(
            Asked("GET", "/", b"/", (), b"", ("127.0.0.1", 1)), Cut("people", (), 1)
        )

    assert asyncio.run(asked()).status == 503


def test_it_says_that_it_runs_without_asking_anybody() -> None:
    door = Door(lambda _: answer("a"))
    assert (door.ask(f"GET {HEALTH}").status, door.asked) == (204, 0)
