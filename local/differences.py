"""Where MiniStack answers otherwise than AWS and a test would learn something wrong from it."""

import json
import time
from collections.abc import Callable
from typing import Any

from local.journal import called
from local.ministack import module
from local.streams import bounded, remembering
from local.timeshift.shift import offset_seconds

Result = dict[str, Any]
EVERYBODYS = "127.0.0.1"
"""What MiniStack's HTTP API gives for the address of whoever calls."""


def answers_of_the_gateway(
    convert: Callable[[Result], tuple[Result | None, str | None]],
) -> Callable[[Result], tuple[Result | None, str | None]]:
    """An HTTP API never shows a function's error: 500 where it failed, 503 where none was free."""

    def convert_plainly(result: Result) -> tuple[Result | None, str | None]:
        json = {"content-type": "application/json"}
        if result.get("throttle"):
            return {"statusCode": 503, "headers": json, "body": '{"message":"Service Unavailable"}'}, None
        if result.get("error"):
            return {"statusCode": 500, "headers": json, "body": '{"message":"Internal Server Error"}'}, None
        return convert(result)

    return convert_plainly


def from_its_caller(execute: Callable[..., Result]) -> Callable[..., Result]:
    """A request comes from its caller's own address, and not from one that is the same for all."""

    def execute_so(function: Any, event: Any, *rest: Any) -> Result:
        http = event.get("requestContext", {}).get("http") if isinstance(event, dict) and "routeKey" in event else None
        if http and http.get("sourceIp") == EVERYBODYS:
            http["sourceIp"] = module("core.responses").get_request_client_ip()
        return execute(function, event, *rest)

    return execute_so


class MovedTime:
    """The module `time` as bus, queues and tables see it: what waits or expires does so by the stack's own clock."""

    def time(self) -> float:
        return time.time() + offset_seconds()

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)


def from_the_bus(arn: str, payload: str) -> None:
    """The bus calls a function as one does who does not wait: tried three times, then set aside. MiniStack's tries once."""
    service = module("services.lambda_svc")
    function, config, _ = service._get_func_record_for_ref(arn)
    service.invoke_async_with_retry(service._execution_record_for_config(function, config), json.loads(payload))


def dated(set_aside: Callable[..., None]) -> Callable[..., None]:
    """What a call was set aside for comes into its queue by the stack's own clock: else a queue ahead finds it too old."""

    def set_aside_and_date(target: str, *rest: Any) -> None:
        queue = module("services.sqs")._queue_by_arn(target)
        before = len(queue["messages"]) if queue else 0
        set_aside(target, *rest)
        for message in queue["messages"][before:] if queue else ():
            message["sent_at"] += offset_seconds()
            message["visible_at"] += offset_seconds()
            message["sys"]["SentTimestamp"] = str(int(message["sent_at"] * 1000))

    return set_aside_and_date


def install() -> None:
    """Puts them right in MiniStack's modules of this process, and lets schedules fire within a second of their time."""
    service = module("services.lambda_svc")
    service._execute_function = from_its_caller(bounded(called(service._execute_function)))
    service._apply_filter_criteria = remembering(service._apply_filter_criteria)
    convert = service.lambda_execute_result_to_api_proxy_response
    service.lambda_execute_result_to_api_proxy_response = answers_of_the_gateway(convert)
    service._route_async_failure = dated(service._route_async_failure)
    module("services.eventbridge")._dispatch_to_lambda = from_the_bus
    # The bus as well: what it puts into a queue would be older than the queue keeps, were the queue alone ahead.
    for name in ("services.sqs", "services.dynamodb", "services.eventbridge"):
        module(name).time = MovedTime()
    module("services.scheduler")._SCHEDULE_TICK_INTERVAL = 1
    module("services.eventbridge")._SCHEDULER_TICK_INTERVAL = 1
