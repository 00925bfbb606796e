"""Who hears what became of a product: its owner, unless it was their own hand."""

from argosy.notifications.notice import Notice, short
from argosy.notifications.telling import Telling, Templates
from argosy.notifications.words import Words
from events.catalogue import ProductPublished, ProductRejected

WORDS: Templates = {
    "product_published": {
        "en": Words("Your product is public", "“{subject}” is on sale."),
        "zh": Words("商品已上架", "《{subject}》已上架。"),
    },
    "product_rejected": {
        "en": Words("Your product was sent back", "“{subject}” was not published: {reason}"),
        "zh": Words("商品未通过审核", "《{subject}》未能上架：{reason}"),
    },
}
told = Telling(WORDS)


@told.by(ProductPublished)
def published(event: ProductPublished, actor: str, event_id: str) -> list[Notice]:
    """Who published by their own hand has just seen it; a reviewer or a schedule is news."""
    notice = Notice(
        event.seller_id, "product_published", "product", event.product_id, event_id, {"subject": event.title}
    )
    return [] if actor == event.seller_id else [notice]


@told.by(ProductRejected)
def rejected(event: ProductRejected, actor: str, event_id: str) -> list[Notice]:
    said = {"subject": event.title, "reason": short(event.reason)}
    return [Notice(event.seller_id, "product_rejected", "product", event.product_id, event_id, said)]
