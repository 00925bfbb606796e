"""Likes as they are kept: an edge and its count, changed together. Liking twice is liking once."""

from argosy.kernel.table import fetch
from argosy.kernel.write import Write, delete, put
from argosy.social import counts
from argosy.social.items import CountItem, LikeItem
from argosy.social.toggle import AlreadySo


def like(user_id: str, subject_id: str) -> None:
    shard = counts.shard(subject_id, user_id)
    edge = LikeItem(user_id=user_id, subject_id=subject_id, shard=shard)
    counted = counts.one_more(subject_id, shard, CountItem.likes)
    try:
        Write().add(put(edge, otherwise=AlreadySo()), counted).commit()
    except AlreadySo:
        return


def unlike(user_id: str, subject_id: str) -> None:
    edge = LikeItem.by_pair.get(user_id=user_id, subject_id=subject_id)
    if edge is None:
        return
    uncounted = counts.one_less(subject_id, int(edge.shard), CountItem.likes)
    try:
        Write().add(delete(edge.key, otherwise=AlreadySo()), uncounted).commit()
    except AlreadySo:
        return


def of(subject_id: str, user_id: str | None) -> tuple[int, bool | None]:
    """How many like it, and whether this user does; one round trip."""
    mine = [LikeItem.by_pair.key(user_id=user_id, subject_id=subject_id)] if user_id else []
    raws = fetch([*counts.keys(subject_id), *mine])
    return counts.summed(raws, subject_id, CountItem.likes), mine[0] in raws if mine else None
