"""Shows in the search index what is public, as it is now: what is published, has new words, or is public no longer."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.search import index
from argosy.search.items import DocumentItem
from events.catalogue import ProductPublished, ProductRevised, ProductUnpublished
from events.content import PostPublished, PostRevised, PostUnpublished

Shown = PostPublished | PostRevised | ProductPublished | ProductRevised
Hidden = PostUnpublished | ProductUnpublished


@listens(
    PostPublished, PostRevised, PostUnpublished, ProductPublished, ProductRevised, ProductUnpublished, in_order=True
)
def handler(event: Shown | Hidden, receipt: Receipt) -> None:
    """In the order of a publication's versions: one that cannot be shown holds up itself alone."""
    if isinstance(event, PostPublished | PostRevised | PostUnpublished):
        kind, subject_id = "post", event.post_id
    else:
        kind, subject_id = "product", event.product_id
    document = DocumentItem(id=subject_id, type=kind, listed=False, version=event.revision)
    if not isinstance(event, Hidden):
        owner_id = event.author_id if isinstance(event, PostPublished | PostRevised) else event.seller_id
        document = DocumentItem(
            id=subject_id, type=kind, owner_id=owner_id, listed=True, title=event.title, excerpt=event.excerpt,
            tags=event.tags, language=event.language, published_at=event.published_at, version=event.revision,
        )  # fmt: skip
    index.show(document, receipt)
