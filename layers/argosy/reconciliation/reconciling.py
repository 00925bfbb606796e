"""A channel's day from its bill to the desk of finance: fetched, kept, matched; and what of the days before waited for it."""

from dataclasses import replace
from datetime import date
from functools import partial

from argosy.disputes import disputes
from argosy.kernel.sums import summed
from argosy.kernel.write import Write, retrying
from argosy.payments.channel import BillLine, channel
from argosy.reconciliation import batches, lines, matching
from argosy.reconciliation.batch import Batch, BatchStatus
from argosy.reconciliation.line import of_bill


def reconcile(name: str, day: date) -> None:
    """Whoever asks again adds nothing. Raises ChannelSilent, ChannelRefused where there is no bill, NotFound for no batch."""
    batch = batches.get(name, day)
    if batch.status is BatchStatus.FETCHING:
        batch = _fetched(batch, channel(name).bill(day))
    if batch.status is BatchStatus.MATCHING:
        matching.match(batch)
    for waiting in batches.unfinished(name):
        if batches.next_is_fetched(waiting):
            matching.look_again(waiting)


def _fetched(batch: Batch, told: tuple[BillLine, ...]) -> Batch:
    kept = list(of_bill(batch.channel, batch.date, map(partial(_ours, batch.channel), told)))
    lines.keep(kept)
    bill = summed((line.currency, line.billed_minor - line.fee_minor) for line in kept)

    def noted() -> Batch:
        present = batches.get(batch.channel, batch.date)
        if present.status is not BatchStatus.FETCHING:
            return present
        after = present.fetched(bill, len(kept))
        Write().add(batches.saved(after)).commit()
        return after

    return retrying(noted)


def _ours(channel: str, line: BillLine) -> BillLine:
    """A dispute, of which the channel has its own number alone, under ours."""
    return replace(line, number=disputes.id_of(channel, line.channel_ref)) if line.kind == "dispute" else line
