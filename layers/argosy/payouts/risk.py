"""What makes a payout worth a look. Until there is a risk context, three things that need no history of behaviour. Pure."""

from datetime import datetime, timedelta

from argosy.payouts.hold import Hold, HoldCode
from argosy.payouts.method import Method
from argosy.payouts.policy import Policy


def cooling_off(method: Method, policy: Policy, at: datetime) -> Hold | None:
    """A bank account that was just added may be a thief's: nobody overrules this, its time ends it."""
    assert method.verified_at is not None
    until = method.verified_at + timedelta(hours=policy.cool_off_hours)
    return Hold(HoldCode.METHOD_COOLING_OFF, until=until) if at < until else None


def hold(worth_cents: int, *, in_a_day: int, paid_before: int, policy: Policy) -> Hold | None:
    """What a person should see, and may overrule."""
    if in_a_day > policy.most_per_day:
        return Hold(HoldCode.TOO_MANY_PAYOUTS)
    if not paid_before and worth_cents > policy.largest_first_cents:
        return Hold(HoldCode.FIRST_PAYOUT)
    return None
