"""Numbers, days and times from a client: one spelling each, whether they come in a query, in a path or in a body."""

from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from argosy.kernel.body import Body, Day, Query, Time, Whole
from docs.inventory import functions
from tests.support.schemas import scalars

DAY, TIME, FEW = TypeAdapter(Day), TypeAdapter(Time), TypeAdapter(Annotated[int, Whole(0, 100)])
LENIENT = {"int", "float", "bool", "date", "datetime", "time", "timedelta", "decimal", "any"}
"""Kinds that pydantic reads from whatever looks like one, unless it is told not to."""


@pytest.mark.parametrize("text", ["2000-01-01", "2026-11-20", "2199-12-31", "2028-02-29"])
def test_a_day_is_spelled_as_a_day(text: str) -> None:
    assert str(DAY.validate_python(text)) == text


@pytest.mark.parametrize(
    "wrong",
    [
        "1764460800", "20261120", "2026-11-20T00:00:00Z", "2026-11-20T00:00:00", "2026-W47-5", "2026-324", "2026-11-2",
        "2026-11-31", "2027-02-29", " 2026-11-20", "2026-11-20\n", "+2026-11-20", "２０２６-11-20", "2026/11/20", "26-11-20",
        "1999-12-31", "2200-01-01", "9999-12-31", "0001-01-01", "", 1764460800, 1764460800.0, True, None, [], {},
    ],
)  # fmt: skip
def test_what_is_not_spelled_as_a_day_of_these_two_centuries_is_none(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        DAY.validate_python(wrong)


@pytest.mark.parametrize("text", ["2026-11-20T04:08:00Z", "2026-11-20T04:08:00.123Z", "2026-11-20T12:08:00+08:00"])
def test_a_time_is_spelled_with_its_zone(text: str) -> None:
    assert TIME.validate_python(text).isoformat().startswith("2026-11-20T04:08:00")


@pytest.mark.parametrize(
    "wrong",
    [
        "2026-11-20", "2026-11-20T04:08:00", "2026-11-20 04:08:00Z", "20261120T040800Z", "2026-W47-5T04:08:00Z", "2026-11-20T04Z",
        "2026-11-20T04:08:00+0800", "2026-11-20T24:00:00Z", "2026-11-20T04:08:60Z", " 2026-11-20T04:08:00Z",
        "1764460800", 1764460800, "1999-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "２０２６-11-20T04:08:00Z",
    ],
)  # fmt: skip
def test_what_is_not_spelled_as_a_time_is_none(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        TIME.validate_python(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        "", " 1 ", "1 ", "+1", "-0", "-1", "1_0", "1.0", "1e1", "01", "00", "0x1", "１", "١", "101", "9" * 5_000, "true",
        True, 1.0, None,
    ],
)  # fmt: skip
def test_a_whole_number_in_a_query_has_one_spelling(wrong: Any) -> None:
    with pytest.raises(ValidationError):
        FEW.validate_python(wrong)
    assert [FEW.validate_python(text) for text in ("0", "7", "100")] == [0, 7, 100]


def test_no_route_reads_a_number_a_day_or_a_truth_from_what_only_looks_like_one() -> None:
    """Of every body, query and path: what pydantic would guess at is strict, or one of our own kinds stands before it."""
    guessed = [
        (route.key, *scalar)
        for function in functions()
        for route in function.routes
        for name, shape in route.takes.items()
        if f"{{{name}}}" in route.path or (isinstance(shape, type) and issubclass(shape, Body | Query))
        for scalar in scalars(shape)
        if scalar.kind in LENIENT and not scalar.strict
    ]
    assert guessed == []
