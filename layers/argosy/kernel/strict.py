"""Numbers, days and times as clients may spell them: one spelling each, and none that a parser guesses at."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

FIRST_YEAR, YEAR_AFTER = 2000, 2200
"""A day has a day before and one after it, and a clock that is wrong by a digit is noticed."""
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII)
WHOLE = re.compile(r"0|[1-9][0-9]{0,15}")


class Whole:
    """`Annotated[int, Whole(1, 100)]`: a whole number in a query or a path, in its shortest decimal digits."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self._read, core_schema.int_schema(strict=True))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "integer", "minimum": self.least, "maximum": self.most}

    def _read(self, value: Any) -> int:
        number = int(value) if isinstance(value, str) and WHOLE.fullmatch(value) else value
        if type(number) is not int or not self.least <= number <= self.most:
            bounds = {"least": self.least, "most": self.most}
            raise PydanticCustomError("invalid_parameter", "this is a whole number from {least} to {most}", bounds)
        return number


def _quantity(value: Any) -> Any:
    if type(value) is not int or not 1 <= value <= 9_999:
        raise PydanticCustomError("invalid_quantity", "a quantity is a whole number from 1 to 9999")
    return value


def _day(value: Any) -> date:
    try:
        day = date.fromisoformat(value) if DAY.fullmatch(value) else None
    except (TypeError, ValueError):
        day = None
    if day is None or not FIRST_YEAR <= day.year < YEAR_AFTER:
        raise PydanticCustomError("invalid_day", "a day is spelled as in 2026-11-20, from 2000 to 2199")
    return day


def _time(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value).astimezone(UTC) if TIME.fullmatch(value) else None
    except (TypeError, ValueError, OverflowError):
        moment = None
    if moment is None or not FIRST_YEAR <= moment.year < YEAR_AFTER:
        raise PydanticCustomError("invalid_time", "a time is spelled as in 2026-11-20T04:08:00Z, from 2000 to 2199")
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


Quantity = Annotated[
    int, BeforeValidator(_quantity), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 9_999})
]
Day = Annotated[date, BeforeValidator(_day)]
"""`2026-11-20`, in the years 2000 to 2199."""
Time = Annotated[datetime, BeforeValidator(_time)]
"""A moment in a wish, with its zone: `2026-11-20T04:08:00Z`, in the years 2000 to 2199."""
