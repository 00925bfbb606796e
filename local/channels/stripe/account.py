"""One Stripe account in memory: its objects, its time, what is due later, and the events it has told."""

import copy
import random
import string
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from threading import RLock
from typing import Any

from local.channels.clock import Clock
from local.channels.stripe.errors import missing

API_VERSION = "2026-10-28.endive"
StripeObject = dict[str, Any]

_no_request: StripeObject = {"id": None, "idempotency_key": None}
_request: ContextVar[StripeObject] = ContextVar("request", default=_no_request)


@contextmanager
def serving(request_id: str, idempotency_key: str | None) -> Iterator[None]:
    """Events told inside name the request that caused them."""
    token = _request.set({"id": request_id, "idempotency_key": idempotency_key})
    try:
        yield
    finally:
        _request.reset(token)


@dataclass(order=True)
class Job:
    """Something that happens by itself at `due`, in the simulator's seconds."""

    due: float
    name: str
    object_id: str


class Account:
    """Whoever reads or changes it holds `lock`, so an operation happens as a whole or not at all."""

    def __init__(self, clock: Clock, *, seed: int | None = None, settle_seconds: float = 2.0) -> None:
        self.clock = clock
        self.settle_seconds = settle_seconds
        self.url = ""
        self.lock = RLock()
        self.objects: dict[str, dict[str, StripeObject]] = {}
        self.behaviours: dict[str, str] = {}
        self.jobs: list[Job] = []
        self.listeners: list[Callable[[StripeObject], None]] = []
        self._random = random.SystemRandom() if seed is None else random.Random(seed)

    def new_id(self, prefix: str) -> str:
        return f"{prefix}_{''.join(self._random.choices(string.ascii_letters + string.digits, k=24))}"

    def now(self) -> int:
        return int(self.clock.now())

    def add(self, prefix: str, object_name: str, fields: StripeObject) -> StripeObject:
        head = {"id": self.new_id(prefix), "object": object_name, "created": self.now()}
        added = {**head, **fields}
        self.objects.setdefault(object_name, {})[added["id"]] = added
        return added

    def get(self, object_name: str, object_id: str, param: str = "id") -> StripeObject:
        found = self.objects.get(object_name, {}).get(object_id)
        if found is None:
            raise missing(object_name, object_id, param)
        return found

    def find(self, object_id: str) -> StripeObject | None:
        return next((kind[object_id] for kind in self.objects.values() if object_id in kind), None)

    def all(self, object_name: str) -> list[StripeObject]:
        """Newest first, as Stripe lists."""
        return list(reversed(self.objects.get(object_name, {}).values()))

    def tell(self, type: str, about: StripeObject, **previous: Any) -> StripeObject:
        """The event keeps the object as it is now, and the fields given by their former values."""
        data: StripeObject = {"object": copy.deepcopy(about)}
        if previous:
            data["previous_attributes"] = previous
        told = {"api_version": API_VERSION, "data": data, "livemode": False, "pending_webhooks": 1}
        event = self.add("evt", "event", {**told, "request": dict(_request.get()), "type": type})
        for listener in self.listeners:
            listener(event)
        return event

    def later(self, name: str, object_id: str) -> None:
        self.jobs.append(Job(self.clock.now() + self.settle_seconds, name, object_id))

    def due(self) -> list[Job]:
        """Takes out what is due by now, earliest first."""
        now = self.clock.now()
        due = sorted(job for job in self.jobs if job.due <= now)
        self.jobs = [job for job in self.jobs if job.due > now]
        return due
