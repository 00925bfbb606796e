"""What social keeps, and how it is found."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel.table import Choice, Gsi1, Gsi2, Item, Moment, Primary
from argosy.social.comment import Status


class CommentItem(Item, discriminator="comment"):
    """A comment, its history beside it. One thread's list (an index key) takes 1 000 new comments a second.

    What is out of sight stays in the table; in its list only where it began a thread, whose answers it goes on holding together.
    """

    by_id = Primary("COMMENT#{id}", "COMMENT")
    in_thread = Gsi1("COMMENTS#{listed_under}", "{created_at}#{id}")

    id = UnicodeAttribute()
    subject_kind = UnicodeAttribute()
    subject_id = UnicodeAttribute()
    subject_owner_id = UnicodeAttribute()
    author_id = UnicodeAttribute()
    thread_id = UnicodeAttribute(null=True)
    reply_to = UnicodeAttribute(null=True)
    body = UnicodeAttribute()
    status = Choice(Status)
    created_at = Moment()
    edited_at = Moment(null=True)
    listed_under = UnicodeAttribute(null=True)


class LikeItem(Item, discriminator="like"):
    """That a user likes a subject, and in which shard it was counted. It lies with the user: never hot."""

    by_pair = Primary("LIKED#{user_id}", "{subject_id}")

    user_id = UnicodeAttribute()
    subject_id = UnicodeAttribute()
    shard = NumberAttribute()


class CountItem(Item, discriminator="count"):
    """One shard of what is counted about a subject or a user. It changes in the transaction of the edge that it counts.

    A shard takes 500 changes a second. Posts, products and users have eight (4 000), comments one.
    """

    by_shard = Primary("COUNT#{subject_id}#{shard}", "COUNT")

    subject_id = UnicodeAttribute()
    shard = NumberAttribute()
    likes = NumberAttribute(null=True)
    replies = NumberAttribute(null=True)
    followers = NumberAttribute(null=True)


class FollowItem(Item, discriminator="follow"):
    """That a user follows an author, and by which way the author's posts reach them.

    It lies with the follower; the list of an author's followers (an index key) takes 1 000 new followers a second.
    """

    by_pair = Primary("FOLLOW#{follower_id}", "{author_id}")
    following = Gsi1("FOLLOWING#{follower_id}", "{followed_at}#{author_id}")
    followers = Gsi2("FOLLOWERS#{author_id}", "{followed_at}#{follower_id}")

    follower_id = UnicodeAttribute()
    author_id = UnicodeAttribute()
    followed_at = Moment()
    shard = NumberAttribute()
    way = UnicodeAttribute()


class ReaderItem(Item, discriminator="reader"):
    """A follower whose feed an author's posts are written into; an author has about `follows.MOST_READERS` of them.

    One author gains 500 of them a second, and only until they have that many.
    """

    of_author = Primary("READERS#{author_id}", "READER#{reader_id}")

    author_id = UnicodeAttribute()
    reader_id = UnicodeAttribute()


class LoudItem(Item, discriminator="loud"):
    """An author whose line a follower fetches when reading, as too many follow. Lies with the reader: never hot."""

    of_reader = Primary("FEED#{reader_id}", "LOUD#{author_id}")

    reader_id = UnicodeAttribute()
    author_id = UnicodeAttribute()


class FeedItem(Item, discriminator="feed"):
    """A post in one reader's feed. One feed takes 500 posts a second: never hot."""

    of_reader = Primary("FEED#{reader_id}", "POST#{published_at}#{post_id}")

    reader_id = UnicodeAttribute()
    post_id = UnicodeAttribute()
    author_id = UnicodeAttribute()
    published_at = Moment()


class TimelineItem(Item, discriminator="timeline"):
    """A published post in its author's own line, for readers who fetch it and for new followers.

    Eight copies, chosen by the reader: one copy gives 3 000 pages a second, so an author's line 24 000.
    """

    of_author = Primary("TIMELINE#{author_id}#{copy}", "POST#{published_at}#{post_id}")

    author_id = UnicodeAttribute()
    copy = NumberAttribute()
    post_id = UnicodeAttribute()
    published_at = Moment()
