"""Idempotency keys as Stripe keeps them: per account for 24 hours, the answer with them, whether it was good or bad."""

from dataclasses import asdict, dataclass
from threading import Lock
from typing import Any

from local.channels.clock import Clock
from local.channels.stripe.errors import StripeError

_KEPT_SECONDS = 24 * 3600
_LONGEST = 255


@dataclass
class Kept:
    """The first request under a key; without an answer it is still running."""

    path: str
    fingerprint: str
    request_id: str
    at: float
    status: int = 0
    body: str = ""

    @property
    def running(self) -> bool:
        return self.status == 0


class IdempotencyKeys:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._kept: dict[str, Kept] = {}

    def begin(self, key: str, path: str, fingerprint: str, request_id: str) -> Kept | None:
        """The former answer, or None if this request is the first and now holds the key.

        Raises Stripe's 400 for other parameters or another endpoint, and its 409 while the first is running.
        """
        if len(key) > _LONGEST:
            raise StripeError(400, f"Idempotency keys can be at most {_LONGEST} characters.", type="idempotency_error")
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or self._clock.now() - kept.at >= _KEPT_SECONDS:
                self._kept[key] = Kept(path, fingerprint, request_id, self._clock.now())
                return None
        hint = f"Try using a key other than '{key}' if you meant to execute a different request."
        if kept.path != path:
            message = "Keys for idempotent requests can only be used for the same endpoint they were first used for "
            raise StripeError(400, f"{message}('{path}' vs '{kept.path}'). {hint}", type="idempotency_error")
        if kept.fingerprint != fingerprint:
            message = (
                "Keys for idempotent requests can only be used with the same parameters they were first used with."
            )
            raise StripeError(400, f"{message} {hint}", type="idempotency_error")
        if kept.running:
            raise in_use(key)
        return kept

    def finish(self, key: str, status: int, body: str) -> None:
        with self._lock:
            self._kept[key].body = body
            self._kept[key].status = status

    def forget(self, key: str) -> None:
        """The endpoint never began: the key is free for a corrected request."""
        with self._lock:
            self._kept.pop(key, None)

    def dump(self) -> dict[str, Any]:
        with self._lock:
            return {key: asdict(kept) for key, kept in self._kept.items() if not kept.running}

    def load(self, dumped: dict[str, Any]) -> None:
        self._kept = {key: Kept(**kept) for key, kept in dumped.items()}


def in_use(key: str | None) -> StripeError:
    message = (
        "There is currently another in-progress request using this Idempotent Key (that probably means you submitted "
        f"twice, and the other request is still going through): {key}. Please try again later."
    )
    return StripeError(409, message, type="idempotency_error", code="idempotency_key_in_use", kept=False)
