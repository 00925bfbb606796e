"""The bank's own books in memory: whose accounts there are, what was sent, what came back, and what it has told."""

import copy
import random
import string
from collections.abc import Callable
from threading import RLock
from typing import Any

from local.channels.bank.errors import BankError
from local.channels.clock import Clock

Object = dict[str, Any]
# By the last four digits of an account; any other is its holder's, and is paid.
NAMES = {"0001": "deposit_sent", "0002": "no_match", "0003": "account_unknown"}
COURSES = {"0011": ("account_closed",), "0012": ("failed",), "0013": ("paid", "returned"), "0014": ()}
MOVES = {"accepted": ("paid", "failed"), "paid": ("returned",), "failed": (), "returned": ()}
WHY = {"failed": "account_closed", "returned": "account_closed"}


class Desk:
    """Whoever reads or changes it holds `lock`. A transfer goes its course by itself, a step every `settle_seconds`."""

    def __init__(self, clock: Clock, settle_seconds: float) -> None:
        self.clock = clock
        self.settle_seconds = settle_seconds
        self.lock = RLock()
        self.transfers: dict[str, Object] = {}
        self.deposits: dict[str, int] = {}
        self.events: list[Object] = []
        self.listeners: list[Callable[[Object], None]] = []
        self._courses: list[tuple[float, str, tuple[str, ...]]] = []

    def check_name(self, wish: Object) -> Object:
        said = NAMES.get(str(wish["account_number"])[-4:], "match")
        if said == "account_unknown":
            raise BankError(422, said)
        if said == "deposit_sent":
            self.deposits.setdefault(str(wish["reference"]), random.SystemRandom().randint(1, 99))
        return {"reference": wish["reference"], "result": said}

    def confirm(self, reference: str, amount: int) -> Object:
        if reference not in self.deposits:
            raise BankError(404, "not_found")
        return {"reference": reference, "result": "match" if self.deposits[reference] == amount else "no_match"}

    def create(self, wish: Object) -> Object:
        """A reference is taken once: a second time it is the same transfer, or a mistake."""
        asked = {name: wish[name] for name in ("reference", "amount", "currency", "holder_name", "bank_code")}
        asked["account_last4"] = str(wish["account_number"])[-4:]
        before = self.transfers.get(asked["reference"])
        if before is not None:
            if asked != {name: before[name] for name in asked}:
                raise BankError(409, "reference_reused")
            return before
        course = COURSES.get(asked["account_last4"], ("paid",))
        if course == ("account_closed",):
            raise BankError(422, "account_closed")
        made = {"id": _id("tr"), **asked, "status": "accepted", "failure": None, "created": int(self.clock.now())}
        self.transfers[made["reference"]] = made
        self._tell(made)
        self._go_on(made["reference"], course)
        return made

    def query(self, reference: str) -> Object:
        if reference not in self.transfers:
            raise BankError(404, "not_found")
        return self.transfers[reference]

    def settle(self, reference: str, status: str) -> Object:
        """What happens to a transfer outside. Raises BankError where it cannot."""
        transfer = self.query(reference)
        if status not in MOVES[transfer["status"]]:
            raise BankError(409, "impossible", f"it is {transfer['status']}")
        transfer |= {"status": status, "failure": WHY.get(status)}
        self._tell(transfer)
        return transfer

    def run_due(self) -> None:
        now = self.clock.now()
        due = [each for each in self._courses if each[0] <= now]
        self._courses = [each for each in self._courses if each[0] > now]
        for _, reference, (status, *rest) in due:
            if status in MOVES[self.transfers[reference]["status"]]:  # it was not ended by hand meanwhile
                self.settle(reference, status)
                self._go_on(reference, tuple(rest))

    def books(self) -> dict[str, int]:
        """What has gone out by currency, less what came back."""
        sums: dict[str, int] = {}
        for transfer in self.transfers.values():
            gone = transfer["amount"] if transfer["status"] == "paid" else 0
            sums[transfer["currency"]] = sums.get(transfer["currency"], 0) + gone
        return sums

    def _go_on(self, reference: str, course: tuple[str, ...]) -> None:
        if course:
            self._courses.append((self.clock.now() + self.settle_seconds, reference, course))

    def _tell(self, transfer: Object) -> None:
        event = {"id": _id("bev"), "type": "transfer.updated", "created": int(self.clock.now())}
        event["data"] = copy.deepcopy(transfer)
        self.events.append(event)
        for listener in self.listeners:
            listener(event)


def _id(prefix: str) -> str:
    letters = string.ascii_letters + string.digits
    return f"{prefix}_{''.join(random.SystemRandom().choices(letters, k=24))}"
