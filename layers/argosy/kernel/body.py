"""What comes in and goes out as JSON: wishes, queries and views, with the rules that every text and number has to meet."""

from datetime import UTC, datetime
from typing import Annotated, Any, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from argosy.kernel import ids
from argosy.kernel.errors import Invalid
from argosy.kernel.strict import Day, Quantity, Time, Whole
from argosy.kernel.text import Identifier, Lines, Text, clean_text

__all__ = [
    "UNSENT", "Body", "Day", "EachOnce", "Id", "Identifier", "Instant", "InvalidBody", "KeysOnce", "Lines", "Quantity", "Query",
    "Text", "Time", "View", "Whole", "clean_text",
]  # fmt: skip


UNSENT: Any = Field(default_factory=lambda: None)
"""`title: Title = UNSENT`: it need not be sent, and where it is it is no null. The fields that may be without a value say so."""


class Body(BaseModel):
    """A wish in a request's body. Fields that it does not name are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    def sent(self) -> dict[str, Any]:
        """The fields that were sent, by name."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class Query(BaseModel):
    """The query of a request. What is no text in it is of a kind that reads text: `Day`, `Time`, `Whole`, a word of an enum
    that is not `Strict`. Parameters that it does not name are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class View(BaseModel):
    """What a client is shown of a noun."""

    model_config = ConfigDict(frozen=True, from_attributes=True, defer_build=True)

    @classmethod
    def of(cls, noun: Any) -> Self:
        return cls.model_validate(noun)


class Id:
    """`Annotated[str, Id("pst")]`: an id of one kind, checked before it comes near a key."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self._spelled, core_schema.str_schema())

    def _spelled(self, value: str) -> str:
        if not ids.is_id(value, self.prefix):
            raise PydanticCustomError("invalid_id", "this is not the id of such a thing")
        return value


class EachOnce:
    """`Annotated[list[Line], EachOnce("line_no")]`: no two of a list have the same there."""

    def __init__(self, field: str) -> None:
        self.field = field

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self._each_once, handler(source))

    def _each_once(self, wishes: list[Any]) -> list[Any]:
        if len({getattr(wish, self.field) for wish in wishes}) < len(wishes):
            raise PydanticCustomError("same_entry", "name each {field} once", {"field": self.field})
        return wishes


Instant = Annotated[
    datetime,
    PlainSerializer(lambda moment: f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z", when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]
"""A time in a view: in UTC, to the second."""


class KeysOnce:
    """`Annotated[dict[Key, Value], KeysOnce()]`: no two keys become one when they are read, so that none is lost."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_wrap_validator_function(self._read, handler(source))

    def _read(self, value: Any, read: core_schema.ValidatorFunctionWrapHandler) -> Any:
        found = read(value)
        if len(found) < len(value):
            raise PydanticCustomError("same_entry", "two keys are the same when the white space around them is gone")
        return found


class InvalidBody(Invalid):
    """Well-formed JSON that this route cannot take; the code names the first thing that is wrong."""

    en = "Something in the request is not as it should be."
    zh = "请求内容有误。"
