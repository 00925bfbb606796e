"""What the API says about itself: that it is well, how it is used, and which methods a path has."""

import pytest

from functions.platform import documentation, health, unrouted
from tests.support.bus import Bus
from tests.support.call import Reply, call, context, event
from tests.support.documented import document


def wrong(method: str, path: str) -> Reply:
    """As each API leads whatever no route of its own takes: without a pattern, without parameters."""
    given = event(method, path, None, {}) | {"routeKey": "$default", "pathParameters": None}
    answer = unrouted.handler(given, context())
    return Reply(
        answer["statusCode"], {name: str(value) for name, value in answer["headers"].items()}, answer.get("body") or ""
    )


def test_health_names_the_version(bus: Bus) -> None:
    assert call(health, "GET /v1/health").ok() == {"status": "ok", "version": "test"}


def test_the_document_is_the_whole_surface_and_is_not_sent_twice(bus: Bus) -> None:
    first = call(documentation, "GET /openapi.json")
    again = call(documentation, "GET /openapi.json", headers={"if-none-match": first.headers["ETag"]})

    assert "/v1/users" in first.ok()["paths"]
    assert (again.status, again.text) == (304, "")


def test_the_page_needs_nothing_from_elsewhere(bus: Bus) -> None:
    page = call(documentation, "GET /docs")

    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "SwaggerUIBundle" in page.text
    assert 'updateUrl("/openapi.json")' in page.text
    assert 'src="http' not in page.text
    assert "src='http" not in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_the_page_opens_with_its_tags_closed_and_searches_operations(bus: Bus) -> None:
    text = call(documentation, "GET /docs").text

    assert text.count('docExpansion: "none"') == 1
    assert 'docExpansion: "list"' not in text
    assert "filter: true" in text
    assert text.count("opsFilter: (tags, phrase) =>") == 1
    assert text.count('"Search: a tag, a path, a word of what it does"') == 1
    assert "defaultModelsExpandDepth: 0" in text


def test_the_root_leads_a_person_and_a_program_on(bus: Bus) -> None:
    page = call(documentation, "GET /")

    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    for path, relation in {"/docs": "service-doc", "/openapi.json": "service-desc", "/v1/health": "status"}.items():
        assert f'href="{path}"' in page.text
        assert f'<{path}>; rel="{relation}"' in page.headers["Link"]
    assert len(page.text) < 1_000


def test_a_wrong_method_is_told_which_are_right(bus: Bus) -> None:
    reply = wrong("POST", "/v1/admin/users/usr_1/roles/seller")

    assert (reply.status, reply.problem) == (405, "method_not_allowed")
    assert reply.headers["Allow"] == "DELETE, PUT"


def test_asking_for_the_methods_of_a_path_is_no_mistake(bus: Bus) -> None:
    reply = wrong("OPTIONS", "/v1/users")

    assert (reply.status, reply.text, reply.headers["Allow"]) == (204, "", "POST")


@pytest.mark.parametrize(
    "path",
    [
        "/v1/nothing-here", "/v1", "/v1/orders/ord_1/", "/v1//orders", "//v1/orders", "/v1/orders//events", "/V1/orders",
        "/v1/posts/pst_1/like/x", "/wp-login.php", "/v1/{post_id}", "/v1/me\x00", "/" + "a/" * 500,
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "PROPFIND"])
def test_an_unknown_path_is_a_problem_of_ours(bus: Bus, method: str, path: str) -> None:
    reply = wrong(method, path)

    assert (reply.status, reply.problem) == (404, "not_found")
    assert reply.headers["Cache-Control"] == "no-store"
    assert "Allow" not in reply.headers


def test_a_path_with_a_word_of_its_own_is_not_taken_for_a_parameter(bus: Bus) -> None:
    assert wrong("PATCH", "/v1/wallets/transfers").headers["Allow"] == "POST"
    assert wrong("PATCH", "/v1/wallets/CNY/entries").headers["Allow"] == "GET, HEAD"


def test_every_path_of_the_document_knows_its_methods(bus: Bus) -> None:
    for path, methods in document()["paths"].items():
        known = {method.upper() for method in methods} | ({"HEAD"} if "get" in methods else set())
        assert wrong("TRACE", path).headers["Allow"] == ", ".join(sorted(known))
