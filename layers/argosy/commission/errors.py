"""How commission says no."""

from argosy.kernel.errors import Invalid


class InvalidSplit(Invalid, code="invalid_split"):
    """A rule that could not be followed exactly; `errors` names every reason."""

    en = "This rule cannot share money out exactly: see errors."
    zh = "该分账规则无效，详见 errors。"


class RuleBookFull(Invalid, code="too_many_items"):
    """All rules are read at every checkout, so they have to fit one item that is read quickly."""

    en = "The rules together may take {most} bytes. Remove one that is no longer needed first."
    zh = "全部分账规则合计不能超过 {most} 字节，请先删除不再使用的规则。"
