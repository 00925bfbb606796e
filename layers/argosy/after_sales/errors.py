"""How after-sale cases say no."""

from argosy.kernel.errors import Conflict, Forbidden, Invalid


class NotYourMove(Forbidden, code="not_your_move"):
    """Only the other side does this, or the staff."""

    en = "In this case that is for somebody else to do."
    zh = "该操作应由另一方进行。"


class TooMuchEvidence(Conflict, code="too_much_evidence"):
    """Each side is heard ten times."""

    en = "You have said {most} things already; the staff decides by these."
    zh = "您已提交 {most} 条举证，请等待平台裁决。"


class MoreThanCameBack(Invalid, code="invalid_quantity"):
    """Not more pieces are fit for sale than came back."""

    en = "{quantity} pieces came back."
    zh = "退回数量为 {quantity}。"
