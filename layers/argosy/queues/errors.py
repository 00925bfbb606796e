"""How the desk says no."""

from argosy.kernel.errors import Conflict, Malformed


class TooOld(Conflict, code="too_old"):
    """Receipts are kept for 30 days: what is older might act twice."""

    en = "This fact is older than {days} days: nobody can say any more whether it has acted."
    zh = "该事件已超过 {days} 天，无法确认是否已处理。"


class KeepsDying(Conflict, code="keeps_dying"):
    """The same code was tried often enough: it has to be mended first."""

    en = "Version {version} has failed on this {times} times. Mend it first."
    zh = "版本 {version} 已失败 {times} 次，请先修复。"


class NeedsAnother(Conflict, code="needs_another_person"):
    """What moves money is given up by two people; this one asked for it."""

    en = "You have asked for this already; somebody else has to agree."
    zh = "您已提出申请，需要另一位人员同意。"


class NamesNothing(Malformed, code="names_nothing"):
    """Neither letters nor a listener."""

    en = "Name letters by `ids`, or a `listener`, and not both."
    zh = "请提供 ids 或 listener，且只能提供其一。"
