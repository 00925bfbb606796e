"""What is measured: everybody does once what moves money or stock, through the real handlers."""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest

from argosy.kernel import clock, secrets
from bench.costs.bills import bills
from local.channels.bank import BankSimulator
from local.channels.stripe import StripeSimulator
from tests.after_sales.world import Desk
from tests.conftest import Clock
from tests.ledger.treasury import Treasury
from tests.payouts.world import DOLLAR, Payouts
from tests.settlement import world as settlement
from tests.support import people
from tests.support.bus import Bus
from tests.support.call import call
from tests.support.cloud import cloud, rows
from tests.support.people import Person
from tests.support.shop import Shop

KEYS = itertools.count(1)
ADDRESS = {"name": "Bea", "line1": "1 Quay Street", "city": "Bristol", "postal_code": "BS1 4RW", "country": "GB"}


def cny(minor: int) -> dict[str, Any]:
    return {"amount": minor, "currency": "CNY"}


class Story:
    """A marketplace with a bank; everybody is there already."""

    def __init__(self, bus: Bus, stripe: StripeSimulator, bank: BankSimulator, time: Clock) -> None:
        def join(name: str, *roles: str) -> Person:
            return people.join(bus, name, *roles)

        self.bus, self.time = bus, time
        self.shop = Shop(bus, stripe, join)
        self.bank = Payouts(bus, bank, join, time)
        self.treasury = Treasury(bus, join("fay", "finance"), join("finn", "finance"))
        self.seller, self.buyer, self.friend = join("sol", "seller"), join("bea"), join("ben")

    def ask(self, who: Person, function: str, request: str, body: Any = None) -> Any:
        """One request, and whatever follows from it."""
        token, key = self.shop.token(who), f"cost-{next(KEYS)}"
        answer = call(function, request, body, token=token, key=key).ok()
        self.bus.settle()
        return answer

    def forward(self, **span: float) -> None:
        """Time passes, minute by minute as the schedules see it."""
        self.time.forward(**span)
        self.shop.drain()
        self.treasury.again()


def play(story: Story) -> None:
    for chapter in (trade, extras, failures, wallets, finance, bank, cases, bills):
        chapter(story)


def trade(story: Story) -> None:
    """Three lines of three SKUs, paid by card, shipped, in part refunded, received, settled."""
    shop, buyer, seller = story.shop, story.buyer, story.seller
    skus = [sku["id"] for sku in shop.product(seller, 10_000, 2_000, 500, stock=9)["skus"]]
    story.ask(seller, "catalogue.stock", f"POST /v1/skus/{skus[0]}/stock", {"delta": 5, "reason": "delivery"})
    order_id = shop.order(buyer, dict.fromkeys(skus, 1), address=ADDRESS)
    shop.pay(buyer, order_id)
    parcel = {"carrier": "SF", "tracking_no": "1"}
    story.ask(seller, "orders.shipments", f"POST /v1/merchant/orders/{order_id}/shipments", parcel)
    shop.refund(seller, order_id, [{"line_no": 3}]).ok()
    shop.hear()
    story.ask(buyer, "orders.shipments", f"POST /v1/orders/{order_id}/confirm-receipt")
    story.forward(days=8)
    story.forward(days=2)
    settlement.woken()
    shop.bus.settle()


def extras(story: Story) -> None:
    """What else is an order: a tip, a recharge, what the wallet pays, what nobody pays."""
    shop, buyer = story.shop, story.buyer
    shop.recharge(buyer, 50_000)
    tip = story.ask(buyer, "orders.tip", "POST /v1/tips", {"user_id": story.seller.id, "amount": cny(500)})
    shop.pay(buyer, tip["id"], tenders=[{"type": "wallet", "amount": 200}])
    shop.order(buyer, {shop.sku(story.seller, 700): 1})
    story.forward(minutes=16)


def failures(story: Story) -> None:
    """A refund that comes back twice: tried again, and sent by hand."""
    shop, fay = story.shop, story.treasury.fay
    rule = {"parts": [{"role": "creator", "party_ref": "seller", "value": 7_500}]}
    story.ask(fay, "commission.rules", "POST /v1/admin/split-rules", rule)
    order_id = shop.order(story.buyer, {shop.sku(story.seller): 1})
    shop.pay(story.buyer, order_id)
    refund = shop.refund(story.seller, order_id, [{"line_no": 1, "amount": 1_000}]).ok()
    for way in ("retry", "manual"):
        made = next(each for each in shop.stripe.account.all("refund") if each["metadata"]["refund_id"] == refund["id"])
        shop.stripe.fail_refund(made["id"])
        shop.hear()
        story.ask(fay, "refunds.admin_refunds", f"POST /v1/admin/refunds/{refund['id']}/{way}")


def wallets(story: Story) -> None:
    buyer, treasury = story.buyer, story.treasury
    treasury.again()
    story.ask(buyer, "ledger.transfers", "POST /v1/wallets/transfers", {"to": story.friend.id, "amount": cny(1_000)})
    hold_id = treasury.hold(buyer, 600).ok()["id"]
    treasury.post(hold_id, f"user:{story.friend.id}:cash", 500).ok()
    treasury.void(treasury.hold(buyer, 300).ok()["id"]).ok()


def finance(story: Story) -> None:
    """Two people each: an account frozen and let go, put right and put back, a statement disputed and approved."""
    treasury, account, fay = story.treasury, f"user:{story.buyer.id}:cash", story.treasury.fay
    treasury.again()
    treasury.together(account, "freeze", {"asset": "CNY", "scope": "debit"}).ok()
    treasury.together(account, "unfreeze", {"asset": "CNY"}).ok()
    wish = {"amount": cny(5), "direction": "credit"}
    treasury.decide(treasury.ask(account, "adjust", wish).ok()["id"], "reject").ok()
    treasury.together(account, "adjust", wish).ok()
    (journal,) = (row for row in rows() if row["kind"] == "journal" and row["business"] == "adjustment")
    wish = {"journal_id": journal["id"], "reason": "twice"}
    story.ask(fay, "ledger.reversals", "POST /v1/admin/ledger/reversals", wish)
    (statement,) = settlement.statements(story.seller)
    mine = f"/v1/settlements/{statement['id']}"
    story.ask(story.seller, "settlement.dispute", f"POST {mine}/dispute", {"reason": "one is missing"})
    desk = mine.replace("/v1/", "/v1/admin/")
    story.ask(fay, "settlement.decide", f"POST {desk}/resolve", {"note": "it is on the next one"})
    story.ask(fay, "settlement.decide", f"POST {desk}/approve")


def bank(story: Story) -> None:
    """Payouts: sent back by the bank and sent again, cancelled, too large for one person, rejected."""
    world, payee = story.bank, story.bank.payee("pia", 20_000 * DOLLAR)
    clerk = world.finance("cleo")
    returned = world.asked(payee, 100)
    world.bank_says("paid")
    world.hear()
    world.bank_says("returned")
    world.hear()
    world.decide(clerk, "retry", returned).ok()
    world.call(clerk, "payees", f"PUT /v1/admin/identities/{payee.id}", {"name": "Ann Lee"}).ok()
    large = world.asked(payee, 6_000 * DOLLAR)
    world.decide(clerk, "approve", large).ok()
    world.decide(clerk, "reject", large, {"reason": "not this one"}).ok()
    story.ask(payee, "payouts.payout", f"POST /v1/payouts/{world.asked(payee, 6_000 * DOLLAR)}/cancel")


def cases(story: Story) -> None:
    """What buyers ask back: exchanged, refunded instead, cancelled, and ruled."""
    desk = Desk(story.shop, lambda name, *roles: people.join(story.bus, f"{name}-2", *roles), story.time)
    desk.ship()
    exchange, repair, refund = (desk.ask(kind) for kind in ("exchange", "repair", "refund_only"))
    for who, deed in ((desk.seller, "agree"), (desk.buyer, "ship-back"), (desk.seller, "receive")):
        desk.do(who, exchange, deed)
    for deed in ("inspect", "reship"):
        desk.do(desk.seller, exchange, deed)
    for deed in ("ask-refund", "cancel"):
        desk.do(desk.buyer, repair, deed)
    desk.do(desk.seller, refund, "reject")
    desk.arbitrated(refund)
    desk.do(desk.support, refund, "ruling")


@contextmanager
def stage() -> Iterator[Story]:
    """An empty deployment on moto, in which time moves when it is looked at."""
    time = Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: time.forward(milliseconds=1))
        with cloud(patch), StripeSimulator() as stripe, BankSimulator(settle_seconds=float("inf")) as simulated:
            held = json.dumps(simulated.settings())
            boto3.client("secretsmanager").create_secret(Name="argosy/channels/bank", SecretString=held)
            secrets.forget()
            yield Story(Bus(), stripe, simulated, time)
