"""Every night, the days that have ended are sealed: their journals can no longer be changed without anybody noticing."""

from datetime import datetime

from argosy.kernel.log import logger
from argosy.kernel.worker import scheduled
from argosy.ledger import seals


@scheduled
def handler(at: datetime) -> None:
    for seal in seals.seal_ended_days(at):
        # Whoever can change the table could make new seals for it; the log is another place, under other permissions.
        logger().info("sealed", day=seal.day, journals=seal.journals, digest=seal.digest)
