"""Delivers signed events, at least once, again and again until the endpoint has taken them or patience ends."""

import zlib
from abc import ABC, abstractmethod
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock
from typing import Any

from local.channels.clock import Clock
from local.channels.delivery import ChannelEvent, Delivery, Postman, Signed
from local.channels.faults import WEBHOOK_KINDS, Faults
from local.channels.lanes import Lane

RETRY_SECONDS = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
# Events about one payment keep their order in one lane; payments are delivered side by side.
_LANES = 8


class Webhooks(ABC):
    """A channel adds where its events go, what they are about, how they are signed, and which answer ends them.

    An event has an `id` and a `type`, by which faults choose it.
    """

    def __init__(self, clock: Clock, faults: Faults, retry_seconds: Sequence[float] = RETRY_SECONDS) -> None:
        self.clock = clock
        self._faults = faults
        self._retry_seconds = tuple(retry_seconds)
        self._lanes = [Lane(clock.now) for _ in range(_LANES)]
        self._lock = Lock()
        self._held: dict[str, list[ChannelEvent]] = {}
        self._undelivered: dict[str, ChannelEvent] = {}
        self.postman = Postman(clock)

    @abstractmethod
    def url_of(self, event: ChannelEvent) -> str | None:
        """Where it goes; None where nobody wants to hear it."""

    @abstractmethod
    def payment_of(self, event: ChannelEvent) -> str:
        """Events about the same payment keep their order."""

    @abstractmethod
    def signed(self, event: ChannelEvent) -> Signed:
        """Headers and body of a delivery that is made now."""

    @abstractmethod
    def took(self, delivery: Delivery) -> bool:
        """Whether the endpoint has taken it, so that it need not be sent again."""

    def start(self) -> None:
        for lane in self._lanes:
            lane.start()

    def stop(self) -> None:
        for lane in self._lanes:
            lane.stop()
        self.postman.close()

    @property
    def idle(self) -> bool:
        return all(lane.idle for lane in self._lanes)

    @property
    def undelivered(self) -> list[str]:
        """Ids of the events that would still be sent."""
        with self._lock:
            return list(self._undelivered)

    def deliveries(self, event_id: str) -> list[dict[str, Any]]:
        return self.postman.deliveries(event_id)

    def offer(self, event: ChannelEvent) -> None:
        """Sends an event that was just told, unless a fault wants it otherwise."""
        url = self.url_of(event)
        if url is None:
            return
        fault = self._faults.take(event["type"], WEBHOOK_KINDS)
        kind = fault.kind if fault else None
        if kind == "webhook_lost":
            self.postman.note(event, Delivery(self.clock.now(), url, 1, fault=kind))
            return
        payment = self.payment_of(event)
        with self._lock:
            self._undelivered[event["id"]] = event
            ready = [] if kind == "webhook_reordered" else self._held.pop(payment, [])
            if kind == "webhook_reordered":
                self._held.setdefault(payment, []).append(event)
        lane = _lane(payment)
        if fault and kind == "webhook_reordered":
            self._lanes[lane].put(fault.seconds, partial(self._release, event))
            return
        self._put(lane, fault.seconds if fault and kind == "webhook_late" else 0, event)
        if kind == "webhook_doubled":
            self._put((lane + 1) % _LANES, 0, event)
        for held in ready:
            self._put(lane, 0, held)

    def send(self, event: ChannelEvent, signed: Signed, attempt: int) -> Delivery:
        """One attempt, now. Raises ValueError where there is nowhere to send it."""
        url = self.url_of(event)
        if url is None:
            raise ValueError("There is no endpoint for this event.")
        return self.postman.send(event, url, signed, attempt)

    def resend(self, event: ChannelEvent, signed: Signed, times: int, concurrent: bool) -> list[Delivery]:
        with ThreadPoolExecutor(max(1, times) if concurrent else 1) as pool:
            return list(pool.map(lambda number: self.send(event, signed, number), range(1, times + 1)))

    def _put(self, lane: int, delay_seconds: float, event: ChannelEvent, attempt: int = 1) -> None:
        self._lanes[lane].put(delay_seconds, partial(self._attempt, lane, event, attempt))

    def _attempt(self, lane: int, event: ChannelEvent, attempt: int) -> None:
        over = self.url_of(event) is None or self.took(self.send(event, self.signed(event), attempt))
        if not over and attempt <= len(self._retry_seconds):
            self._put(lane, self._retry_seconds[attempt - 1], event, attempt + 1)
        else:
            with self._lock:
                self._undelivered.pop(event["id"], None)

    def _release(self, event: ChannelEvent) -> None:
        """No later event about the payment came in time."""
        payment = self.payment_of(event)
        with self._lock:
            held = self._held.get(payment, [])
            waiting = event in held
            if waiting:
                held.remove(event)
        if waiting:
            self._attempt(_lane(payment), event, 1)


def _lane(payment: str) -> int:
    return zlib.crc32(payment.encode()) % _LANES
