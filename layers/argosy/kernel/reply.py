"""What a route answers: a view under 200, or one of these when the status says more. Kept as it is for a repeated request."""

from typing import Generic, TypeVar

from argosy.kernel.body import View

V = TypeVar("V", bound=View)
T = TypeVar("T")


class Reply(Generic[V]):
    """200 with a view."""

    status = 200

    def __init__(self, view: V, location: str | None = None) -> None:
        self.view = view
        self.location = location

    @property
    def body(self) -> str:
        return self.view.model_dump_json()


class Created(Reply[V]):
    """201: it exists now, at `location`."""

    status = 201

    def __init__(self, view: V, location: str) -> None:
        super().__init__(view, location)


class Accepted(Reply[V]):
    """202: it is noted, and done after this answer."""

    status = 202


class Private(Reply[V]):
    """200 for this caller alone, on a route whose answers are otherwise the same for all and may be kept by caches."""


class Raw:
    """An answer in words that are not ours: a provider's acknowledgement, a page, a file (in bytes where it is no text).

    A kind of its own says what it is written in, and with which statuses it may come.
    """

    content_type = "application/json"
    statuses: tuple[int, ...] = (200,)

    def __init__(
        self,
        body: str | bytes,
        *,
        status: int = 200,
        content_type: str = "",
        headers: dict[str, str] | None = None,
        outcome: str = "ok",
    ) -> None:
        self.body, self.status, self.headers = body, status, headers or {}
        self.content_type = content_type or self.content_type
        self.outcome = outcome
        """What the log says of it: `ok`, or the code of a no."""


class Page(Raw):
    """What a browser shows."""

    content_type = "text/html; charset=utf-8"


class Csv(Raw):
    """Rows for a spreadsheet."""

    content_type = "text/csv; charset=utf-8"


class Listed(View, Generic[T]):
    """One page of a list, and the cursor of the next."""

    data: list[T]
    next_cursor: str | None = None
