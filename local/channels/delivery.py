"""One delivery of an event to its endpoint, and the list of all that were made."""

from dataclasses import asdict, dataclass
from threading import Lock
from typing import Any

import httpx

from local.channels.clock import Clock

_TIMEOUT_SECONDS = 30.0
_LONGEST_ANSWER = 2000

ChannelEvent = dict[str, Any]
Signed = tuple[dict[str, str], bytes]


@dataclass(frozen=True)
class Delivery:
    """One attempt and what came back: a status with an answer, or an error, or nothing if a fault lost it."""

    at: float
    url: str
    attempt: int
    status: int | None = None
    answer: str | None = None
    error: str | None = None
    fault: str | None = None


class Postman:
    """Posts events, and notes what came back of each."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._deliveries: dict[str, list[Delivery]] = {}
        # Certificates would take 80 ms to load, and the endpoint is on this machine.
        self._client = httpx.Client(timeout=_TIMEOUT_SECONDS, trust_env=False, verify=False)

    def send(self, event: ChannelEvent, url: str, signed: Signed, attempt: int) -> Delivery:
        """One attempt, now; redirects are not followed."""
        headers, body = signed
        try:
            came = self._client.post(url, content=body, headers=headers)
            result: dict[str, Any] = {"status": came.status_code, "answer": came.text[:_LONGEST_ANSWER]}
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            result = {"error": f"{type(error).__name__}: {error}"}
        delivery = Delivery(self._clock.now(), url, attempt, **result)
        self.note(event, delivery)
        return delivery

    def note(self, event: ChannelEvent, delivery: Delivery) -> None:
        with self._lock:
            self._deliveries.setdefault(event.get("id", ""), []).append(delivery)

    def deliveries(self, event_id: str) -> list[dict[str, Any]]:
        """Those of one event, in their order."""
        with self._lock:
            return [asdict(delivery) for delivery in self._deliveries.get(event_id, [])]

    def close(self) -> None:
        self._client.close()


def merged(base: ChannelEvent, overrides: ChannelEvent) -> ChannelEvent:
    """An event like another: hashes are merged, everything else is replaced."""
    made = dict(base)
    for name, value in overrides.items():
        both = isinstance(value, dict) and isinstance(made.get(name), dict)
        made[name] = merged(made[name], value) if both else value
    return made
