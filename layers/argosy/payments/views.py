"""What a client is shown of attempts, and the staff of what fits nothing."""

from typing import Any, Self

from argosy.kernel.body import Instant, View
from argosy.kernel.money import Money
from argosy.payments.attempt import Attempt, AttemptStatus
from argosy.payments.unmatched import UnmatchedStatus, Why


class AttemptView(View):
    id: str
    order_id: str
    channel: str
    method: str
    status: AttemptStatus
    amount: Money
    """What the channel is asked for."""
    wallet_amount: Money
    expires_at: Instant
    created_at: Instant
    version: int

    @classmethod
    def of_attempt(cls, attempt: Attempt, **more: Any) -> Self:
        amounts = {"amount": attempt.amount_minor, "wallet_amount": attempt.wallet_minor}
        money = {name: Money(amount=minor, currency=attempt.currency) for name, minor in amounts.items()}
        return cls.model_validate({**vars(attempt), **money, "expires_at": attempt.expires_at_moment, **more})


class BegunView(AttemptView):
    """An attempt with what the channel's own client needs to go on; only who begins it gets that."""

    client_payload: dict[str, Any]


class UnmatchedView(View):
    """A word of a channel that fits nothing. `number` is the attempt's as the channel has it."""

    id: str
    why: Why
    channel: str
    number: str
    channel_ref: str
    order_id: str | None
    outcome: str
    amount: Money
    status: UnmatchedStatus
    noted_at: Instant
    ended_by: str | None
    ended_at: Instant | None
    note: str | None
    version: int
