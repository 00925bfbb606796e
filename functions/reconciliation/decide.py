"""Finance explains what differs between a channel's bill and our books, and signs the day."""

from typing import Annotated

from argosy.kernel import clock
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Day, Lines
from argosy.kernel.http import Api, Reply
from argosy.kernel.money import Amount
from argosy.kernel.once import Once
from argosy.kernel.write import retrying
from argosy.ledger.account_kinds import AccountName
from argosy.ledger.journal import Posting
from argosy.reconciliation import batches, lines, resolving
from argosy.reconciliation.calendar import ChannelName
from argosy.reconciliation.permissions import RECONCILIATION_DECIDE
from argosy.reconciliation.views import BatchView, ItemId, ItemView

app = Api(tag="finance")


class Move(Body):
    """Out of the item's own suspense, or on the channel's account up to the item's difference; in the item's currency."""

    source: AccountName
    destination: AccountName
    amount: Amount

    @property
    def posting(self) -> Posting:
        return Posting(self.source, self.destination, self.amount)


class ItemResolution(Body):
    note: Annotated[str, Lines(1, 1_000)]
    journal: Move | None = None


@app.post("/v1/admin/recon/{channel}/{date}/items/{item_id}/resolve", may=RECONCILIATION_DECIDE, once=True)
def resolve(
    channel: ChannelName, date: Day, item_id: ItemId, *, wish: ItemResolution, caller: Caller, once: Once
) -> Reply[ItemView]:
    """Say what became of it, and move the money that it left open, if there is any to move."""

    def resolved() -> Reply[ItemView]:
        batch, before = batches.get(channel, date), lines.get(channel, date, item_id)
        journal = resolving.journal_of(before, wish.journal.posting if wish.journal else None, caller.id)
        moved_minor = resolving.booked_minor(before, journal)
        after = before.resolved(caller.id, wish.note, journal.id if journal else None, moved_minor)
        reply = Reply(ItemView.of_line(after))
        resolving.resolve(batch, before, after, journal, once=once, answer=reply)
        return reply

    return retrying(resolved)


@app.post("/v1/admin/recon/{channel}/{date}/sign", may=RECONCILIATION_DECIDE, once=True)
def sign(channel: ChannelName, date: Day, caller: Caller, once: Once) -> Reply[BatchView]:
    """Bill and books agree, or every difference is explained: from now on the day is part of the proof."""

    def signed() -> Reply[BatchView]:
        after = batches.get(channel, date).signed(caller.id, clock.now())
        reply = Reply(BatchView.of_batch(after))
        batches.sign(after, once, reply)
        return reply

    return retrying(signed)


handler = app.handler
