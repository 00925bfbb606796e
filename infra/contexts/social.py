"""What people say to each other: comments, likes, whom they follow, and the feed that comes of it."""

from constructs import Construct

from infra.constructs import Context, Endpoint, Listener
from infra.platform import Platform

FLOODS = "A post of somebody with many readers is a hundred facts at once, and people's requests have to go through meanwhile"


class Social(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "social", platform)
        keys = platform.table.keys
        comments, counts, likes, follows = keys("COMMENT#*"), keys("COUNT#*"), keys("LIKED#*"), keys("FOLLOW#*")
        readers, feeds, lines = keys("READERS#*"), keys("FEED#*"), keys("TIMELINE#*")
        people, public = keys("USER#*"), keys("POST#*", "PRODUCT#*").only("BatchGetItem")
        threads = platform.table.gsi1("COMMENTS#*")
        following, followers = platform.table.gsi1("FOLLOWING#*"), platform.table.gsi2("FOLLOWERS#*")
        # One batch reads things of several kinds, and one statement has to allow all of its keys.
        talk = keys("POST#*", "PRODUCT#*", "USER#*", "COMMENT#*", "COUNT#*").only("BatchGetItem")
        posts_of_followed = keys("POST#*", "FOLLOW#*").only("BatchGetItem")

        Endpoint(self, "comment", may=[comments.read_write, counts.write, threads.read, people.only("GetItem"), talk])
        Endpoint(self, "like", may=[likes.read_write, counts.read_write, comments.read, public])
        Endpoint(
            self, "follow",
            may=[
                follows.read_write, counts.read_write, readers.write, feeds.read_write, following.read, followers.read,
                people.only("GetItem", "BatchGetItem"),
            ],
        )  # fmt: skip
        Endpoint(self, "feed", may=[feeds.read, lines.read, posts_of_followed])

        Listener(self, "on_post_published", may=[lines.write, readers.read])
        Listener(self, "on_fan_out_divided", may=[feeds.write], concurrency=20, floods=FLOODS)
        Listener(self, "on_followed", may=[lines.read, feeds.write])
