"""A refusal as RFC 9457 problem details, in the reader's language. The only place that knows status numbers."""

import json
from typing import Any

from argosy.kernel import errors
from argosy.kernel.errors import Refusal

KINDS: dict[type[Refusal], tuple[int, str, str]] = {
    errors.Malformed: (400, "Malformed request", "请求格式错误"),
    errors.Unauthenticated: (401, "Not signed in", "未登录"),
    errors.Forbidden: (403, "Not allowed", "无权限"),
    errors.NotFound: (404, "Not found", "未找到"),
    errors.Conflict: (409, "Not possible now", "当前无法执行"),
    errors.Stale: (412, "Out of date", "版本已过期"),
    errors.TooLarge: (413, "Too large", "内容过大"),
    errors.UnsupportedMedia: (415, "Format not supported", "不支持的格式"),
    errors.Invalid: (422, "Not valid", "内容无效"),
    errors.TooMany: (429, "Too many requests", "请求过于频繁"),
    errors.Unavailable: (503, "Not available", "服务暂不可用"),
}
TRIED_AGAIN = (429, 503)
"""The same request may go through later: `Retry-After` says when."""


class MethodNotAllowed(Refusal, code="method_not_allowed"):
    """The path exists, this method on it does not."""

    en = "This path knows {allow} only."
    zh = "该路径仅支持 {allow}。"


class InternalError(Refusal, code="internal_error"):
    """A defect of ours. The request id finds it in the logs."""

    en = "Something went wrong on our side. It is noted under this request's id."
    zh = "服务器内部错误，已记录。"


def kind_of(refusal: type[Refusal]) -> tuple[int, str, str]:
    """Status and titles of a refusal's class."""
    if issubclass(refusal, MethodNotAllowed):
        return 405, "Method not allowed", "方法不允许"
    for kind, told in KINDS.items():
        if issubclass(refusal, kind):
            return told
    return 500, "Internal error", "内部错误"


def spelled(refusal: Refusal, request_id: str, language: str) -> tuple[int, str, dict[str, str]]:
    """Status, body and headers of a no."""
    status, en, zh = kind_of(type(refusal))
    problem: dict[str, Any] = {
        "type": f"urn:argosy:problem:{refusal.code}",
        "title": zh if language == "zh" else en,
        "status": status,
        "code": refusal.code,
        "detail": refusal.detail(language),
        "request_id": request_id,
    }
    if refusal.errors:
        problem["errors"] = refusal.errors
    problem |= refusal.extension
    headers = {"Content-Language": "zh-CN" if language == "zh" else "en"}
    if status in TRIED_AGAIN or refusal.retry_after_seconds:
        headers["Retry-After"] = str(refusal.retry_after_seconds or 1)
    if isinstance(refusal, MethodNotAllowed):
        headers["Allow"] = refusal.facts["allow"]
    return status, json.dumps(problem, ensure_ascii=False), headers


def language_of(accept_language: str) -> str:
    """`zh` or `en`: the one that the header asks for more, English where it asks for neither."""
    asked = {"en": 0.0, "zh": 0.0}
    for place, part in enumerate(accept_language.split(",")[:10]):
        tag, _, weight = part.strip().lower().partition(";q=")
        language = tag.split("-")[0]
        if language in asked:
            try:
                wanted = float(weight or 1) - place / 1000
            except ValueError:
                continue
            asked[language] = max(asked[language], wanted)
    return "zh" if asked["zh"] > asked["en"] else "en"
