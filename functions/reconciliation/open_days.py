"""Every hour: each channel's days whose bills are due are opened, so that no day is left out, whoever was asleep."""

from datetime import datetime

from argosy.kernel.errors import StateConflict
from argosy.kernel.log import logger
from argosy.kernel.worker import scheduled
from argosy.reconciliation import opening
from argosy.reconciliation.calendar import CHANNELS


@scheduled
def handler(at: datetime) -> None:
    for channel in CHANNELS:
        try:
            logger().info("opened", channel=channel, days=opening.open_due(channel, at))
        except StateConflict:
            logger().info("another run opens", channel=channel)
