"""What each day brings by itself: schedules, finance at its desk, and the bank."""

import importlib
import random
from datetime import datetime, timedelta
from functools import partial

from argosy.kernel import clock
from bench.year.agenda import Agenda
from bench.year.desk import Desk
from bench.year.figures import Tally
from bench.year.market import Market
from bench.year.world import World
from tests.support.call import call, context

SENT_BACK, REFUSED_BY_THE_BANK = 0.04, 0.03


class Days:
    """Settlement after midnight, then finance approves, then the bank sends; in the morning bills are reconciled."""

    def __init__(self, world: World, market: Market, tally: Tally, luck: random.Random) -> None:
        self.world, self.market, self.tally, self.luck = world, market, tally, luck
        self.desk = Desk(market, tally)
        self.final: set[str] = set()
        """Transfers that had their day to be sent back."""
        self._drains: set[datetime] = set()

    def begin(self, agenda: Agenda, first: datetime) -> None:
        midnight = first.replace(hour=0, minute=0) + timedelta(days=1)
        hour, day = timedelta(hours=1), timedelta(days=1)
        self.world.deadline = lambda at: self._drain_after(agenda, at)
        agenda.every(day, midnight + timedelta(minutes=30), lambda: self._woken("settlement.settle"))
        agenda.every(day, midnight + timedelta(minutes=90), lambda: self._woken("ledger.seal"))
        agenda.every(day, midnight + 9 * hour, self.finance)
        agenda.every(day, midnight + 9 * hour + timedelta(minutes=10), self.bank)
        agenda.every(day, midnight + 5 * hour, lambda: self._woken("reconciliation.open_days"))
        agenda.every(day, midnight + 6 * hour, self.desk.morning)
        agenda.every(7 * day, midnight + 23 * hour, lambda: self._woken("ledger.monitor"))

    def _drain_after(self, agenda: Agenda, due_at: datetime) -> None:
        """The schedule's calls that find something, each up to ten minutes late; in all the others nothing is due."""
        late = due_at.replace(minute=due_at.minute // 10 * 10, second=0, microsecond=0) + timedelta(minutes=10)
        if late not in self._drains:
            self._drains.add(late)
            agenda.at(late, partial(self._drain, late))

    def _drain(self, late: datetime) -> None:
        self._drains.remove(late)
        self._woken("timers.drain")

    def _woken(self, function: str) -> None:
        importlib.import_module(f"functions.{function}").handler({}, context())
        self.world.bus.settle()

    def finance(self) -> None:
        """Every closed statement is approved; a payout that waits for a person is looked at; one that came back goes again."""
        fay = self.market.finance[0]
        closed = self.market.ask(
            fay, "settlement.statements", "GET /v1/admin/settlements?status=closed&limit=100"
        ).ok()["data"]
        for statement in closed:
            path = f"POST /v1/admin/settlements/{statement['id']}/approve"
            self.tally.count(f"statements approved: {self.market.ask(fay, 'settlement.decide', path).status < 300}")
        for status in ("risk_review", "failed", "returned"):
            found = self.market.ask(fay, "payouts.review", f"GET /v1/admin/payouts?status={status}&limit=100").ok()[
                "data"
            ]
            for payout in found:
                self._decide(payout["id"], "approve" if status == "risk_review" else "retry")

    def _decide(self, payout_id: str, what: str) -> None:
        path = f"POST /v1/admin/payouts/{payout_id}/{what}"
        for person in self.market.finance:
            if self.market.ask(person, "payouts.review", path).status < 300:
                self.tally.count(f"payouts: {what}")
            if what == "retry":
                return

    def bank(self) -> None:
        """Each transfer is paid, refused, or paid and sent back some days later."""
        with self.world.bank.desk.lock:
            transfers = list(self.world.bank.desk.transfers.values())
        for transfer in transfers:
            if transfer["status"] == "accepted":
                self._settle(transfer["reference"], "failed" if self.luck.random() < REFUSED_BY_THE_BANK else "paid")
            elif transfer["status"] == "paid" and transfer["reference"] not in self.final:
                self.final.add(transfer["reference"])
                if self.luck.random() < SENT_BACK:
                    self._settle(transfer["reference"], "returned")
        self._hear()

    def _settle(self, reference: str, status: str) -> None:
        self.world.bank.settle(reference, status)
        self.tally.count(f"transfers {status}")

    def _hear(self) -> None:
        desk = self.world.bank.desk
        with desk.lock:
            told, desk.events = list(desk.events), []
        for event in told:
            headers, body = self.world.bank.signed(event, timestamp=int(clock.now().timestamp()))
            reply = call("payouts.webhook", "POST /v1/webhooks/payout/aggregator", raw=body.decode(), headers=headers)
            if reply.status != 200:
                raise AssertionError(f"the bank was answered {reply.status}: {reply.text}")
        self.world.bus.settle()
