"""What the facts of all kinds of publications say of what the public sees."""

from datetime import datetime

from pydantic import BaseModel


class PublicWords(BaseModel):
    """`published_at` is the first time; `revision` grows with every fact of one publication that changes what the public sees."""

    title: str
    excerpt: str
    tags: tuple[str, ...]
    language: str
    published_at: datetime
    revision: int
