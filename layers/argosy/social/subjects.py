"""Posts and products as subjects of talk: only what is public now, which is what has its place in the public lists."""

from typing import Any

from argosy.catalogue import cards as catalogue
from argosy.content import cards as content
from argosy.kernel.errors import NotFound
from argosy.kernel.table import Key, fetch
from argosy.publishing.cards import EVERY
from argosy.social.subject import Subject


def key(kind: str, id: str) -> Key:
    """The smallest item that exists as long as the subject is public."""
    if kind == "post":
        return content.PostCardItem.by_list.key(id=id, tag=EVERY)
    return catalogue.ProductCardItem.by_list.key(id=id, tag=EVERY)


def published(kind: str, raw: dict[str, Any] | None) -> Subject:
    """The subject in what was read under its key. Raises NotFound."""
    if raw is None:
        raise NotFound
    if kind == "post":
        post = content.PostCardItem.read(raw)
        return Subject(kind, post.id, post.author_id, post.title)
    product = catalogue.ProductCardItem.read(raw)
    return Subject(kind, product.id, product.seller_id, product.title)


def get(kind: str, id: str) -> Subject:
    """Raises NotFound."""
    subject_key = key(kind, id)
    return published(kind, fetch([subject_key]).get(subject_key))
