"""Everybody finds what is published: posts and products, in Chinese and English."""

from typing import Annotated, Literal

from argosy.kernel.body import Instant, Text, View
from argosy.kernel.http import EVERYONE, Api, Listed
from argosy.kernel.paging import Paging
from argosy.search import results

app = Api(tag="search")


class Search(Paging):
    q: Annotated[str, Text(1, 100)]
    type: Literal["post", "product"] | None = None


class Result(View):
    """A post or a product; `id` leads to it under /v1/posts or /v1/products."""

    type: Literal["post", "product"]
    id: str
    owner_id: str
    title: str
    excerpt: str
    tags: tuple[str, ...]
    language: str
    published_at: Instant


@app.get("/v1/search", may=EVERYONE, cached_seconds=5)
def search(query: Search) -> Listed[Result]:
    """What has the words of `q`, or words that begin so: those that have most of them first, then the newest."""
    types = (query.type,) if query.type else results.TYPES
    return query.answer(results.page(query.q, types, query.limit, query.after), Result.of)


handler = app.handler
