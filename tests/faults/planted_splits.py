"""More planted bugs: around what channels pass on and take back."""

from dataclasses import replace
from datetime import datetime

from argosy.ledger.journal import Journal
from argosy.payments.channels import stripe_transfers
from argosy.payments.split_words import SplitAnswer, SplitWish
from argosy.splits import journals
from argosy.splits.channel_return import ChannelReturn
from tests.faults.planted import Patch, bug


@bug("a share of which Stripe said nothing is asked for as a new one, and not looked for", duel="same_share_twice")
def share_not_looked_for(patch: Patch) -> None:
    def anew(wish: SplitWish) -> SplitAnswer:
        return stripe_transfers.split(replace(wish, failures=wish.failures + 1))

    patch.setattr("argosy.payments.channels.stripe.query_split", anew)


@bug("what is taken back repays the debt as it was when it was asked for", duel="return_and_earnings")
def debt_of_yesterday(patch: Patch) -> None:
    booked = journals.returned

    def blind(back: ChannelReturn, owed_minor: int, at: datetime) -> Journal:
        return booked(back, back.amount_minor, at)

    patch.setattr(journals, "returned", blind)
