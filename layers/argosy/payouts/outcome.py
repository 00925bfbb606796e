"""What becomes of a payout and its money by a bank's word: the new state, the parts that go with it, and the fact."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from argosy.kernel.money import Money
from argosy.kernel.outbox import Event
from argosy.kernel.write import Part
from argosy.ledger import ledger
from argosy.payouts import journals, payouts, tallies
from argosy.payouts.attempt import Attempt, Effect
from argosy.payouts.payout import Payout
from events.payouts import PayoutFailed, PayoutPaid, PayoutReturned, PayoutSent

UNSAID = "unsaid"
"""The reason of a bank that gives none."""


@dataclass(frozen=True)
class Outcome:
    """To be written in one transaction with the attempt."""

    payout: Payout
    parts: tuple[Part, ...]
    fact: Event


def _sent(payout: Payout, attempt: Attempt, at: datetime) -> Outcome:
    return Outcome(payout.on_its_way(), (), PayoutSent(**payouts.about(payout)))


def _paid(payout: Payout, attempt: Attempt, at: datetime) -> Outcome:
    parts = (*ledger.post(journals.paid(payout, attempt.bank, at)), tallies.paid(payout))
    withheld = Money(amount=payout.tax_minor, currency=payout.currency)
    return Outcome(payout.paid(), parts, PayoutPaid(**payouts.about(payout), withheld=withheld))


def _failed(payout: Payout, attempt: Attempt, at: datetime) -> Outcome:
    why = attempt.failure or UNSAID
    return Outcome(
        payout.failed(why), payouts.money_back(payout, at), PayoutFailed(**payouts.about(payout), reason=why)
    )


def _returned(payout: Payout, attempt: Attempt, at: datetime) -> Outcome:
    return _back(payout, attempt, ledger.post(journals.returned(payout, attempt.bank, at)))


def _paid_and_returned(payout: Payout, attempt: Attempt, at: datetime) -> Outcome:
    both = journals.paid(payout, attempt.bank, at), journals.returned(payout, attempt.bank, at)
    return _back(payout, attempt, ledger.post(*both))


def _back(payout: Payout, attempt: Attempt, posted: tuple[Part, ...]) -> Outcome:
    why = attempt.failure or UNSAID
    parts = (*posted, *tallies.given_back(payout))
    return Outcome(payout.returned(why), parts, PayoutReturned(**payouts.about(payout), reason=why))


OUTCOMES: dict[Effect, Callable[[Payout, Attempt, datetime], Outcome]] = {
    Effect.SENT: _sent,
    Effect.PAID: _paid,
    Effect.FAILED: _failed,
    Effect.RETURNED: _returned,
    Effect.PAID_AND_RETURNED: _paid_and_returned,
}
