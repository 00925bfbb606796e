"""Journals as they are read: one, those of a business or an order, those of a period."""

from datetime import UTC, datetime

from argosy.kernel.keys import Position
from argosy.kernel.table import Page, fetch
from argosy.ledger.items import JOURNAL_SHARDS, JournalItem, OrderJournalItem
from argosy.ledger.journal import Journal

ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)
"""Before any journal."""


def get(journal_id: str) -> Journal:
    """Raises NotFound."""
    return JournalItem.by_id.load(Journal, id=journal_id)


def newest(limit: int, after: Position | None) -> Page:
    return JournalItem.in_order.newest(limit=limit, after=after)


def of_business(business_id: str, limit: int, after: Position | None) -> Page:
    """Oldest first, with what corrects them."""
    return JournalItem.by_business.query(business_id=business_id, limit=limit, after=after)


def of_order(order_id: str, limit: int, after: Position | None) -> Page:
    """All that an order has moved, oldest first."""
    page = OrderJournalItem.by_order.query(order_id=order_id, limit=limit, after=after)
    keys = [JournalItem.by_id.key(id=item.journal_id) for item in page.items]
    raws = fetch(keys)
    return Page([JournalItem.read(raws[key]) for key in keys], page.next)


def first_at() -> datetime | None:
    """When the first journal was made."""
    pages = [JournalItem.in_order.query(shard=shard, limit=1) for shard in range(JOURNAL_SHARDS)]
    return min((item.at for page in pages for item in page.items), default=None)


def between(since: datetime, until: datetime) -> list[Journal]:
    """Those from `since` to before `until`, in the order of time."""
    bounds = (since, until)
    found = [
        item.to(Journal)
        for shard in range(JOURNAL_SHARDS)
        for item in JournalItem.in_order.every(shard=shard, between=bounds)
    ]
    return sorted(found, key=lambda journal: (journal.at, journal.id))


def page_between(since: datetime, until: datetime, limit: int, after: Position | None) -> Page:
    """The same shard by shard, each in the order of time: nothing is read twice, however long the period."""
    items: list[JournalItem] = []
    first = JournalItem.in_order.shard_of(after.pk) if after else 0
    for shard in range(first, JOURNAL_SHARDS):
        begin = after if shard == first else None
        left = limit - len(items)
        page = JournalItem.in_order.query(shard=shard, between=(since, until), limit=left, after=begin)
        items += page.items
        if page.next or len(items) == limit:
            return Page(items, page.next or Position(items[-1].gsi1sk, items[-1].pk, items[-1].sk))
    return Page(items, None)
