"""Posts and products for tests of social, published through content's and catalogue's own doors."""

from typing import Any

from tests.support.call import Reply, call
from tests.support.cloud import rows
from tests.support.people import Person


def publish_post(author: Person, title: str = "A walk", *, body: str = "We went out.") -> str:
    """The id of a post that is public. The author needs no review (moderators publish at once)."""
    post = call("content.publish", "POST /v1/posts", {"title": title, "body": body}, token=author.token).ok()
    assert (
        call("content.publish", f"POST /v1/posts/{post['id']}/submit", token=author.token).ok()["status"] == "published"
    )
    return str(post["id"])


def unpublish_post(author: Person, post_id: str) -> None:
    call("content.publish", f"POST /v1/posts/{post_id}/unpublish", token=author.token).ok()


def comment(by: Person, on: str, body: str = "Well said.", **more: Any) -> Reply:
    """`comment(bob, f"posts/{post_id}")`"""
    return call("social.comment", f"POST /v1/{on}/comments", {"body": body} | more, token=by.token)


def feed(of: Person, query: str = "") -> list[str]:
    """The titles in somebody's feed."""
    return [post["title"] for post in call("social.feed", f"GET /v1/feed{query}", token=of.token).ok()["data"]]


def publish_product(seller: Person, title: str = "A lamp") -> str:
    """The id of a product on sale. The seller needs no review (moderators publish at once)."""
    skus = [{"code": "L", "price": {"amount": 1999, "currency": "CNY"}, "stock": 5}]
    wish = {"title": title, "description": "It shines.", "skus": skus}
    product = call("catalogue.products", "POST /v1/products", wish, token=seller.token).ok()
    call("catalogue.products", f"POST /v1/products/{product['id']}/submit", token=seller.token).ok()
    return str(product["id"])


def listed(on: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = call("social.comment", f"GET /v1/{on}").ok()["data"]
    return found


def follow(by: Person, whom: Person, on: bool = True) -> None:
    call("social.follow", f"{'PUT' if on else 'DELETE'} /v1/users/{whom.id}/follow", token=by.token).ok()


def entries(of: Person) -> int:
    return sum(row["kind"] == "feed" and row["reader_id"] == of.id for row in rows())


def lines_of(reader: Person) -> int:
    return sum(row["kind"] == "loud" and row["reader_id"] == reader.id for row in rows())
