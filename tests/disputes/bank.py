"""The buyer's bank: it disputes a payment, decides, and what it does is held against our books."""

import json
from typing import Any

from tests.conftest import Clock
from tests.support.call import Reply, call
from tests.support.cloud import rows
from tests.support.people import Person
from tests.support.shop import Shop


class Bank:
    """`bank.dispute(attempt)` begins one and gives its number at Stripe; `bank.decide(ref, "won")` ends it."""

    def __init__(self, shop: Shop, time: Clock) -> None:
        self.shop, self.stripe, self.time = shop, shop.stripe, time

    def wait(self, **span: float) -> None:
        """Time goes by, and what is due happens."""
        self.time.forward(**span)
        self.shop.drain()

    def charge(self, attempt: dict[str, Any]) -> str:
        secret = str(attempt["client_payload"]["client_secret"])
        intent = secret.partition("_secret_")[0]
        paid = [each for each in self.stripe.events if each["type"] == "payment_intent.succeeded"]
        return next(str(e["data"]["object"]["latest_charge"]) for e in paid if e["data"]["object"]["id"] == intent)

    def dispute(self, attempt: dict[str, Any], amount: int | None = None, *, heard: bool = True) -> str:
        made = self.stripe.dispute(self.charge(attempt), amount)
        if heard:
            self.shop.hear()
        return str(made["id"])

    def decide(self, dispute_ref: str, outcome: str) -> None:
        self.stripe.close_dispute(dispute_ref, outcome)
        self.shop.hear()

    def told(self) -> list[dict[str, Any]]:
        """What Stripe has told of disputes, oldest first."""
        return [event for event in self.stripe.events if event["type"].startswith("charge.dispute.")]


def disputes() -> list[dict[str, Any]]:
    return [row for row in rows() if row["kind"] == "dispute"]


def the_dispute() -> dict[str, Any]:
    (found,) = disputes()
    return found


def balance(account: str) -> int:
    return sum(row["balance_minor"] for row in rows() if row["kind"] == "balance" and row["account"] == account)


def balances() -> dict[str, int]:
    """Every account that is not empty."""
    accounts = {str(row["account"]) for row in rows() if row["kind"] == "balance"}
    return {account: minor for account in sorted(accounts) if (minor := balance(account))}


def order_rows() -> list[dict[str, Any]]:
    return [row for row in rows() if row["kind"] == "order"]


def statuses(kind: str) -> list[str]:
    return sorted(str(row["status"]) for row in rows() if row["kind"] == kind)


def shares() -> list[tuple[int, int]]:
    """What each share is and what of it went back, over all orders."""
    found = [share for row in order_rows() for share in json.loads(row["shares"])]
    return [(share["amount_minor"], share["reversed_minor"]) for share in found]


def held_for(seller: Person) -> set[str]:
    """Why the seller's payouts wait."""
    found = [row for row in rows() if row["kind"] == "payout_party" and row["name"] == f"creator:{seller.id}"]
    return {str(why) for row in found for why in row.get("held_for", ())}


def fits(shop: Shop) -> None:
    """The proof holds; Stripe's books are ours; every line's price is refunded, charged back, or still shared."""
    shop.proof()
    fees = -balance("platform:fee_expense")
    assert fees - balance("world:stripe") == shop.books()["cny"]["net"]
    for row in order_rows():
        for line in json.loads(row["lines"]) if row["paid_minor"] else ():
            of_line = [share for share in json.loads(row["shares"]) if share["line_no"] == line["line_no"]]
            left = sum(share["amount_minor"] - share["reversed_minor"] for share in of_line)
            assert line["payable_minor"] == line["refunded_minor"] + line["charged_back_minor"] + left
            assert (
                line["refunded_minor"] + line["refunding_minor"] + line["charged_back_minor"] <= line["payable_minor"]
            )


def answer(shop: Shop, who: Person, text: str, *, key: str = "evidence") -> Reply:
    path = f"POST /v1/merchant/disputes/{the_dispute()['id']}/evidence"
    reply = call("disputes.evidence", path, {"text": text}, token=shop.token(who), key=key)
    shop.bus.settle()
    return reply


def accept(shop: Shop, who: Person, *, key: str = "accept") -> Reply:
    path = f"POST /v1/admin/disputes/{the_dispute()['id']}/accept"
    reply = call("disputes.accept", path, token=shop.token(who), key=key)
    shop.bus.settle()
    return reply
