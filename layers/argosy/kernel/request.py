"""One HTTP request as API Gateway hands it over, read carefully: headers, query, body, If-Match, Idempotency-Key."""

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from argosy.kernel.errors import Malformed, TooLarge, UnsupportedMedia
from argosy.kernel.etag import IfMatch, versions_in
from argosy.kernel.once import Once
from argosy.kernel.strict_json import MalformedJson, read_json

LARGEST_BODY_BYTES = 1_000_000


class PayloadTooLarge(TooLarge, code="payload_too_large"):
    """The body is above what a route takes: one megabyte."""

    en = "The body is too large; {most} bytes are taken."
    zh = "请求体过大，最多 {most} 字节。"


class UnsupportedMediaType(UnsupportedMedia, code="unsupported_media_type"):
    """Bodies are `application/json` in UTF-8, and not compressed."""

    en = "Send the body as application/json in UTF-8, without a Content-Encoding."
    zh = "请以 UTF-8 编码的 application/json 发送请求体，且不使用 Content-Encoding。"


class InvalidHeader(Malformed, code="invalid_header"):
    """A header that cannot be what it is for."""

    en = "The header {name} is not valid."
    zh = "请求头 {name} 无效。"


class InvalidParameter(Malformed, code="invalid_parameter"):
    """A query parameter's value is not one this list takes."""

    en = "The parameter {name} is not valid."
    zh = "参数 {name} 无效。"


class IdempotencyKeyRequired(Malformed, code="idempotency_key_required"):
    """A request that moves stock or money names itself, so that it can be repeated safely."""

    en = "Send an Idempotency-Key header: a key of your own, the same when you repeat this request."
    zh = "请提供 Idempotency-Key 请求头。"


@dataclass(frozen=True)
class Request:
    """What API Gateway's payload 2.0 says about one call."""

    event: dict[str, Any]

    @cached_property
    def headers(self) -> dict[str, str]:
        return {name.lower(): value for name, value in (self.event.get("headers") or {}).items()}

    @property
    def method(self) -> str:
        return str(self.event["requestContext"]["http"]["method"])

    @property
    def path(self) -> str:
        return str(self.event["rawPath"])

    @property
    def route_key(self) -> str:
        """The route that the gateway found, `POST /v1/posts/{post_id}/submit`: under `ANY /x` the request's own method, and
        GET for HEAD."""
        method, _, path = str(self.event["routeKey"]).partition(" ")
        if method != "ANY":
            return f"{method} {path}"
        return f"{'GET' if self.method == 'HEAD' else self.method} {path}"

    @property
    def template(self) -> str:
        """The path of that route: `/v1/posts/{post_id}/submit`; empty where the gateway found none (`$default`)."""
        return self.route_key.partition(" ")[2]

    @property
    def path_parameters(self) -> dict[str, str]:
        """Decoded by the gateway; none is null there."""
        return self.event.get("pathParameters") or {}

    @property
    def id(self) -> str:
        return str(self.event["requestContext"].get("requestId", ""))

    @cached_property
    def raw(self) -> bytes:
        """The body's own bytes: what a signature was made over."""
        body = self.event.get("body") or ""
        raw = base64.b64decode(body) if self.event.get("isBase64Encoded") else body.encode(errors="surrogatepass")
        if len(raw) > LARGEST_BODY_BYTES:
            raise PayloadTooLarge(most=LARGEST_BODY_BYTES)
        if raw and self.headers.get("content-encoding", "").strip().lower() not in ("", "identity"):
            raise UnsupportedMediaType
        return raw

    @cached_property
    def query(self) -> dict[str, str]:
        """Raises InvalidParameter for a parameter given twice: API Gateway would join the two with a comma."""
        pairs = parse_qsl(self.event.get("rawQueryString", ""), keep_blank_values=True)
        query = dict(pairs)
        if len(query) < len(pairs):
            names = [name for name, _ in pairs]
            raise InvalidParameter(name=next(name for name in names if names.count(name) > 1))
        return query

    @cached_property
    def json(self) -> dict[str, Any]:
        raw = self.raw
        kind, _, parameters = self.headers.get("content-type", "").lower().partition(";")
        charset = parameters.partition("charset=")[2].strip(' "')
        if kind.strip() != "application/json" or charset not in ("", "utf-8", "utf8"):
            raise UnsupportedMediaType
        return read_json(raw)

    def without_body(self) -> None:
        """Raises unless the body is empty or an empty object: nothing that was sent is passed over in silence."""
        if self.raw.strip() and read_json(self.raw):
            raise MalformedJson(why="this route takes no body")

    @property
    def if_match(self) -> IfMatch | None:
        given = self.headers.get("if-match")
        try:
            return None if given is None else versions_in(given)
        except ValueError:
            raise InvalidHeader(name="If-Match") from None

    def once(self, caller_id: str, *, required: bool) -> Once:
        """The request's name for itself. The scope is the caller; method, path and canonical body make the request.

        To read is harmless however often it is done, and no record of it is kept.
        """
        key = None if self.method in ("GET", "HEAD") else self.headers.get("idempotency-key")
        if key is None and required:
            raise IdempotencyKeyRequired
        if key is None:
            return Once(scope=caller_id, key=self.id, request_hash="", kept=False)
        if not (0 < len(key) <= 255 and key.isascii() and key.isprintable()):
            raise InvalidHeader(name="Idempotency-Key")
        body = json.dumps(read_json(self.raw), sort_keys=True) if self.raw.strip() else ""
        request = "\n".join((self.method, self.path, body)).encode(errors="surrogatepass")
        return Once(
            caller_id, hashlib.sha256(key.encode()).hexdigest()[:40], hashlib.sha256(request).hexdigest(), kept=True
        )
