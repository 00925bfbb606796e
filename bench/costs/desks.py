"""What is measured at the desks: what people do with their wallets, and finance with accounts, statements, payouts, payments."""

from argosy.payments.matrix import Said
from bench.costs.story import Story, cny
from tests.payouts.world import DOLLAR
from tests.settlement import world as settlement
from tests.support.cloud import rows
from tests.support.late import Scene


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
