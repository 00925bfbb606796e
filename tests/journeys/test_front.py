"""What stands before the APIs: it keeps what all may have, nothing else, and is believed where nobody else is."""

import secrets
from collections.abc import Callable, Iterator

import httpx
import pytest

from infra.edge import api_of
from local.aws import client
from local.people import Person, Visitor, door, many_places, place_of
from tests.journeys.conftest import Local
from tests.journeys.market import joined

pytestmark = pytest.mark.stack
MOST_FROM_ONE_PLACE = 20
"""Registrations in an hour (argosy.identity.registrations)."""


@pytest.fixture(scope="module")
def ann(local: Local, http: httpx.Client) -> Visitor:
    return joined(
        Person("member", "Ann", f"ann.{secrets.token_hex(4)}@example.com", "a password of ann's"), local.stack, http
    )


@pytest.fixture
def own(local: Local) -> Callable[[str], str]:
    """The address of an API itself, past the edge, for a path."""
    apis = client("apigatewayv2", local.stack.aws, local.stack.region).get_apis()["Items"]
    ids = {each["Name"]: each["ApiId"] for each in apis}
    return lambda path: f"{local.stack.aws}/_aws/execute-api/{ids[api_of(path).api_name]}/$default{path}"


@pytest.fixture
def from_one_place(local: Local) -> Iterator[httpx.Client]:
    with door(local.stack, place_of(secrets.token_hex(8))) as client_:
        yield client_


def how(answer: httpx.Response) -> str:
    return answer.headers["x-cache"].removesuffix(" from cloudfront")


def test_a_public_read_is_given_from_the_cache_while_it_says_so_and_is_asked_for_again_after(
    local: Local, http: httpx.Client
) -> None:
    path = "/v1/posts?limit=37"
    first, second = http.get(path), http.get(path)
    assert (how(first), how(second)) == ("Miss", "Hit")
    assert second.content == first.content
    assert second.headers["etag"] == first.headers["etag"]
    assert http.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert http.head(path).headers["etag"] == first.headers["etag"]

    assert local.argosy("clock", "+1m").returncode == 0
    again = http.get(path)
    assert how(again) in ("RefreshHit", "Miss")
    assert again.status_code == 200
    assert how(http.get(path)) == "Hit"


def test_what_is_private_is_never_kept(http: httpx.Client, ann: Visitor) -> None:
    for _ in range(2):
        mine = ann.ask("GET", "/v1/me")
        assert (mine.status_code, mine.headers["cache-control"], how(mine)) == (200, "no-store", "Miss")
    assert http.get("/v1/me").status_code == 401


def test_what_is_public_is_kept_apart_by_language_channel_page_and_person(http: httpx.Client, ann: Visitor) -> None:
    path = "/v1/posts?limit=38"
    assert [how(http.get(path)) for _ in range(2)] == ["Miss", "Hit"]
    for header in ({"Accept-Language": "zh-CN"}, {"X-Channel": "app"}, {"Origin": "http://localhost:3000"}):
        assert [how(http.get(path, headers=header)) for _ in range(2)] == ["Miss", "Hit"], header
    assert [how(ann.ask("GET", path)) for _ in range(2)] == ["Miss", "Hit"]


def test_a_page_of_each_origin_may_read_what_was_kept_for_it(http: httpx.Client) -> None:
    for origin in ("http://localhost:3000", "http://localhost:5173"):
        for _ in range(2):
            kept = http.get("/v1/posts?limit=39", headers={"Origin": origin})
            assert kept.headers["access-control-allow-origin"] == origin
    theirs = http.get("/v1/posts?limit=39", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in theirs.headers


def test_a_refusal_is_not_kept_so_what_begins_to_exist_is_there_at_once(http: httpx.Client) -> None:
    for path in ("/v1/posts/pst_01KAG0000000000000000000AC", "/v1/nothing-here"):
        assert [(answer.status_code, how(answer)) for answer in (http.get(path), http.get(path))] == [(404, "Miss")] * 2


def register(http: httpx.Client, address: str, **headers: str) -> int:
    email = f"x.{secrets.token_hex(6)}@example.com"
    wish = {"email": email, "password": "a password of somebody's", "display_name": "X"}
    return http.post(address, json=wish, headers=headers).status_code


@pytest.mark.skipif(not many_places(), reason="everybody lives in one place here")
@pytest.mark.parametrize("past_the_edge", [False, True])
def test_nobody_is_in_another_place_by_saying_so(
    own: Callable[[str], str], from_one_place: httpx.Client, past_the_edge: bool
) -> None:
    address = own("/v1/users") if past_the_edge else "/v1/users"
    statuses = [
        register(
            from_one_place,
            address,
            **{"CloudFront-Viewer-Address": f"203.0.113.{n}:{n + 1024}", "X-Argosy-Origin": secrets.token_hex(32)},
            **{"X-Forwarded-For": f"203.0.113.{n}"},
        )
        for n in range(MOST_FROM_ONE_PLACE + 2)
    ]
    assert statuses == [202] * MOST_FROM_ONE_PLACE + [429] * 2


@pytest.mark.skipif(not many_places(), reason="everybody lives in one place here")
def test_neighbours_are_told_apart_through_the_edge_and_each_is_the_same_past_it(
    local: Local, own: Callable[[str], str], from_one_place: httpx.Client
) -> None:
    for n in range(MOST_FROM_ONE_PLACE):
        assert register(from_one_place, own("/v1/users") if n % 2 else "/v1/users") == 202
    assert register(from_one_place, "/v1/users") == register(from_one_place, own("/v1/users")) == 429
    with door(local.stack, place_of(secrets.token_hex(8))) as elsewhere:
        assert register(elsewhere, "/v1/users") == 202


def test_an_api_answers_under_its_own_name_too_so_that_a_channel_may_be_told_either(
    own: Callable[[str], str], http: httpx.Client
) -> None:
    for path in ("/v1/webhooks/stripe", "/v1/webhooks/payout/aggregator"):
        through, past = http.post(path, content=b"{}"), http.post(own(path), content=b"{}")
        assert (through.status_code, how(through)) == (past.status_code, "Miss")
        assert 400 <= past.status_code < 404
    assert http.get(own("/v1/health")).status_code == 200
