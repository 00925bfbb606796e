"""What goes wrong is heard of, by few alarms: each is paid for while everything sleeps."""

import re
from pathlib import Path
from typing import Any

from tests.support.template import named, of_kind

COUNTED = re.compile(r'metric\.count\("(\w+)", "(\w+)"\)')


def alarms(metric: str) -> list[dict[str, Any]]:
    return [each.properties for each in of_kind("CloudWatch::Alarm") if each.properties["MetricName"] == metric]


def test_every_alarm_is_heard_by_somebody() -> None:
    assert of_kind("CloudWatch::Alarm")
    topics = {each.id for each in of_kind("SNS::Topic")}
    for alarm in of_kind("CloudWatch::Alarm"):
        assert {named(action) for action in alarm.properties["AlarmActions"]} <= topics, str(alarm)


def test_one_alarm_hears_of_every_function_that_fails_or_loses_what_it_set_aside() -> None:
    for metric in ("Errors", "DestinationDeliveryFailures"):
        (alarm,) = alarms(metric)
        assert (alarm["Namespace"], "Dimensions" in alarm, alarm["Threshold"]) == ("AWS/Lambda", False, 1)


def test_an_api_that_answers_5xx_raises_an_alarm() -> None:
    (alarm,) = alarms("5xx")
    assert alarm["Namespace"] == "Argosy"


def test_whatever_is_counted_is_watched_by_its_contexts_one_alarm_and_explained_there() -> None:
    told = {alarm["Dimensions"][0]["Value"]: alarm["AlarmDescription"] for alarm in alarms("Attention")}
    counted = {
        match
        for root in ("functions", "layers/argosy")
        for file in Path(root).rglob("*.py")
        for match in COUNTED.findall(file.read_text())
    }

    assert len(told) == len(alarms("Attention"))
    assert told.keys() == {context for context, _ in counted}
    for context, what in counted:
        assert f"{what}: " in told[context]
    assert max(map(len, told.values())) <= 1_024


def test_a_schedule_on_which_others_wait_is_missed_when_it_stays_away() -> None:
    watched = {alarm["Dimensions"][0]["Value"]: alarm for alarm in alarms("Invocations")}
    assert len(watched) == len(alarms("Invocations"))
    for alarm in watched.values():
        assert (alarm["ComparisonOperator"], alarm["TreatMissingData"]) == ("LessThanThreshold", "breaching")
