"""A line of the log has the fields that Powertools' Logger gave it, and a metric is spelled as Powertools spelled it."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import MetricUnit, single_metric

from argosy.kernel import log, metric

FIELDS: dict[str, Any] = {
    "route": "GET /v1/posts/{id}", "status": 200, "outcome": None, "amount": Decimal("1.50"),
    "at": datetime(2026, 11, 20, tzinfo=UTC), "roles": {"admin"},
    "words": "é ☃ 中文 \U0001f6a2 \n \\ \"", "told": {"a": [1, 2.5, True, None]},
}  # fmt: skip


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., Any]]:
    """What is written when something is logged: ours, and Powertools'."""
    monkeypatch.setenv("AWS_LAMBDA_LOG_LEVEL", "INFO")
    monkeypatch.setenv("POWERTOOLS_LOG_LEVEL", "INFO")
    log.logger.cache_clear()
    logging.Logger.manager.loggerDict.pop("argosy", None)  # Powertools would go on with the stream of the test before
    stream = io.StringIO()
    theirs = Logger(service="argosy", logger_handler=logging.StreamHandler(stream), log_uncaught_exceptions=False)

    def both(does: Callable[[Any], None]) -> list[dict[str, Any]]:
        does(log.logger())
        does(theirs)
        return [json.loads(capsys.readouterr().out), json.loads(stream.getvalue().splitlines()[-1])]

    yield both
    log.logger.cache_clear()


@pytest.mark.parametrize("level", ["info", "warning", "error"])
def test_a_line_has_the_same_fields_in_the_same_order(logged: Callable[..., Any], level: str) -> None:
    ours, theirs = logged(lambda logger: getattr(logger, level)("answered", **FIELDS))

    assert list(ours) == list(theirs)
    assert ours | {"timestamp": ""} == theirs | {"timestamp": ""}
    assert len(ours["timestamp"]) == len(theirs["timestamp"])
    assert ours["location"].startswith("<lambda>:")


def test_an_exception_says_where_it_came_from(logged: Callable[..., Any]) -> None:
    def fails(logger: Any) -> None:
        try:
            raise KeyError("x")
        except KeyError as why:
            why.add_note("found in the night")
            logger.exception("unhandled", request_id="r")

    ours, theirs = logged(fails)

    assert ours | {"timestamp": ""} == theirs | {"timestamp": ""}
    assert ours["stack_trace"]["frames"][-1]["function"] == "fails"


def test_the_trace_that_lambda_names_stands_in_each_line(
    logged: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1")
    ours, theirs = logged(lambda logger: logger.info("answered"))

    assert ours["xray_trace_id"] == theirs["xray_trace_id"] == "1-5759e988-bd862e3fe1be46a994272793"


def test_lambdas_own_setting_says_what_is_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AWS_LAMBDA_LOG_LEVEL", "ERROR")
    log.logger.cache_clear()
    for level in ("info", "warning", "error"):
        getattr(log.logger(), level)("x")
    log.logger.cache_clear()

    assert [json.loads(line)["level"] for line in capsys.readouterr().out.splitlines()] == ["ERROR"]


def test_half_a_character_is_no_reason_to_fail(logged: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    log.logger().info("answered", why="\ud83d")

    assert json.loads(capsys.readouterr().out)["why"] == "?"


def test_a_metric_is_spelled_as_the_alarms_expect_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "false")
    metric.count("ledger", "LedgerInvariantBroken")
    with single_metric(name="Attention", unit=MetricUnit.Count, value=1, namespace="Argosy") as theirs_to_be:
        theirs_to_be.add_dimension("Context", "ledger")
        theirs_to_be.add_metadata("what", "LedgerInvariantBroken")
    ours, theirs = (json.loads(line) for line in capsys.readouterr().out.splitlines())

    assert abs(ours["_aws"].pop("Timestamp") - theirs["_aws"].pop("Timestamp")) < 60_000
    assert ours == theirs
