"""What is measured: everybody does once what moves money or stock, through the real handlers."""

from bench.costs.bills import bills
from bench.costs.desks import bank, finance, looked_after, wallets
from bench.costs.story import ADDRESS, Story, cny
from tests.after_sales.world import Desk
from tests.queues.world import kept
from tests.settlement import world as settlement
from tests.splits.custody import ACCOUNT, SHARE, Custody
from tests.support import people
from tests.support.deployed import deployed_with


def play(story: Story) -> None:
    for chapter in (
        trade,
        extras,
        failures,
        wallets,
        finance,
        bank,
        cases,
        looked_after,
        bills,
        passed_on,
        dead_letters,
    ):
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


def dead_letters(story: Story) -> None:
    """Two letters: one is redriven, the other given up."""
    admin = people.join(story.bus, "redriver", "admin")
    one, other = kept("social.on_followed", ("evt_1", "evt_2"))
    story.ask(admin, "queues.dead_letters", "POST /v1/admin/dead-letters/redrive", {"ids": [one]})
    discard = {"ids": [other], "reason": "nothing to be done"}
    story.ask(admin, "queues.dead_letters", "POST /v1/admin/dead-letters/discard", discard)


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


def passed_on(story: Story) -> None:
    """Where the channel keeps the money: a share that it refuses to pass on, and later to take back, tried again by finance."""
    with deployed_with(CUSTODY="channel"):
        custody = Custody(story.shop, story.time, lambda name, *roles: people.join(story.bus, f"{name}-3", *roles))
        custody.open_account("nobody")
        order_id = custody.passed_on()
        custody.open_account()
        custody.retry().ok()
        story.shop.stripe.pay_out_connected(ACCOUNT, SHARE)
        custody.refund(order_id)
        custody.minutes()
        custody.retry_return().ok()
