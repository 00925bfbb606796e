"""Disputes as they are kept: found, listed, saved."""

from argosy.disputes.dispute import Dispute
from argosy.disputes.items import DisputeItem
from argosy.kernel import ids
from argosy.kernel.errors import NotFound
from argosy.kernel.table import Page, Position
from argosy.kernel.write import Part, save


def get(dispute_id: str) -> Dispute:
    """Raises NotFound."""
    return DisputeItem.by_id.load(Dispute, id=dispute_id)


def find(dispute_id: str) -> Dispute | None:
    item = DisputeItem.by_id.get(id=dispute_id)
    return item.to(Dispute) if item else None


def of_seller(dispute_id: str, user_id: str) -> Dispute:
    """One about what this person sold; others are NotFound."""
    dispute = get(dispute_id)
    if user_id not in dispute.seller_ids:
        raise NotFound
    return dispute


def id_of(channel: str, dispute_ref: str) -> str:
    """Ours for the channel's number, however often it is told."""
    return ids.derived("dsp", channel, dispute_ref)


def saved(dispute: Dispute) -> Part:
    return save(DisputeItem.of(dispute, open_since=dispute.open_since))


def page_of_open(limit: int, after: Position | None) -> Page:
    """The newest first, of everybody."""
    return DisputeItem.open_ones.newest(limit=limit, after=after)
