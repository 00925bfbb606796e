"""Exact counters: each changes in the transaction of the edge it counts, in a shard that follows from who counts."""

import zlib
from collections.abc import Mapping
from typing import Any

from pynamodb.attributes import NumberAttribute

from argosy.kernel.table import Key, fetch
from argosy.kernel.write import Part, update, upsert
from argosy.social.items import CountItem

SHARDS = 8
SHARDS_OF_A_COMMENT = 1


def shard(subject_id: str, by: str) -> int:
    """Where this user counts for this subject. The edge keeps it, so that the number of shards may grow."""
    return zlib.crc32(by.encode()) % len(keys(subject_id))


def keys(subject_id: str) -> list[Key]:
    """All shards of a subject."""
    shards = SHARDS_OF_A_COMMENT if subject_id.startswith("cmt_") else SHARDS
    return [CountItem.by_shard.key(subject_id=subject_id, shard=number) for number in range(shards)]


def one_more(subject_id: str, shard: int, what: NumberAttribute) -> Part:
    return upsert(CountItem(subject_id=subject_id, shard=shard), what.add(1))


def one_less(subject_id: str, shard: int, what: NumberAttribute) -> Part:
    return update(CountItem.by_shard.key(subject_id=subject_id, shard=shard), what.add(-1), when=what >= 1)


def total(subject_id: str, what: NumberAttribute) -> int:
    """The sum over all shards, in one round trip."""
    return summed(fetch(keys(subject_id)), subject_id, what)


def summed(raws: Mapping[Key, dict[str, Any]], subject_id: str, what: NumberAttribute) -> int:
    """The same out of items that were read together with others."""
    found = (CountItem.read(raws[key]) for key in keys(subject_id) if key in raws)
    return sum(int(getattr(item, what.attr_name) or 0) for item in found)
