"""A call of AWS with its tries: what may pass in a moment is sent again, a bounded number of times, after a wait drawn by lot."""

import os
import time
from random import SystemRandom
from typing import Any
from urllib.parse import quote

from argosy.kernel.transport import codec, services, signing, wire
from argosy.kernel.transport.credentials import credentials
from argosy.kernel.transport.errors import ClientError, NoAnswer, Stale

TRIES = 3
LONGEST_SECONDS = 20
SCALE_SECONDS = {"dynamodb": 0.025}
OTHER_SCALE_SECONDS, THROTTLED_SCALE_SECONDS = 0.05, 1.0
LUCK = SystemRandom()
"""Two functions that were restored from one snapshot do not draw the same."""
THROTTLED = frozenset(
    {
        "BandwidthLimitExceeded",
        "LimitExceededException",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionInProgressException",
    }
)
TRANSIENT = frozenset({"RequestTimeout", "RequestTimeoutException", "ReplicatedWriteConflictException"})
TRANSIENT_STATUS = frozenset({500, 502, 503, 504})


class Budget:
    """How much this function may still send again: while AWS is down it asks less and less instead of more.

    The figures are those of AWS's SDKs.
    """

    MOST, FOR_THROTTLED, FOR_OTHERS = 500, 5, 14

    def __init__(self) -> None:
        self.left = self.MOST

    def taken(self, cost: int) -> bool:
        if cost > self.left:
            return False
        self.left -= cost
        return True

    def back(self, amount: int) -> None:
        self.left = min(self.MOST, self.left + amount)


budget = Budget()


def call(service: str, operation: str, request: dict[str, Any]) -> dict[str, Any]:
    """The answer; `ResponseMetadata.RetryAttempts` says how often it was sent before. Raises ClientError or NoAnswer."""
    cost = 1
    for tried in range(TRIES):
        try:
            answer = attempt(service, operation, request)
        except (ClientError, NoAnswer) as error:
            if isinstance(error, ClientError):
                error.response.setdefault("ResponseMetadata", {})["RetryAttempts"] = tried
            wait, cost = _again(error, tried, SCALE_SECONDS.get(service, OTHER_SCALE_SECONDS))
            if tried + 1 == TRIES or not cost or not budget.taken(cost):
                raise
            time.sleep(wait)
        else:
            budget.back(cost)
            answer.setdefault("ResponseMetadata", {})["RetryAttempts"] = tried
            return answer
    raise AssertionError("the last try returns or raises")


def attempt(service: str, operation: str, request: dict[str, Any]) -> dict[str, Any]:
    """One try. Raises ClientError, NotReached, Stale or NoAnswer. Here the fault harness puts its own table."""
    region = services.region()
    to, body = services.endpoint(service, region), codec.spelled(request)
    headers = services.SERVICES[service].headers(operation) | {"host": to.authority}
    signed = signing.signed(headers, body, path=to.path, scope=(region, service), by=credentials(), at=time.time())
    return codec.understood(service, operation, wire.send(to, _unsigned() | signed, body))


def _unsigned() -> dict[str, str]:
    """Who asks; and the trace by which AWS notices functions that call each other in a circle."""
    given = os.environ.get
    headers = {"accept-encoding": "identity", "user-agent": f"argosy exec-env/{given('AWS_EXECUTION_ENV')}"}
    trace = given("_X_AMZN_TRACE_ID")
    return headers | {"x-amzn-trace-id": quote(trace, safe="-=;:+&[]{}\"',")} if trace else headers


def _again(error: ClientError | NoAnswer, tried: int, scale: float) -> tuple[float, int]:
    """How long to wait, and what it takes of the budget: 0 where it is not sent again."""
    if isinstance(error, Stale):
        return 0, Budget.FOR_OTHERS
    cost, after = Budget.FOR_OTHERS, 0.0
    if isinstance(error, ClientError):
        told = error.response["ResponseMetadata"]
        code, status = error.response["Error"]["Code"], told.get("HTTPStatusCode", 0)
        if code in THROTTLED or status == 429:
            cost, scale = Budget.FOR_THROTTLED, THROTTLED_SCALE_SECONDS
        elif code not in TRANSIENT and status not in TRANSIENT_STATUS:
            return 0, 0
        given = told.get("HTTPHeaders", {}).get("x-amz-retry-after", "")
        after = int(given) / 1000 if given.isdecimal() else 0.0
    drawn = LUCK.random() * min(scale * 2**tried, LONGEST_SECONDS)
    return max(drawn, min(after, drawn + 5)), cost
