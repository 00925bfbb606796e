"""Fetches a channel's bill of a day, and holds it against our books; a channel that has none yet is asked again."""

from argosy.kernel import clock, metric
from argosy.kernel.log import logger
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payments.errors import ChannelRefused, ChannelSilent
from argosy.reconciliation import opening
from argosy.reconciliation.reconciling import reconcile
from events.reconciliation import BillDue


@listens(BillDue)
def handler(event: BillDue, receipt: Receipt) -> None:
    try:
        reconcile(event.channel, event.day)
    except (ChannelRefused, ChannelSilent) as no:
        too_long = opening.ask_again(event.channel, event.day, event.asked, clock.now(), receipt)
        logger().warning("no bill yet", channel=event.channel, day=event.day.isoformat(), why=no.code)
        if too_long:
            metric.count("reconciliation", "BillMissing")
