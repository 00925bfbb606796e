"""From what a route gave to what API Gateway takes: status, headers, entity tag, body."""

from base64 import b64encode
from typing import Any

from pydantic import BaseModel

from argosy.kernel import etag, problem
from argosy.kernel.errors import Refusal
from argosy.kernel.once import Replay
from argosy.kernel.reply import Private, Raw, Reply
from argosy.kernel.request import Request
from argosy.kernel.route import Route

VARY = "Accept-Language, Origin, X-Channel"
"""By what an answer that all may see differs: the gateway adds in it which page of a browser may read it."""

WITHOUT_CONTENT = (204, 304)
"""By their own meaning; an empty file is content, and of its kind."""


def refused(no: Refusal, request: Request) -> Raw:
    language = problem.language_of(request.headers.get("accept-language", ""))
    status, body, headers = problem.spelled(no, request.id, language)
    return Raw(body, status=status, content_type="application/problem+json", headers=headers, outcome=no.code)


def spelled(result: Any, route: Route, request: Request) -> Raw:
    """What a route gave, as it goes out: a thing that is read bears its tag, and what all may see may be kept by caches."""
    if isinstance(result, Replay):
        told = result.answer
        location = {"Location": told.location} if told.location else {}
        return Raw(told.body, status=told.status, headers={"Idempotent-Replayed": "true"} | location)
    if result is None:
        return Raw("", status=204)
    if isinstance(result, BaseModel):
        result = Reply(result)
    private, version = isinstance(result, Private), None
    if isinstance(result, Reply):
        location = {"Location": result.location} if result.location else {}
        version = getattr(result.view, "version", None)
        result = Raw(result.body, status=result.status, headers=location)
    answer: Raw = result
    if route.cached_seconds and not private:
        return _cacheable(answer, version, route.cached_seconds, request)
    if route.method == "GET" and isinstance(version, int):
        answer.headers |= {"ETag": etag.tag_of(None, version)}
    return answer


def _cacheable(answer: Raw, version: int | None, seconds: int, request: Request) -> Raw:
    """Public and the same for all: a CDN may keep it, and who has it already is told so."""
    tag = etag.tag_of(_bytes(answer.body), version)
    headers = answer.headers | {"ETag": tag, "Cache-Control": f"public, max-age={seconds}", "Vary": VARY}
    if etag.is_known(request.headers.get("if-none-match", ""), tag):
        return Raw("", status=304, headers=headers)
    return Raw(answer.body, status=answer.status, content_type=answer.content_type, headers=headers)


def sent(answer: Raw, request: Request) -> dict[str, Any]:
    """The answer in API Gateway's payload 2.0. HEAD gets all of it but the body (RFC 9110, 9.3.2)."""
    headers = {"x-request-id": request.id, "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    headers |= answer.headers | ({} if answer.status in WITHOUT_CONTENT else {"Content-Type": answer.content_type})
    body = answer.body
    if request.method == "HEAD" and body:
        headers["Content-Length"], body = str(len(_bytes(body))), ""
    return {"statusCode": answer.status, "headers": headers} | _carried(body)


def _carried(body: str | bytes) -> dict[str, Any]:
    """What is no text travels as base64, which the gateway takes off again."""
    if isinstance(body, bytes):
        return {"body": b64encode(body).decode(), "isBase64Encoded": True}
    return {"body": body, "isBase64Encoded": False}


def _bytes(body: str | bytes) -> bytes:
    return body if isinstance(body, bytes) else body.encode()
