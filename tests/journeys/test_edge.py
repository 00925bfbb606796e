"""What the gateway and every route answer, whatever stands behind them."""

import json
import re

import httpx
import pytest

from tests.journeys.conftest import Local

pytestmark = pytest.mark.stack
ORIGIN = "http://localhost:3000"


def test_a_wrong_method_is_405_and_says_which_are_right(http: httpx.Client) -> None:
    answer = http.put("/v1/posts")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, POST"
    assert answer.headers["x-request-id"]


def test_an_unknown_path_is_the_gateways_404_and_wakes_no_function(http: httpx.Client) -> None:
    answer = http.get("/v1/nothing-here")
    assert (answer.status_code, answer.json()) == (404, {"message": "Not Found"})


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
