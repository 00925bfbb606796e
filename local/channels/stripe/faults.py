"""Faults on demand: the next `times` requests or webhooks of a name go wrong in a chosen way."""

from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from itertools import count
from threading import Lock
from typing import Any

from local.channels.stripe.errors import StripeError
from local.channels.stripe.idempotency import in_use

# A refused request was never begun: nothing is done and no key is kept. `slow` waits before the effect, `answer_late`
# after it; `answer_lost` has the effect and then drops the connection.
REFUSALS = ("http_500", "http_429", "http_409")
REQUEST_KINDS = (*REFUSALS, "slow", "answer_late", "answer_lost")
# `webhook_reordered` waits for the next event about the same payment, at most `seconds`.
WEBHOOK_KINDS = ("webhook_lost", "webhook_late", "webhook_doubled", "webhook_reordered")
_DEFAULT_SECONDS = {"webhook_reordered": 10.0}


@dataclass
class Fault:
    """`operation` is an operation ("refunds.create"), an event type, a pattern with `*`, or None for all."""

    id: int
    kind: str
    operation: str | None
    times: int
    seconds: float


class Faults:
    def __init__(self) -> None:
        self._lock = Lock()
        self._ids = count(1)
        self._faults: list[Fault] = []

    def add(self, kind: str, operation: str | None = None, times: int = 1, seconds: float | None = None) -> Fault:
        if kind not in REQUEST_KINDS + WEBHOOK_KINDS:
            raise StripeError(
                400, f"Invalid kind: must be one of {', '.join(REQUEST_KINDS + WEBHOOK_KINDS)}", param="kind"
            )
        waits = _DEFAULT_SECONDS.get(kind, 1.0) if seconds is None else seconds
        with self._lock:
            fault = Fault(next(self._ids), kind, operation, int(times), float(waits))
            self._faults.append(fault)
        return fault

    def take(self, name: str, kinds: tuple[str, ...]) -> Fault | None:
        """The oldest fault that fits, once less from now on."""
        with self._lock:
            for fault in self._faults:
                if fault.kind in kinds and fault.times > 0 and fnmatchcase(name, fault.operation or "*"):
                    fault.times -= 1
                    return fault
        return None

    def list(self) -> list[dict[str, Any]]:
        """Those that are still to come."""
        with self._lock:
            return [asdict(fault) for fault in self._faults if fault.times > 0]

    def clear(self) -> None:
        with self._lock:
            self._faults.clear()


def refusal(kind: str, key: str | None) -> StripeError:
    if kind == "http_409":
        return in_use(key)
    if kind == "http_429":
        message = "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits."
        return StripeError(429, message, code="rate_limit")
    return StripeError(500, "An unknown error occurred.", type="api_error")
