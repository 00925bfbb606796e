"""`?limit=&cursor=`: a cursor is a position under our mark, good only for the caller and the list that it was given for."""

import base64
import hmac
import json
import re
from collections.abc import Callable
from dataclasses import astuple
from typing import Annotated, Any, Self, TypeVar

from pydantic import PrivateAttr, WithJsonSchema

from argosy.kernel.body import Query, Whole
from argosy.kernel.errors import Malformed
from argosy.kernel.pepper import keyed
from argosy.kernel.reply import Listed
from argosy.kernel.table import Page, Position

T = TypeVar("T")
LONGEST_CURSOR = 6_000
"""Beyond what DynamoDB takes for keys, as base64; a whole address may have 8 192 characters at the edge."""
SHAPE = re.compile(rf"([A-Za-z0-9_-]{{22}})\.([A-Za-z0-9_=-]{{1,{LONGEST_CURSOR - 23}}})")
IN_DOCUMENT = {"type": "string", "maxLength": LONGEST_CURSOR, "pattern": "^[A-Za-z0-9_.=-]*$"}


class InvalidCursor(Malformed, code="invalid_cursor"):
    """A cursor that we did not give this caller for this list."""

    en = "This cursor does not belong to this list."
    zh = "该游标不属于此列表。"


class Paging(Query):
    """The part of a list's query that all lists share. The position holds no partition, so it cannot leave its list."""

    limit: Annotated[int, Whole(1, 100)] = 20
    cursor: Annotated[str, WithJsonSchema(IN_DOCUMENT)] | None = None
    _bound: str = PrivateAttr("")
    _after: Position | None = PrivateAttr(None)

    def bound_to(self, *owner: str) -> Self:
        """Binds cursors to a caller, a path and the other parameters; the router does it. Raises InvalidCursor."""
        self._bound = json.dumps(owner)
        self._after = None if self.cursor is None else self._read(self.cursor)
        return self

    @property
    def after(self) -> Position | None:
        """Where to go on."""
        return self._after

    def answer(self, page: Page, view: Callable[[Any], T]) -> Listed[T]:
        """The page as it is shown, with the cursor of the next."""
        return Listed(data=[view(item) for item in page.items], next_cursor=self.next(page.next))

    def next(self, position: Position | None) -> str | None:
        if position is None:
            return None
        text = base64.urlsafe_b64encode(json.dumps(astuple(position)).encode()).decode()
        return f"{self._mark(text)}.{text}"

    def _read(self, cursor: str) -> Position:
        """What only we can have marked is read; nothing else is even taken apart."""
        shaped = SHAPE.fullmatch(cursor)
        if shaped is None or not hmac.compare_digest(shaped[1], self._mark(shaped[2])):
            raise InvalidCursor
        return Position(*json.loads(base64.urlsafe_b64decode(shaped[2])))

    def _mark(self, text: str) -> str:
        made = hmac.digest(keyed("cursor"), f"{self._bound}\n{text}".encode(), "sha256")
        return base64.urlsafe_b64encode(made[:16]).decode().rstrip("=")
