"""`?limit=&cursor=`: a cursor is a position, good only for the caller and the list that it was given for."""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import astuple
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, PrivateAttr
from pydantic_core import PydanticCustomError

from argosy.kernel.body import Query
from argosy.kernel.errors import Malformed
from argosy.kernel.reply import Listed
from argosy.kernel.table import Page, Position

T = TypeVar("T")


class InvalidCursor(Malformed, code="invalid_cursor"):
    """A cursor that we did not give this caller for this list."""

    en = "This cursor does not belong to this list."
    zh = "该游标不属于此列表。"


def limit_to(most: int) -> BeforeValidator:
    """How many a page may have: `Annotated[int, limit_to(100)]`."""

    def checked(value: Any) -> Any:
        if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= len(str(most)):
            value = int(value)
        if type(value) is not int or not 1 <= value <= most:
            raise PydanticCustomError("invalid_parameter", f"limit is a whole number from 1 to {most}")
        return value

    return BeforeValidator(checked)


class Paging(Query):
    """The part of a list's query that all lists share. The position holds no partition, so it cannot leave its list."""

    limit: Annotated[int, limit_to(100)] = 20
    cursor: str | None = None
    _bound: str = PrivateAttr("")

    def bound_to(self, *owner: str) -> "Paging":
        """Binds cursors to a caller, a path and the other parameters; the router does it."""
        self._bound = "\x1f".join(owner)
        return self

    @property
    def after(self) -> Position | None:
        """Where to go on. Raises InvalidCursor."""
        if self.cursor is None:
            return None
        try:
            mark, *position = json.loads(base64.urlsafe_b64decode(self.cursor.encode("ascii") + b"=="))
            found = Position(*position)
        except (ValueError, TypeError):
            raise InvalidCursor from None
        if mark != self._mark(found):
            raise InvalidCursor
        return found

    def answer(self, page: Page, view: Callable[[Any], T]) -> Listed[T]:
        """The page as it is shown, with the cursor of the next."""
        return Listed(data=[view(item) for item in page.items], next_cursor=self.next(page.next))

    def next(self, position: Position | None) -> str | None:
        if position is None:
            return None
        text = json.dumps([self._mark(position), *astuple(position)])
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def _mark(self, position: Position) -> str:
        return hashlib.sha256("\x1f".join((self._bound, *map(str, astuple(position)))).encode()).hexdigest()[:16]
