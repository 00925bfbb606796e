"""How a purchase goes on: shipped, received, given back, asked back, disputed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from bench.year.agenda import Agenda
from bench.year.channels import Channels
from bench.year.figures import Tally
from bench.year.market import Market
from tests.support.people import Person

GIVEN_BACK, ASKED_BACK, DISPUTED = 0.09, 0.04, 0.02


@dataclass
class Afterwards:
    """Everything that follows from a payment is put on the agenda."""

    market: Market
    channels: Channels
    agenda: Agenda
    tally: Tally

    def begin(self, buyer: Person, order: dict[str, Any], channel: str) -> None:
        luck, goods = self.market.luck, order["biz_type"] == "goods"
        for part in self._parts(buyer, order) if goods else ():
            self._later(0.2, 2, partial(self._ship, buyer, part))
            if luck.random() < GIVEN_BACK:
                self._later(0.1, 25, partial(self._give_back, part, luck.randint(1, 3)))
            if luck.random() < ASKED_BACK:
                self._later(1, 6, partial(self._ask_back, buyer, part))
        if luck.random() < DISPUTED and channel == "stripe":
            self._later(3, 60, partial(self._dispute, order))

    def _parts(self, buyer: Person, order: dict[str, Any]) -> list[dict[str, Any]]:
        """The order itself, or its children."""
        return [self.market.shown(buyer, part) for part in order["orders"]] if order.get("orders") else [order]

    def _later(self, least_days: float, most_days: float, act: Callable[[], None]) -> None:
        self.agenda.after(timedelta(days=self.market.luck.uniform(least_days, most_days)), act)

    def _seller(self, order: dict[str, Any]) -> Person:
        return next(seller for seller in self.market.sellers if seller.id == order["seller_id"])

    def _ship(self, buyer: Person, order: dict[str, Any]) -> None:
        parcel = {"carrier": "SF", "tracking_no": f"SF{order['id'][-8:]}"}
        path = f"POST /v1/merchant/orders/{order['id']}/shipments"
        if self.market.ask(self._seller(order), "orders.shipments", path, parcel).status < 300:
            self.tally.count("parcels")
            if self.market.luck.random() < 0.6:
                self._later(1, 6, partial(self._confirm, buyer, order))

    def _confirm(self, buyer: Person, order: dict[str, Any]) -> None:
        self.market.ask(buyer, "orders.shipments", f"POST /v1/orders/{order['id']}/confirm-receipt")

    def _give_back(self, order: dict[str, Any], times: int) -> None:
        """A part of a line's price, and some days later perhaps the next."""
        luck, line = self.market.luck, self.market.luck.choice(order["lines"])
        amount = max(line["payable"]["amount"] // times, 1)
        wish = {"lines": [{"line_no": line["line_no"], "amount": amount}], "reason": "the buyer asked"}
        asked = self.market.ask(self._seller(order), "refunds.refund", f"POST /v1/orders/{order['id']}/refunds", wish)
        if asked.status < 300:
            self.tally.count("refunds")
            self.agenda.after(timedelta(hours=2), self.channels.hear_all)
            if times > 1 and luck.random() < 0.7:
                self._later(1, 10, partial(self._give_back, order, times - 1))
        else:
            self.tally.count(f"refunds refused: {asked.problem}")

    def _ask_back(self, buyer: Person, order: dict[str, Any]) -> None:
        """The buyer wants money for a piece; the seller agrees, says no and is overruled or not, or says nothing."""
        luck = self.market.luck
        line = luck.choice(order["lines"])
        wish = {"kind": "refund_only", "line_no": line["line_no"], "quantity": 1, "reason": "it does not shine"}
        wish["shipped"] = bool(self.market.shown(buyer, order["id"])["shipments"])
        asked = self.market.ask(buyer, "after_sales.apply", f"POST /v1/orders/{order['id']}/after-sales", wish)
        if asked.status >= 300:
            self.tally.count("after-sale cases refused")
            return
        answer = luck.choice(("agree", "reject", "silence"))
        self.tally.count(f"after-sale cases: {answer}")
        case, seller = asked.body["id"], self._seller(order)
        if answer == "agree":
            self._later(0.1, 1.5, partial(self._case, seller, "answer", f"{case}/agree", {}))
        elif answer == "reject":
            no = {"reason": "it shone when it left"}
            self._later(0.1, 1.5, partial(self._case, seller, "answer", f"{case}/reject", no))
            self._later(2, 4, partial(self._case, buyer, "arbitration", f"{case}/escalate", {"text": "it never did"}))
            ruling = {"ruling": luck.choice(("buyer", "seller")), "reason": "so it is"}
            self._later(8, 9, partial(self._case, self.market.support, "arbitration", f"{case}/ruling", ruling))

    def _case(self, who: Person, function: str, what: str, wish: dict[str, Any]) -> None:
        self.market.ask(who, f"after_sales.{function}", f"POST /v1/after-sales/{what}", wish)
        self.agenda.after(timedelta(hours=2), self.channels.hear_all)

    def _dispute(self, order: dict[str, Any]) -> None:
        """The buyer's bank takes the money back; some weeks later it has decided."""
        dispute = self.channels.dispute(order["id"])
        if dispute is None:
            return
        self.tally.count("disputes")
        self.channels.hear("stripe")
        outcome = self.market.luck.choice(("lost", "lost", "won"))
        self._later(5, 40, partial(self._decided, dispute, outcome))

    def _decided(self, dispute: str, outcome: str) -> None:
        self.tally.count(f"disputes {outcome}")
        self.channels.decide(dispute, outcome)
        self.channels.hear("stripe")
