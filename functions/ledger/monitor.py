"""Every hour the invariants are checked over what has moved since the last seal, and once a day over the whole ledger."""

from datetime import datetime, timedelta
from typing import Any

from argosy.invariants import CHECKS
from argosy.kernel import metric
from argosy.kernel.log import logger
from argosy.kernel.worker import scheduled
from argosy.ledger import books, checks, proof, seals
from argosy.ledger.books import Books

ONE_HOUR = timedelta(hours=1)


@scheduled
def handler(at: datetime) -> None:
    looked_at = _books(at)
    for found in proof.prove(looked_at, (*CHECKS, checks.sealing)).findings:
        told: dict[str, Any] = {"invariant": found.id, "words": found.invariant, "journals": len(looked_at.journals)}
        if found.holds:
            logger().info("invariant holds", **told)
        else:
            logger().error("invariant broken", **told, against=found.against)
            metric.count("ledger", "LedgerInvariantBroken")


def _books(at: datetime) -> Books:
    """The whole in the hour after a day was sealed: reading every journal each hour would cost more than it finds."""
    last = seals.last()
    return books.whole() if last is None or at - last.sealed_at < ONE_HOUR else books.since_last_seal()
