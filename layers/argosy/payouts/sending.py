"""Payouts at their bank: handed over once, asked about where it is silent, settled by its words."""

from datetime import datetime, timedelta

from argosy.kernel import clock, metric
from argosy.kernel.errors import StateConflict
from argosy.kernel.log import logger
from argosy.kernel.receipt import Receipt
from argosy.kernel.write import Write, retrying, save
from argosy.ledger.accounts import InsufficientFunds
from argosy.payouts import guards, known, methods, payouts, reviews
from argosy.payouts.attempt import Attempt, Effect
from argosy.payouts.bank import BANK, Told, Transfer, bank
from argosy.payouts.errors import BankRefused, BankSilent
from argosy.payouts.items import PayoutAttemptItem
from argosy.payouts.outcome import OUTCOMES
from argosy.payouts.payout import Payout, PayoutStatus
from argosy.payouts.policy import Policy
from argosy.payouts.tax import withheld
from events.payouts import PayoutQueryDue

FIRST_SILENCE = timedelta(minutes=1)


def attempt_of(payout_id: str, round: int) -> Attempt:
    """Raises NotFound."""
    return PayoutAttemptItem.by_number.load(Attempt, payout_id=payout_id, round=round)


def hand_over(payout_id: str) -> Attempt | None:
    """Note the attempt before the bank hears of it, and from then on nobody cancels it.

    None where it is not to be sent: it was cancelled, is held now, or was handed over before (then its timer asks the bank).
    """

    def note() -> Attempt | None:
        payout = payouts.get(payout_id)
        return _handed_over(payout, clock.now()) if payout.status is PayoutStatus.APPROVED else None

    return retrying(note)


def _handed_over(payout: Payout, at: datetime) -> Attempt | None:
    found = known.read(payout, at)
    hold = guards.hold(payout, found.facts, Policy.current())
    write = Write().add(*found.unchanged)
    if hold:
        reviews.wait(payout, hold, write, at)
        write.commit()
        return None
    method = found.facts.method
    assert method is not None
    handed = payout.handed_over(method, withheld(payout.amount_minor, found.facts.party.withholding_bps))
    attempt = Attempt(
        payout_id=payout.id, round=payout.round, bank=BANK, method_id=method.id, amount_minor=handed.net_minor,
        currency=payout.currency, created_at=at,
    )  # fmt: skip
    asked = PayoutQueryDue(payout_id=payout.id, round=payout.round, asked=1)
    write.add(payouts.saved(handed), save(PayoutAttemptItem.of(attempt)))
    write.remind(at + FIRST_SILENCE, asked, about=payout.id).commit()
    return attempt


def send(attempt: Attempt) -> None:
    """Tell the bank. Where it does not answer nothing is guessed: a timer asks."""
    try:
        told = bank(attempt.bank).create(
            Transfer(attempt.number, attempt.amount_minor, methods.account(attempt.method_id))
        )
    except BankRefused as no:
        told = Told("failed", "", attempt.amount_minor, attempt.currency, str(no.facts["reason"]))
    except BankSilent:
        return
    settle(attempt.payout_id, attempt.round, told)


def ask(attempt: Attempt) -> None:
    """What has become of it. Only what the bank has never heard of is sent, under the number that it had."""
    try:
        told = bank(attempt.bank).query(attempt.number)
    except (BankRefused, BankSilent):
        return
    if told is not None:
        settle(attempt.payout_id, attempt.round, told)
    elif attempt.is_open:
        send(attempt)


def ask_again(payout_id: str, round: int, asked: int, receipt: Receipt) -> None:
    """A timer for the next question, ever less often, until the bank has no more to say."""
    at = clock.now()
    wait = attempt_of(payout_id, round).silence(asked, at)
    if wait is not None:
        later = PayoutQueryDue(payout_id=payout_id, round=round, asked=asked + 1)
        Write(receipt).remind(at + wait, later, about=payout_id).commit()


def settle(payout_id: str, round: int, told: Told) -> None:
    """Do what the bank's word means now. Whoever brings the same word again changes nothing."""

    def once_more() -> None:
        # Read before its attempt, the payout is never ahead of what the word is held against; behind, its save finds out.
        payout = payouts.get(payout_id)
        attempt = attempt_of(payout_id, round)
        effect = attempt.effect(told)
        if effect is Effect.PUZZLE:
            metric.count("payouts", "PayoutPuzzle")
            logger().error("the bank contradicts itself", number=attempt.number, outcome=told.outcome)
        elif effect is not Effect.NOTHING:
            at = clock.now()
            after = attempt.after(effect, told, at)
            try:
                found = OUTCOMES[effect](payout, after, at)
            except InsufficientFunds:  # what was set aside is always there, unless another word has moved it since
                raise StateConflict from None
            write = Write().add(save(PayoutAttemptItem.of(after)), payouts.saved(found.payout), *found.parts)
            write.tell(found.fact, beside=payouts.key(payout_id)).commit()

    retrying(once_more)
