"""A bank, payees with money and bank accounts, and finance: what every test of payouts starts from."""

import importlib
import itertools
from collections.abc import Callable
from typing import Any

from argosy.kernel import clock
from argosy.kernel.worker import Scheduled
from argosy.kernel.write import Write
from argosy.ledger import accounts, ledger
from argosy.ledger.journal import Journal, Posting
from argosy.payouts import payouts
from local.channels.bank import BankSimulator
from tests.conftest import Clock
from tests.support import people
from tests.support.bus import Bus
from tests.support.call import Reply, call, context
from tests.support.people import Person
from tests.support.privilege import role_of

COUNT = itertools.count(1)
ACCOUNT = "6222020200112230"
DOLLAR = 710
"""Fen of about a dollar: limits are in dollars' worth."""


class Payouts:
    """`world.payee("ann", 50_000)` has money and a bank account; `world.ask(ann, 5_000)`; `world.hear()`."""

    def __init__(self, bus: Bus, bank: BankSimulator, join: Callable[..., Person], time: Clock) -> None:
        self.bus, self.bank, self.join, self.time = bus, bank, join, time
        self.methods: dict[str, str] = {}
        self.told: set[str] = set()
        self._signed_in: dict[str, tuple[float, str]] = {}

    def token(self, person: Person) -> str:
        """Tokens live ten minutes, and tests move the time."""
        at, token = self._signed_in.get(person.id, (0.0, ""))
        if self.time.now.timestamp() > at + 300:
            token = people.sign_in(person.id, person.email).token
            self._signed_in[person.id] = self.time.now.timestamp(), token
        return token

    def call(self, person: Person, function: str, request: str, body: Any = None, key: str | None = None) -> Reply:
        reply = call(f"payouts.{function}", request, body, token=self.token(person), key=key or f"key-{next(COUNT)}")
        self.bus.settle()
        return reply

    def fund(self, person: Person, minor: int, account: str = "earnings", currency: str = "CNY") -> None:
        """They have earned it, or put it into their wallet."""
        to = (
            accounts.cash(accounts.user(person.id))
            if account == "cash"
            else accounts.available(accounts.creator(person.id))
        )
        self.post(accounts.world("stripe"), to, minor, currency)

    def owe(self, person: Person, minor: int, currency: str = "CNY") -> None:
        """More was taken back of a sale than they had."""
        self.post(accounts.receivable(accounts.creator(person.id)), accounts.world("stripe"), minor, currency)

    def repay(self, person: Person, currency: str = "CNY") -> None:
        """Nothing is owed any more."""
        debt = payouts.debt(accounts.creator(person.id), currency)
        if debt.balance_minor:
            self.post(accounts.world("stripe"), debt.account, -debt.balance_minor, currency)

    def post(self, source: str, destination: str, minor: int, currency: str) -> None:
        journal = Journal.of(
            "test", str(next(COUNT)), "moved", asset=currency, at=clock.now(), actor="system",
            postings=(Posting(source, destination, minor),),
        )  # fmt: skip
        Write().add(*ledger.post(journal)).commit()

    def add(self, person: Person, number: str = ACCOUNT, key: str | None = None, **more: Any) -> Reply:
        """`POST /v1/payout-methods`"""
        wish = {"holder_name": "Ann Lee", "account_number": number, "bank_code": "ICBKCNBJ", "currency": "CNY", **more}
        return self.call(person, "methods", "POST /v1/payout-methods", wish, key)

    def payee(self, name: str, minor: int, number: str = ACCOUNT, **more: Any) -> Person:
        """Somebody with so much earned, and a verified bank account past its cooling-off."""
        person = self.join(name)
        self.fund(person, minor, currency=more.get("currency", "CNY"))
        self.methods[person.id] = self.add(person, number, **more).ok()["id"]
        self.time.forward(hours=25)
        return person

    def ask(self, person: Person, minor: int, key: str | None = None, **more: Any) -> Reply:
        """`POST /v1/payouts`, and whatever follows from it."""
        currency = more.pop("currency", "CNY")
        wish = {"amount": {"amount": minor, "currency": currency}, "method_id": self.methods[person.id], **more}
        return self.call(person, "payout", "POST /v1/payouts", wish, key)

    def asked(self, person: Person, minor: int, **more: Any) -> str:
        return str(self.ask(person, minor, **more).ok()["id"])

    def show(self, person: Person, payout_id: str) -> dict[str, Any]:
        return dict(self.call(person, "payout", f"GET /v1/payouts/{payout_id}").ok())

    def state(self, person: Person, payout_id: str) -> tuple[str, str | None]:
        """Its status, and why it waits if it does."""
        shown = self.show(person, payout_id)
        return shown["status"], shown["hold"]["code"] if shown["hold"] else None

    def finance(self, name: str = "fay") -> Person:
        return self.join(name, "finance")

    def decide(self, person: Person, what: str, payout_id: str, body: Any = None, key: str | None = None) -> Reply:
        """`approve`, `reject`, `retry`"""
        return self.call(person, "review", f"POST /v1/admin/payouts/{payout_id}/{what}", body, key)

    def webhook(self, event: dict[str, Any], **signing: Any) -> Reply:
        signing.setdefault("timestamp", int(clock.now().timestamp()))
        headers, body = self.bank.signed(event, **signing)
        return call("payouts.webhook", "POST /v1/webhooks/payout/aggregator", raw=body.decode(), headers=headers)

    def hear(self) -> None:
        """Every notification that the bank has not told yet arrives, and what follows from it happens."""
        for event in self.bank.events:
            if event["id"] not in self.told:
                self.told.add(event["id"])
                assert self.webhook(event).status == 200
        self.bus.settle()

    def bank_says(self, status: str) -> None:
        """What becomes of the newest transfer."""
        self.bank.settle(self.bank.transfers[-1]["reference"], status)

    def drain(self) -> None:
        """The schedule's minute: whatever is due is told, and what follows happens."""
        drain: Scheduled = importlib.import_module("functions.timers.drain").handler
        with role_of(drain.__module__):
            drain({}, context())
        self.bus.settle()

    def wallet(self, person: Person, asset: str = "CNY") -> tuple[int, int]:
        """What is available, and what is frozen."""
        wallets = call("ledger.wallet", "GET /v1/wallets", token=self.token(person)).ok()["data"]
        found = next(wallet for wallet in wallets if wallet["asset"] == asset)
        return found["available"], found["frozen"]

    def proof(self) -> None:
        """The ledger holds, and agrees with the bank's own books once all that the bank told has arrived."""
        self.hear()
        finance = self.finance(f"finance{next(COUNT)}")
        found = call("ledger.proof", "GET /v1/admin/ledger/proof", token=finance.token).ok()
        assert found["holds"], found
        assert all(asset["sum"] == 0 for asset in found["assets"])
        gone = {asset: minor for asset, minor in self.bank.books().items() if minor}
        ours = ledger.balances([(accounts.bank("aggregator"), asset) for asset in gone])
        assert {asset: minor for (_, asset), minor in ours.items()} == gone
