"""How many letters wait, and what became of a job's, counted in the transaction that changes them."""

import zlib
from collections import Counter

from argosy.kernel.write import Part, upsert
from argosy.queues.items import SHARDS, RedriveCountItem, WaitingItem
from argosy.queues.letter import Letter, LetterStatus

Change = tuple[Letter | None, Letter]
"""A letter before, if there was one, and after."""


def waiting() -> dict[tuple[str, str], int]:
    """How many letters wait, by listener and code."""
    found: Counter[tuple[str, str]] = Counter()
    for shard in range(SHARDS):
        for item in WaitingItem.of_shard.every(shard=shard):
            found[item.listener, item.code] += int(item.letters or 0)
    return {group: count for group, count in sorted(found.items()) if count > 0}


def counted(*changes: Change) -> list[Part]:
    """What these changes add to the counts; as few writes as there are groups and jobs among them."""
    groups: Counter[tuple[str, str]] = Counter()
    ended: Counter[tuple[str, str]] = Counter()
    for before, after in changes:
        for letter, count in ((before, -1), (after, 1)):
            if letter and letter.status is LetterStatus.WAITING:
                groups[letter.listener, letter.code] += count
        if before and before.job_id and before.status is LetterStatus.REDRIVING:
            ended[before.job_id, "done" if after.status is LetterStatus.DONE else "died"] += 1
    shard = zlib.crc32(changes[0][1].id.encode()) % SHARDS
    return [
        *(_of_group(shard, *group, count) for group, count in groups.items() if count),
        *(of_job(job_id, what, count) for (job_id, what), count in ended.items()),
    ]


def of_job(job_id: str, what: str, count: int = 1) -> Part:
    """`sent`, `done` or `died`."""
    return upsert(RedriveCountItem(id=job_id), getattr(RedriveCountItem, what).add(count))


def _of_group(shard: int, listener: str, code: str, count: int) -> Part:
    return upsert(WaitingItem(shard=shard, listener=listener, code=code), WaitingItem.letters.add(count))
