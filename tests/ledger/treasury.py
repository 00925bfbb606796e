"""What finance does, through its own routes."""

import itertools
from dataclasses import dataclass
from typing import Any

from argosy.kernel.worker import Scheduled
from functions.ledger import account_actions, holds, monitor, proof, seal, transfers, wallet
from functions.timers import drain
from tests.support.bus import Bus
from tests.support.call import Reply, call, context
from tests.support.people import Person, sign_in
from tests.support.privilege import role_of

COUNT = itertools.count(1)


def cny(minor: int) -> dict[str, Any]:
    return {"amount": minor, "currency": "CNY"}


def key() -> str:
    return f"key-{next(COUNT)}"


@dataclass
class Treasury:
    """`fay` asks, `finn` decides."""

    bus: Bus
    fay: Person
    finn: Person

    def ask(self, account: str, what: str, wish: dict[str, Any], *, once: str | None = None) -> Reply:
        """`ask("user:usr_1:cash", "freeze", {...})`"""
        request = f"POST /v1/admin/accounts/{account}/{what}"
        return call(account_actions, request, {"reason": "a test"} | wish, token=self.fay.token, key=once or key())

    def decide(self, action_id: str, how: str, by: Person | None = None, *, once: str | None = None) -> Reply:
        request = f"POST /v1/admin/account-actions/{action_id}/{how}"
        return call(account_actions, request, token=(by or self.finn).token, key=once or key())

    def together(self, account: str, what: str, wish: dict[str, Any]) -> Reply:
        """Asked for by one, approved by the other."""
        return self.decide(self.ask(account, what, wish).ok()["id"], "approve")

    def fund(self, person: Person, minor: int, currency: str = "CNY") -> None:
        amount = {"amount": minor, "currency": currency}
        self.together(cash(person), "adjust", {"amount": amount, "direction": "credit"}).ok()

    def hold(self, person: Person, minor: int, *, once: str | None = None, **more: Any) -> Reply:
        wish = {"user_id": person.id, "amount": cny(minor), "reason": "a deposit"} | more
        return call(holds, "POST /v1/wallets/holds", wish, token=self.fay.token, key=once or key())

    def post(self, hold_id: str, to: str, amount: int | None = None, *, once: str | None = None) -> Reply:
        wish = {"to": to} | ({"amount": amount} if amount else {})
        return call(holds, f"POST /v1/wallets/holds/{hold_id}/post", wish, token=self.fay.token, key=once or key())

    def void(self, hold_id: str, *, once: str | None = None) -> Reply:
        return call(holds, f"POST /v1/wallets/holds/{hold_id}/void", token=self.fay.token, key=once or key())

    def send(self, sender: Person, receiver: Person, minor: int, *, once: str | None = None, **more: Any) -> Reply:
        wish = {"to": receiver.id, "amount": cny(minor)} | more
        return call(transfers, "POST /v1/wallets/transfers", wish, token=sender.token, key=once or key())

    def drain(self) -> None:
        """The minute of the timers, and what follows."""
        run(drain.handler)
        self.bus.settle()

    def seal(self) -> None:
        run(seal.handler)

    def watch(self) -> None:
        run(monitor.handler)

    def proof(self) -> dict[str, Any]:
        return dict(call(proof, "GET /v1/admin/ledger/proof", token=self.again().token).ok())

    def broken(self) -> set[str]:
        """The invariants that do not hold."""
        return {each["id"] for each in self.proof()["invariants"] if not each["holds"]}

    def again(self) -> Person:
        """Fay, signed in now: tokens live ten minutes."""
        self.fay, self.finn = sign_in(self.fay.id, self.fay.email), sign_in(self.finn.id, self.finn.email)
        return self.fay


def run(handler: Scheduled) -> None:
    """What the schedule does."""
    with role_of(handler.__module__):
        handler({}, context())


def cash(person: Person) -> str:
    return f"user:{person.id}:cash"


def purse(person: Person, asset: str = "CNY") -> tuple[int, int, int]:
    """Balance, available and frozen of somebody's wallet."""
    token = sign_in(person.id, person.email).token
    wallets = call(wallet, "GET /v1/wallets", token=token).ok()["data"]
    found = next((each for each in wallets if each["asset"] == asset), {"balance": 0, "available": 0, "frozen": 0})
    return found["balance"], found["available"], found["frozen"]
