"""How Argosy says no. A context writes the sentences, the kind decides what a client may do about it.

A refusal is an answer, not an accident: it changes nothing and is safe to show. Only `kernel/http.py` knows status numbers.
"""

from typing import Any, ClassVar


class Refusal(Exception):
    """A no with a stable code: `class OutOfStock(Conflict, code="out_of_stock")`.

    `en` and `zh` are what a person reads; they may name the keyword arguments the refusal is raised with.
    """

    code: ClassVar[str]
    en: ClassVar[str]
    zh: ClassVar[str]

    def __init_subclass__(cls, code: str = "") -> None:
        if code:
            cls.code = code

    def __init__(
        self,
        *,
        retry_after_seconds: int = 0,
        errors: list[dict[str, str]] | None = None,
        extension: dict[str, Any] | None = None,
        **facts: Any,
    ) -> None:
        self.retry_after_seconds = retry_after_seconds
        self.errors = errors or []
        self.extension = extension or {}
        self.facts = facts
        super().__init__(self.detail("en"))

    def detail(self, language: str) -> str:
        """The sentence in the reader's language."""
        return (self.zh if language == "zh" else self.en).format_map(self.facts)


class Malformed(Refusal):
    """The request cannot be read as what it claims to be."""


class Unauthenticated(Refusal):
    """We do not know who calls."""


class Forbidden(Refusal):
    """We know who calls, and the caller's roles do not reach this."""


class NotFound(Refusal, code="not_found"):
    """It does not exist, or not for this caller."""

    en = "There is no such thing here."
    zh = "未找到该内容。"


class Conflict(Refusal):
    """The state of the thing, or somebody faster, does not allow it."""


class Stale(Refusal):
    """The caller decided on a version that is no longer the present one."""


class TooLarge(Refusal):
    """More than this route takes."""


class UnsupportedMedia(Refusal):
    """Not a format this route reads."""


class Invalid(Refusal):
    """Well-formed, and wrong."""


class TooMany(Refusal):
    """Too often; later it may go."""


class Unavailable(Refusal):
    """Not now, through no fault of the caller; the same request may go through later."""


class StateConflict(Conflict, code="state_conflict"):
    """It changed between reading and saving; reading again shows what it is now."""

    en = "It was changed by somebody else in this moment. Read it again."
    zh = "内容刚刚被他人修改，请重新读取。"


class InvalidState(Conflict, code="invalid_state"):
    """The thing is not in a state from which this is allowed."""

    en = "This is not possible while it is {status}."
    zh = "当前状态（{status}）不允许该操作。"


class VersionConflict(Stale, code="version_conflict"):
    """`If-Match` names a version that is not the present one."""

    en = "The version you named is not the present one, which is {version}."
    zh = "您提供的版本已过期，当前版本为 {version}。"


class Busy(Unavailable, code="busy"):
    """Too many wrote to the same thing at once, or AWS did not answer; nothing was lost, the same request may be sent again."""

    en = "This is busy at the moment. Send the same request again."
    zh = "系统繁忙，请稍后重试。"
