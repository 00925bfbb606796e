"""Takes what is no longer public out of the search index."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.search import index
from argosy.search.items import DocumentItem
from events.catalogue import ProductUnpublished
from events.content import PostUnpublished


@listens(PostUnpublished, ProductUnpublished)
def handler(event: PostUnpublished | ProductUnpublished, receipt: Receipt) -> None:
    if isinstance(event, PostUnpublished):
        kind, subject_id = "post", event.post_id
    else:
        kind, subject_id = "product", event.product_id
    index.show(DocumentItem(id=subject_id, type=kind, listed=False, version=event.revision), receipt)
