"""How content says no."""

from argosy.kernel.errors import Invalid


class TooFarAhead(Invalid, code="too_far_ahead"):
    """A time of publication that nobody will remember having set."""

    en = "A post can be scheduled for at most {days} days ahead."
    zh = "定时发布最多可提前 {days} 天。"
