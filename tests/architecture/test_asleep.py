"""Asleep it costs next to nothing, and no resource is paid for by the hour: computed from the template."""

import copy
from functools import cache

import pytest

from bench.costs import asleep
from bench.costs.awake import an_hour
from docs.used import Assembly
from tests.support.template import folder


@cache
def assembly() -> Assembly:
    return Assembly.read(folder())


def test_at_its_final_size_a_month_asleep_costs_six_dollars_at_most() -> None:
    assert total(assembly()) <= asleep.MOST_DOLLARS


def total(templates: Assembly) -> float:
    return asleep.total(templates, final=True)


def test_every_type_of_resource_is_known_by_what_it_is_paid_for() -> None:
    assert asleep.unknown(assembly()) == set()


@pytest.mark.parametrize("line", asleep.LINES, ids=lambda line: line.what)
def test_every_line_sees_something_of_ours(line: asleep.Line) -> None:
    assert line.count(assembly(), True) >= line.count(assembly(), False) >= 0
    assert line.count(assembly(), True) > 0 or line.what == "table: write units"


def planted(kind: str, count: int, **properties: object) -> Assembly:
    templates = copy.deepcopy(assembly().templates)
    made = {"Type": f"AWS::{kind}", "Properties": properties}
    templates["argosy-state"]["Resources"] |= {f"Planted{number}": made for number in range(count)}
    return Assembly(templates, {})


def test_an_alarm_for_every_function_or_a_queue_for_every_listener_would_be_too_dear() -> None:
    assert total(planted("CloudWatch::Alarm", 130, MetricName="Errors")) > asleep.MOST_DOLLARS
    assert total(planted("Lambda::EventSourceMapping", 45, ScalingConfig={})) > asleep.MOST_DOLLARS
    assert asleep.unknown(planted("EC2::NatGateway", 1)) == {"EC2::NatGateway"}


def test_a_stage_that_gives_every_listener_its_queue_is_dearer_and_says_so() -> None:
    large = Assembly.read(folder("large"))
    assert total(large) > asleep.MOST_DOLLARS > total(assembly())


@pytest.mark.parametrize(
    ("expression", "times"),
    [
        ("rate(1 minute)", 60),
        ("rate(5 minutes)", 12),
        ("rate(1 hour)", 1),
        ("cron(0/15 * * * ? *)", 4),
        ("cron(7 1 * * ? *)", 1 / 24),
    ],
)
def test_how_often_a_schedule_calls_is_read_from_its_expression(expression: str, times: float) -> None:
    assert an_hour(expression) == pytest.approx(times)


def test_a_schedule_that_cannot_be_read_is_no_free_one() -> None:
    with pytest.raises(ValueError, match="how often"):
        an_hour("cron(0 0 1 * ? *)")
