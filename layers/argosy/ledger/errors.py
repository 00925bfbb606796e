"""How the ledger says no."""

from argosy.kernel.errors import Conflict, Forbidden, Invalid, NotFound


class LimitExceeded(Conflict, code="limit_exceeded"):
    """More than may move in a while: ask for less, or later.

    A person sends so much of one asset a day; `next_at` says when the next day begins.
    """

    en = "You can send at most {most} a day."
    zh = "每日最多可转出 {most}。"


class RiskRejected(Forbidden, code="risk_rejected"):
    """It looks like something that a person would have to look at, or that must not be."""

    en = "This cannot be done for reasons of safety."
    zh = "出于安全原因，无法执行该操作。"


class HoldExceeded(Conflict, code="hold_exceeded"):
    """More than was set aside."""

    en = "Only {held} was set aside."
    zh = "仅冻结了 {held}。"


class InvalidExpiry(Invalid, code="invalid_expiry"):
    """A hold ends some time, and not before it has begun."""

    en = "A hold expires within {days} days from now."
    zh = "冻结到期时间须在 {days} 天之内。"


class SecondApproverRequired(Forbidden, code="second_approver_required"):
    """Nobody decides on what they asked for or are paid, and nobody counts for two."""

    en = "Another person has to decide on this."
    zh = "须由另一人审批。"


class ReversalExceeds(Conflict, code="reversal_exceeds_journal"):
    """The journal does not move that much, or not any more: parts of it were reversed before."""

    en = "Of this posting only {left} is left to reverse."
    zh = "该分录仅剩 {left} 可冲正。"


class NotSealed(NotFound, code="not_sealed"):
    """The day has not ended, its seal is not made yet, or it lies before the first journal."""

    en = "{day} is not sealed."
    zh = "{day} 尚未封账。"


class PeriodTooLong(Invalid, code="period_too_long"):
    """More movements than one answer takes."""

    en = "There are more than {most} movements; ask for a shorter period."
    zh = "流水超过 {most} 条，请缩短查询区间。"
