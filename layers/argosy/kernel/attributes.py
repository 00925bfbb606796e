"""Kinds of attributes that pynamodb does not bring."""

from datetime import datetime
from enum import Enum
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter
from pynamodb.attributes import Attribute
from pynamodb.constants import STRING

from argosy.kernel import clock


class Structured(Attribute[Any]):
    """A value of several fields, kept as JSON in one string: `Structured(tuple[Line, ...])`."""

    attr_type = STRING

    def __init__(self, shape: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shape = shape

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        return TypeAdapter(self.shape)

    def serialize(self, value: Any) -> str:
        return self.adapter.dump_json(value).decode()

    def deserialize(self, value: str) -> Any:
        return self.adapter.validate_json(value)


class Choice(Attribute[Any]):
    """A member of a StrEnum, kept as its word."""

    attr_type = STRING

    def __init__(self, enum: type[Enum], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.enum = enum

    def serialize(self, value: Any) -> str:
        return str(self.enum(value).value)

    def deserialize(self, value: str) -> Any:
        return self.enum(value)


class Moment(Attribute[datetime]):
    """A time in UTC to the millisecond, spelled so that text sorts in the order of time."""

    attr_type = STRING

    def serialize(self, value: datetime) -> str:
        return clock.spell(value)

    def deserialize(self, value: str) -> datetime:
        return datetime.fromisoformat(value)
