"""What is measured: everybody does once what moves money or stock, through the real handlers."""

import pytest

from argosy.kernel import settings
from argosy.payments.matrix import Said
from bench.costs.bills import bills
from bench.costs.story import ADDRESS, Story, cny
from tests.after_sales.world import Desk
from tests.payouts.world import DOLLAR
from tests.settlement import world as settlement
from tests.splits.custody import ACCOUNT, SHARE, Custody
from tests.support import people
from tests.support.cloud import rows
from tests.support.late import Scene


def play(story: Story) -> None:
    for chapter in (trade, extras, failures, wallets, finance, bank, cases, looked_after, bills, passed_on):
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


def looked_after(story: Story) -> None:
    """What finance does about single payments: closed, sent back, explained, disputed, and a share that has to wait."""
    shop, fay = story.shop, story.treasury.fay
    reason = {"reason": "the buyer called"}

    def scene() -> Scene:
        return Scene(shop, story.seller, story.buyer, story.time)

    def pay_desk(what: str) -> None:
        story.ask(fay, "payments.admin_payments", f"POST /v1/admin/payments/{what}", reason)

    pay_desk(f"{scene().attempt['id']}/force-close")
    lowered = scene()
    price = {"line_no": 1, "payable": lowered.attempt["amount"] | {"amount": 9_000}}
    route = f"POST /v1/merchant/orders/{lowered.order_id}/reprice"
    story.ask(story.seller, "payments.reprice", route, {"lines": [price], **reason})
    mismatched = scene()
    mismatched.channel_says(Said.PAID_OTHERWISE)
    pay_desk(f"{mismatched.attempt['id']}/return")
    paid = scene()
    paid.pay()
    paid.channel_says(Said.PAID_OTHERWISE)
    (entry,) = (row for row in rows() if row["kind"] == "unmatched" and row["number"] == paid.attempt["id"])
    pay_desk(f"unmatched/{entry['id']}/explain")
    share = {"line_no": 1, "role": "creator", **reason}
    for what in ("freeze", "release"):
        story.ask(fay, "orders.admin_splits", f"POST /v1/admin/splits/{paid.order_id}/{what}", share)
    shop.stripe.dispute(next(iter(shop.stripe.account.all("charge")))["id"])
    shop.hear()
    (dispute,) = (row for row in rows() if row["kind"] == "dispute")
    story.ask(fay, "disputes.accept", f"POST /v1/admin/disputes/{dispute['id']}/accept")
    shop.hear()


def passed_on(story: Story) -> None:
    """Where the channel keeps the money: a share that it refuses to pass on, and later to take back, tried again by finance."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CUSTODY", "channel")
        settings.settings.cache_clear()
        custody = Custody(story.shop, story.time, lambda name, *roles: people.join(story.bus, f"{name}-3", *roles))
        custody.open_account("nobody")
        order_id = custody.passed_on()
        custody.open_account()
        custody.retry().ok()
        story.shop.stripe.pay_out_connected(ACCOUNT, SHARE)
        custody.refund(order_id)
        custody.minutes()
        custody.retry_return().ok()
    settings.settings.cache_clear()
