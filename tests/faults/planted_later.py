"""Bugs in payouts, wallets, disputes and after-sale cases: what only their own actors can show."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from argosy.disputes.dispute import Dispute, DisputeStatus
from argosy.kernel.write import Part
from argosy.payments import attempts
from argosy.payouts.items import PartyItem
from tests.faults.planted import Patch, bug, each_commit, kind_of, lies_under, unguarded
from tests.faults.planted_races import whatever_stands_there


def beside(patch: Patch, about: str, kinds: Iterable[str]) -> None:
    """In a command that saves one of these, items of those kinds are saved whatever stands there."""

    def change(parts: list[Part]) -> list[Part]:
        meant = any(kind_of(part) == about for part in parts)
        return [unguarded(part) if meant and kind_of(part) in kinds else part for part in parts]

    each_commit(patch, change)


@bug("a payout goes by what was read of its party, whatever that is by then", duel="hold_and_approval")
def party_not_looked_at_again(patch: Patch) -> None:
    def change(parts: list[Part]) -> list[Part]:
        return [part for part in parts if part.verb != "ConditionCheck" or not of_party(part)]

    each_commit(patch, change)


def of_party(part: Part) -> bool:
    return lies_under(part, PartyItem.by_name) and part.request["Key"]["sk"]["S"] == "PARTY"


@bug("a payout is saved over what another has made of it", duel="cancel_and_send")
def payout_without_version(patch: Patch) -> None:
    whatever_stands_there(patch, lambda part: kind_of(part) == "payout")


@bug("what is withdrawn is looked at and then set aside, with nothing between that holds", duel="two_withdrawals")
def withdrawal_check_then_act(patch: Patch) -> None:
    beside(patch, "payout", ("balance", "payout_tally"))


@bug("a hold ends although it has ended", duel="hold_ends")
def hold_ended_twice(patch: Patch) -> None:
    whatever_stands_there(patch, lambda part: kind_of(part) == "hold")


@bug("a transfer writes both balances as it has read them", duel="transfers_cross")
def transfer_without_version(patch: Patch) -> None:
    beside(patch, "transfer", ("balance",))


@bug("what a wallet gives is not let go when the order is closed", duel="tender_and_deadline")
def tender_kept(patch: Patch) -> None:
    patch.setattr(attempts, "let_go", lambda attempt: ())


@bug("a payment from a wallet writes over that it was frozen", duel="freeze_and_payment")
def freeze_written_over(patch: Patch) -> None:
    beside(patch, "attempt", ("balance",))


@bug("a dispute takes its part of an order as it was before a refund was asked for", duel="refund_and_dispute")
def dispute_over_refund(patch: Patch) -> None:
    beside(patch, "dispute", ("order",))


@bug("a dispute that is closed believes another end", duel="won_and_lost")
def dispute_ends_twice(patch: Patch) -> None:
    known = Dispute.told

    def told(self: Dispute, word: Any) -> Dispute:
        after, status = known(self, word), DisputeStatus(word.outcome)
        return after if after.status is status else replace(after, status=status, version=self.version + 1)

    patch.setattr(Dispute, "told", told)


@bug("a refund that came back is tried again although a person has sent it", duel="retry_and_by_hand")
def refund_without_version(patch: Patch) -> None:
    whatever_stands_there(patch, lambda part: kind_of(part) == "refund")


@bug("a case is opened whatever else is asked back of its order", duel="last_piece_twice")
def claim_not_counted(patch: Patch) -> None:
    beside(patch, "after_sale", ("order",))
