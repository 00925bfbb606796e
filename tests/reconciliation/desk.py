"""Finance at its desk: the schedule, the bills, and the routes of reconciliation."""

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any

from functions.ledger import proof
from functions.reconciliation import decide, open_days, read, run
from functions.timers import drain
from tests.conftest import Clock
from tests.ledger.treasury import run as scheduled
from tests.support.call import Reply, call
from tests.support.people import Person
from tests.support.shop import Shop

COUNT = itertools.count(1)
DAY = date(2026, 11, 20)
"""The day on which tests begin, everywhere."""


class Desk:
    """`desk.publish()`; `desk.items(DAY, "short")`; `desk.sign().ok()`."""

    def __init__(self, shop: Shop, time: Clock, channel: str = "alipay") -> None:
        self.shop, self.time, self.channel = shop, time, channel
        self.fay: Person = shop.join(f"fay{next(COUNT)}", "finance")

    def morning(self, day: date = DAY) -> None:
        """The hour after the bill of this day of China is there: the schedule, and all that follows."""
        self.due(day)
        self.tick()

    def due(self, day: date = DAY) -> None:
        self.time.now = datetime(day.year, day.month, day.day, 2, 10, tzinfo=UTC) + timedelta(days=1)

    def tick(self) -> None:
        scheduled(open_days.handler)
        self.shop.bus.settle()

    def minute(self) -> None:
        """The timers that are due, and what follows."""
        scheduled(drain.handler)
        self.shop.bus.settle()

    def show(self, day: date = DAY) -> dict[str, Any]:
        return dict(call(read, f"GET {self._path(day)}", token=self.token).ok())

    def items(self, day: date = DAY, verdict: str | None = None) -> list[dict[str, Any]]:
        asked = f"?class={verdict}" if verdict else ""
        return list(call(read, f"GET {self._path(day)}/items{asked}", token=self.token).ok()["data"])

    def one(self, verdict: str, day: date = DAY) -> dict[str, Any]:
        (item,) = self.items(day, verdict)
        return item

    def run(self, day: date = DAY, *, key: str | None = None) -> Reply:
        reply = self._post(run, f"{self._path(day)}/run", None, key)
        self.shop.bus.settle()
        return reply

    def resolve(self, item: dict[str, Any], day: date = DAY, *, key: str | None = None, **wish: Any) -> Reply:
        return self._post(decide, f"{self._path(day)}/items/{item['id']}/resolve", {"note": "seen"} | wish, key)

    def sign(self, day: date = DAY) -> Reply:
        return self._post(decide, f"{self._path(day)}/sign", None, None)

    def broken(self) -> dict[str, list[str]]:
        """The invariants of the proof that do not hold, with what speaks against them."""
        shown = call(proof, "GET /v1/admin/ledger/proof", token=self.token).ok()
        return {each["id"]: each["against"] for each in shown["invariants"] if not each["holds"]}

    @property
    def token(self) -> str:
        return self.shop.token(self.fay)

    def _path(self, day: date) -> str:
        return f"/v1/admin/recon/{self.channel}/{day}"

    def _post(self, function: Any, path: str, body: Any, key: str | None) -> Reply:
        return call(function, f"POST {path}", body, token=self.token, key=key or f"recon-{next(COUNT)}")


def counted(desk: Desk, day: date = DAY) -> dict[str, tuple[int, int, int]]:
    """Of each class how many items there are, how many wait, and how many need a person."""
    return {each["class"]: (each["items"], each["waiting"], each["to_review"]) for each in desk.show(day)["classes"]}


def sums(desk: Desk, verdict: str, day: date = DAY) -> tuple[int, int, int, int]:
    """Billed, fees, booked, difference of a class, in fen."""
    shown = next(each for each in desk.show(day)["classes"] if each["class"] == verdict)
    billed, fees, booked, difference = (shown[name]["amount"] for name in ("billed", "fees", "booked", "difference"))
    return billed, fees, booked, difference
