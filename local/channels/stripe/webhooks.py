"""Delivers signed events to one endpoint, at least once, again and again until it answers 2xx or patience ends."""

import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from threading import Lock
from typing import Any

import httpx

from local.channels.stripe.account import StripeObject
from local.channels.stripe.clock import Clock
from local.channels.stripe.errors import StripeError
from local.channels.stripe.faults import WEBHOOK_KINDS, Faults
from local.channels.stripe.lanes import Lane
from local.channels.stripe.signing import sign

RETRY_SECONDS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
# Events about one payment keep their order in one lane; payments are delivered side by side.
_LANES = 8
_TIMEOUT_SECONDS = 30.0
_LONGEST_ANSWER = 2000


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

    @property
    def accepted(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class Webhooks:
    def __init__(self, clock: Clock, faults: Faults, retry_seconds: Sequence[float] = RETRY_SECONDS) -> None:
        self.url: str | None = None
        self.secrets: list[str] = []
        self._clock = clock
        self._faults = faults
        self._retry_seconds = tuple(retry_seconds)
        self._lanes = [Lane() for _ in range(_LANES)]
        self._lock = Lock()
        self._deliveries: dict[str, list[Delivery]] = {}
        self._held: dict[str, list[StripeObject]] = {}
        self._undelivered: dict[str, StripeObject] = {}
        # Certificates would take 80 ms to load, and the endpoint is on this machine.
        self._client = httpx.Client(timeout=_TIMEOUT_SECONDS, trust_env=False, verify=False)

    def start(self) -> None:
        for lane in self._lanes:
            lane.start()

    def stop(self) -> None:
        for lane in self._lanes:
            lane.stop()
        self._client.close()

    @property
    def idle(self) -> bool:
        return all(lane.idle for lane in self._lanes)

    @property
    def undelivered(self) -> list[str]:
        """Ids of the events that would still be sent."""
        with self._lock:
            return list(self._undelivered)

    def deliveries(self, event_id: str) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(delivery) for delivery in self._deliveries.get(event_id, [])]

    def offer(self, event: StripeObject) -> None:
        """Sends an event that was just told, unless a fault wants it otherwise."""
        if self.url is None:
            return
        fault = self._faults.take(event["type"], WEBHOOK_KINDS)
        kind = fault.kind if fault else None
        if kind == "webhook_lost":
            self._note(event, Delivery(self._clock.now(), self.url, 1, fault=kind))
            return
        with self._lock:
            self._undelivered[event["id"]] = event
            ready = [] if kind == "webhook_reordered" else self._held.pop(_payment_of(event), [])
            if kind == "webhook_reordered":
                self._held.setdefault(_payment_of(event), []).append(event)
        lane = zlib.crc32(_payment_of(event).encode()) % _LANES
        if fault and kind == "webhook_reordered":
            self._lanes[lane].put(fault.seconds, partial(self._release, event))
            return
        self._put(lane, fault.seconds if fault and kind == "webhook_late" else 0, event)
        if kind == "webhook_doubled":
            self._put((lane + 1) % _LANES, 0, event)
        for held in ready:
            self._put(lane, 0, held)

    def send(self, event: StripeObject, secrets: Sequence[str], timestamp: int, attempt: int) -> Delivery:
        """One attempt, now. Redirects are no success, as at Stripe."""
        if self.url is None:
            raise StripeError(400, "There is no webhook endpoint: POST /_sim/webhooks sets one.")
        headers, body = sign(event, secrets, timestamp)
        try:
            came = self._client.post(self.url, content=body, headers=headers)
            result: dict[str, Any] = {"status": came.status_code, "answer": came.text[:_LONGEST_ANSWER]}
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            result = {"error": f"{type(error).__name__}: {error}"}
        delivery = Delivery(self._clock.now(), self.url, attempt, **result)
        self._note(event, delivery)
        return delivery

    def resend(
        self, event: StripeObject, secrets: Sequence[str], timestamp: int, times: int, concurrent: bool
    ) -> list[Delivery]:
        with ThreadPoolExecutor(max(1, times) if concurrent else 1) as pool:
            return list(pool.map(lambda number: self.send(event, secrets, timestamp, number), range(1, times + 1)))

    def _put(self, lane: int, delay_seconds: float, event: StripeObject, attempt: int = 1) -> None:
        self._lanes[lane].put(delay_seconds, partial(self._attempt, lane, event, attempt))

    def _attempt(self, lane: int, event: StripeObject, attempt: int) -> None:
        accepted = self.url is None or self.send(event, self.secrets, int(self._clock.now()), attempt).accepted
        if not accepted and attempt <= len(self._retry_seconds):
            self._put(lane, self._retry_seconds[attempt - 1], event, attempt + 1)
        else:
            with self._lock:
                self._undelivered.pop(event["id"], None)

    def _release(self, event: StripeObject) -> None:
        """No later event about the payment came in time."""
        with self._lock:
            held = self._held.get(_payment_of(event), [])
            waiting = event in held
            if waiting:
                held.remove(event)
        if waiting:
            self._attempt(zlib.crc32(_payment_of(event).encode()) % _LANES, event, 1)

    def _note(self, event: StripeObject, delivery: Delivery) -> None:
        with self._lock:
            self._deliveries.setdefault(event.get("id", ""), []).append(delivery)


def _payment_of(event: StripeObject) -> str:
    about: StripeObject = event["data"]["object"]
    return str(about.get("payment_intent") or about["id"])
