"""How reviews say no."""

from argosy.kernel.errors import Forbidden


class OwnWork(Forbidden, code="own_work"):
    """Nobody decides on what they handed in themselves, whatever their role."""

    en = "You cannot decide on your own work."
    zh = "不能审核自己提交的内容。"
