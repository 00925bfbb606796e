"""Who follows whom, and by which way an author's posts come to a follower.

The first followers of an author have posts written into their feeds. Once an author has `MOST_READERS`, those who come
later fetch the author's line when they read: publishing costs no more than that, and nobody moves when an author grows.
"""

from datetime import datetime

from argosy.kernel.table import Page, Position
from argosy.kernel.write import Write, delete, put
from argosy.social import counts
from argosy.social.items import CountItem, FollowItem, LoudItem, ReaderItem
from argosy.social.toggle import AlreadySo
from events.social import Followed

MOST_READERS = 2_000
MOST_FETCHED = 100
"""A feed fetches no more lines than these; who follows more such authors is written to all the same."""
WRITTEN, FETCHED = "written", "fetched"


def follow(follower_id: str, author_id: str, at: datetime) -> None:
    """Following twice is following once."""
    shard, way = counts.shard(author_id, follower_id), _way(follower_id, author_id)
    edge = FollowItem(follower_id=follower_id, author_id=author_id, followed_at=at, shard=shard, way=way)
    write = Write().add(
        put(edge, otherwise=AlreadySo()),
        counts.one_more(author_id, shard, CountItem.followers),
        put(_reached_by(edge)),
    )
    try:
        write.tell(Followed(follower_id=follower_id, author_id=author_id), beside=edge.key).commit()
    except AlreadySo:
        return


def unfollow(follower_id: str, author_id: str) -> None:
    """Unfollowing twice is unfollowing once; what stands in the feed is no longer shown."""
    edge = FollowItem.by_pair.get(follower_id=follower_id, author_id=author_id)
    if edge is None:
        return
    uncounted = counts.one_less(author_id, int(edge.shard), CountItem.followers)
    same = FollowItem.followed_at == edge.followed_at
    try:
        Write().add(
            delete(edge.key, when=same, otherwise=AlreadySo()), uncounted, delete(_reached_by(edge).key)
        ).commit()
    except AlreadySo:
        return


def followers(user_id: str, limit: int, after: Position | None) -> Page:
    """Edges, the newest first."""
    return FollowItem.followers.query(author_id=user_id, limit=limit, after=after, newest_first=True)


def following(user_id: str, limit: int, after: Position | None) -> Page:
    """Edges, the newest first."""
    return FollowItem.following.query(follower_id=user_id, limit=limit, after=after, newest_first=True)


def _way(follower_id: str, author_id: str) -> str:
    if counts.total(author_id, CountItem.followers) < MOST_READERS:
        return WRITTEN
    fetched = LoudItem.of_reader.query(reader_id=follower_id, limit=MOST_FETCHED).items
    return FETCHED if len(fetched) < MOST_FETCHED else WRITTEN


def _reached_by(edge: FollowItem) -> ReaderItem | LoudItem:
    kind = ReaderItem if edge.way == WRITTEN else LoudItem
    return kind(reader_id=edge.follower_id, author_id=edge.author_id)
