"""What holds of every request, whatever its route does: HEAD, wrong methods, coded bodies, what no browser may guess."""

import gzip
import sys
from base64 import b64encode
from typing import Any

import pytest

from argosy.kernel.body import Body, View
from argosy.kernel.http import EVERYONE, Api, Raw, Request
from functions.content import publish, read
from functions.identity import profile
from functions.platform import documentation
from tests.support.call import Reply, call, context, event
from tests.support.people import Person

app = Api(tag="test")


class Wish(Body):
    words: str


class Said(View):
    words: str


@app.post("/v1/words", may=EVERYONE)
def say(wish: Wish) -> Said:
    return Said(words=wish.words)


@app.post("/v1/raw", may=EVERYONE)
def raw(request: Request) -> Raw:
    return Raw(request.raw)


@app.post("/v1/nothing", may=EVERYONE)
def nothing() -> None:
    pass


handler = app.handler
MODULE = sys.modules[__name__]


def test_head_is_get_without_the_body(bus: Any, join: Any) -> None:
    ann = join("ann")
    for function, path, token in (
        (documentation, "/docs", None), (read, "/v1/posts?limit=1", None), (profile, "/v1/me", ann.token),
    ):  # fmt: skip
        whole = call(function, f"GET {path}", token=token)
        head = call(function, f"HEAD {path}", token=token)
        assert (head.status, head.text, head.file) == (200, "", b"")
        assert int(head.headers["Content-Length"]) == len(whole.text.encode())
        same = set(whole.headers) - {"x-request-id"}
        assert {name: head.headers[name] for name in same} == {name: whole.headers[name] for name in same}


def test_head_is_refused_as_get_is_and_known_again_as_get_is(bus: Any) -> None:
    assert call(profile, "HEAD /v1/me").status == 401
    assert call(profile, "HEAD /v1/me").headers["Content-Type"] == "application/problem+json"
    assert call(read, "HEAD /v1/posts?limit=0").status == 400
    tag = call(read, "HEAD /v1/posts").headers["ETag"]
    assert call(read, "HEAD /v1/posts", headers={"if-none-match": tag}).status == 304


@pytest.mark.parametrize("method", ["PUT", "DELETE", "TRACE", "PROPFIND", "get"])
def test_a_path_that_can_be_read_says_itself_which_methods_it_has(bus: Any, method: str) -> None:
    reply = call(read, f"{method} /v1/posts")
    assert (reply.status, reply.problem, reply.headers["Allow"]) == (405, "method_not_allowed", "GET, HEAD, POST")


def test_asking_for_the_methods_of_a_path_is_no_mistake(bus: Any) -> None:
    reply = call(profile, "OPTIONS /v1/me")
    assert (reply.status, reply.text, reply.headers["Allow"]) == (204, "", "GET, HEAD, PATCH")


def coded(coding: str, body: bytes, path: str = "/v1/words") -> Reply:
    given = event("POST", path, None, {"content-type": "application/json", "content-encoding": coding})
    given |= {"body": b64encode(body).decode(), "isBase64Encoded": True}
    answer = handler(given, context())
    return Reply(answer["statusCode"], {name: str(value) for name, value in answer["headers"].items()}, answer["body"])


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "GZIP", "gzip, identity", "x"])
def test_a_coded_body_is_neither_believed_nor_misread(bus: Any, coding: str) -> None:
    for body in (b'{"words": "a"}', gzip.compress(b'{"words": "a"}')):
        for path in ("/v1/words", "/v1/raw", "/v1/nothing"):
            reply = coded(coding, body, path)
            assert (reply.status, reply.problem) == (415, "unsupported_media_type")


def test_a_body_that_says_that_it_is_not_coded_is_read(bus: Any) -> None:
    for coding in ("identity", "Identity", " identity ", ""):
        assert coded(coding, b'{"words": "a"}').ok() == {"words": "a"}
    assert coded("gzip", b"", "/v1/nothing").status == 204


def test_no_answer_may_be_taken_for_something_else(bus: Any, join: Any) -> None:
    ann: Person = join("ann")
    answers = [
        call(documentation, "GET /docs"), call(profile, "GET /v1/me"), call(profile, "GET /v1/me", token=ann.token),
        call(profile, "PUT /v1/me"), call(profile, "OPTIONS /v1/me"), call(MODULE, "POST /v1/nothing"),
        call(publish, "POST /v1/posts", raw="{", token=ann.token),
    ]  # fmt: skip
    assert {answer.headers["X-Content-Type-Options"] for answer in answers} == {"nosniff"}


def test_reading_is_never_recorded_whatever_key_it_names(bus: Any) -> None:
    for key in ("k", "k" * 300, "é"):
        assert call(read, "GET /v1/posts", headers={"idempotency-key": key}).status == 200


def test_a_parameter_that_is_needed_and_missing_is_said_to_be_missing(bus: Any, join: Any) -> None:
    ann: Person = join("ann")
    missing = call("ledger.statement", "GET /v1/wallets/CNY/statement?from=2026-11-20", token=ann.token)
    assert (missing.status, missing.problem) == (400, "missing_parameter")
    assert "to" in missing.body["detail"]
    assert call("search.search", "GET /v1/search").problem == "missing_parameter"
    assert call("search.search", "GET /v1/search?q=").problem == "invalid_parameter"
    assert call("search.search", "GET /v1/search?p=1").problem == "unknown_parameter"
