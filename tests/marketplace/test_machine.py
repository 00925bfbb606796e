"""A marketplace as a state machine: whatever people, banks and the clock do, every invariant holds after each step."""

import importlib
import random
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule, run_state_machine_as_test

from argosy.ledger import books
from bench.year.days import Days
from bench.year.figures import Tally
from bench.year.run import providers
from bench.year.world import world
from tests.marketplace.moment import Moment
from tests.support.call import context
from tests.support.people import Person

SPANS = (timedelta(minutes=2), timedelta(minutes=16), timedelta(days=1), timedelta(days=8))
EXAMPLES, STEPS = 12, 25


@pytest.fixture(scope="module")
def moment() -> Iterator[Moment]:
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setattr(books, "LAG_SECONDS", 0.0)
        made = Moment(stack.enter_context(world(3)), random.Random(3))
        yield made


class Marketplace(RuleBasedStateMachine):
    """Orders, payments, refunds, payouts, settlement and the clock, in any order."""

    moment: Moment
    orders, attempts = Bundle("orders"), Bundle("attempts")

    def __init__(self) -> None:
        super().__init__()
        self.moment.back()
        self.market, self.channels = self.moment.market, self.moment.channels
        self.days = Days(self.moment.world, self.market, Tally(), random.Random(1))

    @rule(
        target=orders, buyer=some.integers(0, 1), first=some.integers(0, 5), more=some.booleans(), ships=some.booleans()
    )
    def order(self, buyer: int, first: int, more: bool, ships: bool) -> tuple[int, dict[str, Any]] | None:
        """Of one seller or of two."""
        wanted = [self.market.skus[first]] + ([self.market.skus[(first + 3) % 6]] if more else [])
        placed = self.market.order(self.market.buyers[buyer], list(dict.fromkeys(wanted)), ships=ships)
        return (buyer, placed) if placed else None

    @rule(
        target=orders,
        buyer=some.integers(0, 1),
        minor=some.integers(1, 30_000),
        kind=some.sampled_from(("tip", "recharge")),
    )
    def other_kind(self, buyer: int, minor: int, kind: str) -> tuple[int, dict[str, Any]]:
        amount: dict[str, Any] = {"amount": {"amount": minor, "currency": "CNY"}}
        path, wish = ("wallets/recharges", amount) if kind == "recharge" else (
            "tips", amount | {"user_id": self.market.sellers[0].id},
        )  # fmt: skip
        return buyer, self.market.ask(self.market.buyers[buyer], f"orders.{kind}", f"POST /v1/{path}", wish).ok()

    @rule(target=attempts, chosen=orders, from_wallet=some.sampled_from((0, 0, 1, 500)))
    def begin_to_pay(self, chosen: Any, from_wallet: int) -> dict[str, Any] | None:
        if chosen is None:
            return None
        buyer, order = chosen
        wish: dict[str, Any] = {"channel": "stripe"}
        if from_wallet:
            wish["tenders"] = [{"type": "wallet", "amount": from_wallet}]
        begun = self.market.ask(
            self.market.buyers[buyer], "payments.pay", f"POST /v1/orders/{order['id']}/payments", wish
        )
        return dict(begun.body) if begun.status < 300 else None

    @rule(
        target=orders, buyer=some.integers(0, 1), first=some.integers(0, 5), more=some.booleans(), ships=some.booleans()
    )
    def buy(self, buyer: int, first: int, more: bool, ships: bool) -> Any:
        """An order that is paid at once, as most are."""
        placed = self.order(buyer, first, more, ships)
        self.pay(self.begin_to_pay(placed, 0), "once")
        return placed

    @rule(
        target=orders,
        buyer=some.integers(0, 1),
        minor=some.integers(1, 30_000),
        kind=some.sampled_from(("tip", "recharge")),
    )
    def give(self, buyer: int, minor: int, kind: str) -> Any:
        """A tip or a recharge that is paid at once."""
        placed = self.other_kind(buyer, minor, kind)
        self.pay(self.begin_to_pay(placed, 0), "once")
        return placed

    @rule(attempt=consumes(attempts), hear=some.sampled_from(("once", "once", "twice", "never")))
    def pay(self, attempt: dict[str, Any] | None, hear: str) -> None:
        if attempt is None:
            return
        late = attempt["expires_at"] <= self.moment.world.time.now.isoformat()
        (self.channels.pay_late if late else self.channels.pay)(attempt)
        self.channels.hear("stripe", hear)

    @rule(chosen=orders, what=some.sampled_from((("orders", "cancel"), ("shipments", "confirm-receipt"))))
    def buyer_acts(self, chosen: Any, what: tuple[str, str]) -> None:
        """What its state does not allow is refused, here and below."""
        for buyer, _, order in self._parts(chosen):
            self.market.ask(buyer, f"orders.{what[0]}", f"POST /v1/orders/{order['id']}/{what[1]}")

    @rule(chosen=orders)
    def ship(self, chosen: Any) -> None:
        for _, seller, order in self._parts(chosen):
            path, parcel = f"POST /v1/merchant/orders/{order['id']}/shipments", {"carrier": "SF", "tracking_no": "1"}
            self.market.ask(seller, "orders.shipments", path, parcel)

    @rule(chosen=orders, part=some.integers(1, 4))
    def refund(self, chosen: Any, part: int) -> None:
        """A part of the first line of each."""
        for _, seller, order in self._parts(chosen):
            line = order["lines"][0]
            lines = [{"line_no": line["line_no"], "amount": max(line["payable"]["amount"] // part, 1)}]
            wish = {"lines": lines, "reason": "asked"}
            self.market.ask(seller, "refunds.refund", f"POST /v1/orders/{order['id']}/refunds", wish)

    def _parts(self, chosen: Any) -> Iterator[tuple[Person, Person, dict[str, Any]]]:
        """Buyer, seller and present state of what was ordered."""
        if chosen is None:
            return
        buyer, placed = self.market.buyers[chosen[0]], chosen[1]
        for order_id in placed["orders"] or [placed["id"]]:
            order = self.market.shown(buyer, order_id)
            seller = next((one for one in self.market.sellers if one.id == order["seller_id"]), buyer)
            yield buyer, seller, order

    @rule(chosen=orders, outcome=some.sampled_from(("open", "lost", "won")))
    def dispute(self, chosen: Any, outcome: str) -> None:
        """The buyer's bank takes back what was paid by card, if there is anything."""
        dispute = self.channels.dispute(chosen[1]["id"]) if chosen else None
        if dispute and outcome != "open":
            self.channels.decide(dispute, outcome)
        self.channels.hear("stripe")

    @rule(chosen=orders, agrees=some.booleans())
    def ask_back(self, chosen: Any, agrees: bool) -> None:
        """Silence counts as a yes."""
        for buyer, seller, order in self._parts(chosen):
            wish = {
                "kind": "refund_only",
                "line_no": order["lines"][0]["line_no"],
                "quantity": 1,
                "reason": "it is dark",
            }
            wish["shipped"] = bool(order["shipments"])
            asked = self.market.ask(buyer, "after_sales.apply", f"POST /v1/orders/{order['id']}/after-sales", wish)
            if agrees and asked.status < 300:
                self.market.ask(seller, "after_sales.answer", f"POST /v1/after-sales/{asked.body['id']}/agree", {})

    @rule(minor=some.integers(1, 20_000))
    def transfer(self, minor: int) -> None:
        one, other = self.market.buyers
        wish = {"to": other.id, "amount": {"amount": minor, "currency": "CNY"}}
        self.market.ask(one, "ledger.transfers", "POST /v1/wallets/transfers", wish)

    @rule(span=some.sampled_from(SPANS))
    def time_passes(self, span: timedelta) -> None:
        self.moment.world.time.now += span
        self._woken("timers.drain")
        self.channels.hear("stripe")

    @rule()
    def night(self) -> None:
        """Settlement, the seal of the day, approval, the bank's morning, the bills of yesterday."""
        self.moment.world.time.now += timedelta(days=1)
        for function in ("timers.drain", "settlement.settle", "ledger.seal"):
            self._woken(function)
        self.days.finance()
        self.days.bank()
        self._woken("reconciliation.open_days")
        self.days.desk.morning()

    @invariant()
    def everything_holds(self) -> None:
        shown = self.market.ask(self.market.finance[0], "ledger.proof", "GET /v1/admin/ledger/proof").ok()
        assert shown["holds"], [found for found in shown["invariants"] if not found["holds"]]

    def teardown(self) -> None:
        """All that was told arrives, silence is asked about, bills are read: then Stripe's own books say what the ledger says."""
        for _ in range(3):
            self.time_passes(timedelta(hours=2))
        self.night()
        self.night()
        assert all(theirs == ours for theirs, ours in providers(self.moment.world).values())

    def _woken(self, function: str) -> None:
        importlib.import_module(f"functions.{function}").handler({}, context())
        self.moment.world.bus.settle()


def test_whatever_happens_in_a_marketplace_every_invariant_holds_after_each_step(moment: Moment) -> None:
    Marketplace.moment = moment
    calm = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(Marketplace, settings=calm)
