"""What people publish: posts, and the moderators' queue for posts and products."""

from constructs import Construct

from infra.constructs import Context, Endpoint, Listener
from infra.platform import Platform


class Content(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "content", platform)
        posts = platform.table.keys("POST#*")
        reviews = platform.table.keys("REVIEW#*")
        products = platform.table.keys("PRODUCT#*", "SKU#*")
        accounts = platform.table.keys("USER#*")
        lists = platform.table.gsi1("POSTS#*", "AUTHOR#*")
        lists_of_authors = platform.table.gsi2("POSTS#*")
        queue = platform.table.gsi1("REVIEWS#*")

        Endpoint(
            self,
            "publish",
            may=[posts.read_write, reviews.read_write, accounts.only("GetItem"), platform.set_timers],
        )
        Endpoint(self, "read", may=[posts.read, lists.read, lists_of_authors.read, accounts.only("GetItem")])
        Endpoint(
            self,
            "review",
            may=[reviews.read_write, queue.read, posts.read_write, products.read_write, platform.set_timers],
        )
        Listener(self, "on_publish_due", may=[posts.read_write])
