"""Puts what is published, or has new words, into the search index."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.search import index
from argosy.search.items import DocumentItem
from events.catalogue import ProductPublished, ProductRevised
from events.content import PostPublished, PostRevised


@listens(PostPublished, PostRevised, ProductPublished, ProductRevised)
def handler(event: PostPublished | PostRevised | ProductPublished | ProductRevised, receipt: Receipt) -> None:
    if isinstance(event, PostPublished | PostRevised):
        kind, subject_id, owner_id = "post", event.post_id, event.author_id
    else:
        kind, subject_id, owner_id = "product", event.product_id, event.seller_id
    document = DocumentItem(
        id=subject_id, type=kind, owner_id=owner_id, listed=True, title=event.title,
        excerpt=event.excerpt, tags=event.tags, language=event.language, published_at=event.published_at,
        version=event.revision,
    )  # fmt: skip
    index.show(document, receipt)
