"""What the gateway and every route answer, whatever stands behind them."""

import gzip
import json
import re

import httpx
import pytest

from infra.edge import CUTS
from tests.journeys.conftest import Local

pytestmark = pytest.mark.stack
ORIGIN = "http://localhost:3000"


def test_a_wrong_method_is_405_and_says_which_are_right(http: httpx.Client) -> None:
    answer = http.put("/v1/posts")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD, POST"
    assert answer.headers["x-request-id"]


def test_head_is_get_without_the_body_and_leaves_the_connection_as_it_was(http: httpx.Client) -> None:
    for path in ("/v1/posts?limit=2", "/v1/health", "/docs"):
        whole, head = http.get(path), http.head(path)
        assert (head.status_code, head.content) == (200, b"")
        for name in ("content-type", "content-length", "etag", "cache-control", "x-content-type-options"):
            assert head.headers.get(name) == whole.headers.get(name), (path, name)
    assert http.head("/v1/me").status_code == 401
    assert http.head("/v1/users").status_code == 405
    assert http.head("/v1/nothing-here").status_code == 404


def test_the_methods_of_a_path_are_known_whether_it_can_be_read_or_not(http: httpx.Client) -> None:
    for path, methods in (("/v1/posts", "GET, HEAD, POST"), ("/v1/users", "POST"), ("/v1/me", "GET, HEAD, PATCH")):
        for answer in (http.delete(path), http.request("TRACE", path)):
            assert (answer.status_code, answer.headers["allow"]) == (405, methods)


def test_a_tag_that_was_read_is_known_again(http: httpx.Client) -> None:
    tag = http.get("/v1/posts?limit=1").headers["etag"]
    for method in ("GET", "HEAD"):
        answer = http.request(method, "/v1/posts?limit=1", headers={"if-none-match": f"W/{tag}"})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)


def test_a_compressed_body_is_refused_and_not_misread(http: httpx.Client) -> None:
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    answer = http.post("/v1/sessions", content=gzip.compress(b'{"email": "a@example.com"}'), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("api", ["", *(cut.paths[0].rstrip("*").rstrip("/") for cut in CUTS)])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_unknown_path_is_a_problem_of_ours_whichever_api_it_leads_to(
    http: httpx.Client, api: str, method: str
) -> None:
    answer = http.request(method, f"{api}/nothing/here/at/all", headers={"Accept-Language": "zh-CN"})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == "zh-CN"
    assert answer.headers["cache-control"] == "no-store"


def test_every_operation_is_reached_through_the_edge(http: httpx.Client) -> None:
    """What it says to nobody in particular about nothing in particular is its own: it is neither unknown nor another's."""
    lost = []
    for path, methods in http.get("/openapi.json").json()["paths"].items():
        for method in methods:
            answer = http.request(method.upper(), re.sub(r"\{\w+\}", "x", path.replace("{channel}", "aggregator")))
            if answer.status_code in (404, 405) or answer.status_code >= 500:
                lost.append((method, path, answer.status_code, answer.text))
            assert answer.headers["x-request-id"]
    assert lost == []


def test_every_path_of_every_api_says_which_methods_it_has(http: httpx.Client) -> None:
    """Through the table to its API, and there to whoever knows: no path falls between two APIs."""
    for path, methods in http.get("/openapi.json").json()["paths"].items():
        answer = http.request("TRACE", re.sub(r"\{\w+\}", "x", path))
        known = {method.upper() for method in methods} | ({"HEAD"} if "get" in methods else set())
        assert (answer.status_code, answer.headers["allow"]) == (405, ", ".join(sorted(known))), path


def test_a_browser_of_our_own_site_may_call_and_another_may_not(http: httpx.Client) -> None:
    asks = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,idempotency-key"}
    ours = http.options("/v1/orders", headers={"Origin": ORIGIN, **asks})
    theirs = http.options("/v1/orders", headers={"Origin": "https://evil.example", **asks})

    assert ours.status_code == 204
    assert ours.headers["access-control-allow-origin"] == ORIGIN
    assert "idempotency-key" in ours.headers["access-control-allow-headers"]
    assert "access-control-allow-origin" not in theirs.headers


@pytest.mark.parametrize("size_bytes", [1_100_000, 10_600_000])
def test_a_body_that_is_too_large_is_413_and_not_a_broken_connection(http: httpx.Client, size_bytes: int) -> None:
    headers = {"content-type": "application/json"}
    answer = http.post("/v1/users", content=b" " * size_bytes, headers=headers)
    assert answer.status_code == 413


def test_the_documentation_can_be_read_and_names_every_route_of_the_api(http: httpx.Client) -> None:
    document = http.get("/openapi.json").json()
    page = http.get("/docs")
    assert document["openapi"].startswith("3.1")
    assert "/v1/orders" in document["paths"]
    assert page.headers["content-type"].startswith("text/html")


def test_the_root_leads_on_instead_of_being_unknown(http: httpx.Client) -> None:
    page = http.get("/")
    assert page.status_code == 200
    assert all(http.get(path).status_code == 200 for path in re.findall(r'href="([^"]+)"', page.text))
    assert http.delete("/").status_code == 405


def test_status_names_what_somebody_needs_to_begin(local: Local) -> None:
    shown = json.loads(local.argosy("status", "--json").stdout)
    assert shown["api"] == local.stack.api
    assert set(shown["channels"]["stripe"]) == {"url", "api_key", "publishable_key", "webhook_secret"}
    assert set(shown["admin"]) == {"email", "password"}
    assert sorted(person["role"] for person in shown["people"]) == [
        "finance", "member", "member", "moderator", "seller", "seller",
    ]  # fmt: skip
