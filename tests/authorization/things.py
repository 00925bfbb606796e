"""Things of everybody's: what a seller, a buyer and the staff have when the ten actors come."""

from typing import Any

from bench.costs.chapters import trade
from bench.costs.story import ADDRESS, Story, cny
from tests.after_sales.world import Desk
from tests.queues.world import kept
from tests.support import people
from tests.support.call import call
from tests.support.cloud import rows

REASON = {"reason": "a test"}
SKU = {"code": "S", "price": cny(100), "stock": 1}
PRODUCT = {"title": "A lamp", "tags": ["light"], "skus": [SKU]}
POST = {"title": "A voyage", "body": "It went well.", "tags": ["sea"]}
UNKNOWN = "0" * 26


def owned(story: Story) -> dict[str, str]:
    """What stands in the paths by its parameter's name; `pending` is an order that waits for money."""
    trade(story)
    return {
        **_orders(story), **_money(story), **_cases(story), **_letters(story), **_published(story),
        "user_id": story.buyer.id, "role": "seller", "asset": "CNY", "channel": "stripe",
        "bank": "aggregator", "date": "2026-11-20",
        "party": f"creator:{story.seller.id}", "account": f"user:{story.buyer.id}:cash",
        "return_id": f"crt_{UNKNOWN}", "split_id": f"csp_{UNKNOWN}", "item_id": f"rci_{UNKNOWN}",
        "unmatched_id": f"unm_{UNKNOWN}",
    }  # fmt: skip


def _published(story: Story) -> dict[str, str]:
    seller, shop = story.seller, story.shop
    product = shop.product(seller, 500)
    draft = story.ask(seller, "content.publish", "POST /v1/posts", POST)
    waiting = story.ask(seller, "content.publish", "POST /v1/posts", POST)
    story.ask(seller, "content.publish", f"POST /v1/posts/{draft['id']}/submit")
    for review in call("content.review", "GET /v1/reviews", token=shop.token(shop.moderator)).ok()["data"]:
        story.ask(shop.moderator, "content.review", f"POST /v1/reviews/{review['id']}/approve")
    story.ask(seller, "content.publish", f"POST /v1/posts/{waiting['id']}/submit")
    reviews = call("content.review", "GET /v1/reviews", token=shop.token(shop.moderator)).ok()["data"]
    path = f"POST /v1/posts/{draft['id']}/comments"
    return {
        "product_id": product["id"], "sku_id": product["skus"][0]["id"], "post_id": draft["id"],
        "review_id": reviews[0]["id"],
        "comment_id": story.ask(story.buyer, "social.comment", path, {"body": "Well said."})["id"],
    }  # fmt: skip


def _orders(story: Story) -> dict[str, str]:
    """One that is paid, in part given back, and disputed; one whose payment is open."""
    shop, buyer, seller = story.shop, story.buyer, story.seller
    paid = shop.order(buyer, {shop.sku(seller): 1}, address=ADDRESS)
    shop.pay(buyer, paid)
    refund = shop.refund(seller, paid, [{"line_no": 1, "amount": 100}]).ok()["id"]
    shop.hear()
    disputed = shop.order(buyer, {shop.sku(seller): 1})
    shop.pay(buyer, disputed)
    charge = max(shop.stripe.account.all("charge"), key=lambda each: int(each["created"]))
    shop.stripe.dispute(charge["id"])
    shop.hear()
    (dispute,) = (row for row in rows() if row["kind"] == "dispute")
    pending = shop.order(buyer, {shop.sku(seller): 1})
    return {
        "order_id": paid, "refund_id": refund, "dispute_id": dispute["id"], "pending": pending,
        "attempt_id": shop.attempt(buyer, pending).ok()["id"],
    }  # fmt: skip


def _money(story: Story) -> dict[str, str]:
    treasury, buyer, seller = story.treasury, story.buyer, story.seller
    treasury.again()
    treasury.fund(buyer, 50_000)
    sent = story.ask(buyer, "ledger.transfers", "POST /v1/wallets/transfers", {"to": story.friend.id, "amount": cny(7)})
    action = treasury.ask(f"user:{buyer.id}:cash", "freeze", {"asset": "CNY", "scope": "debit"}).ok()["id"]
    story.bank.fund(seller, 9_000)
    story.bank.methods[seller.id] = story.bank.add(seller).ok()["id"]
    story.time.forward(hours=25)
    treasury.again()
    rule = {"parts": [{"role": "creator", "party_ref": "seller", "value": 7_500}]}
    device = story.ask(buyer, "notifications.devices", "POST /v1/me/devices", {"platform": "ios", "token": "t" * 64})
    journal = next(row for row in rows() if row["kind"] == "journal")
    mine = call("settlement.statements", "GET /v1/settlements", token=story.shop.token(seller)).ok()["data"]
    return {
        "transfer_id": sent["id"], "action_id": action, "hold_id": treasury.hold(buyer, 600).ok()["id"],
        "payout_id": story.bank.asked(seller, 1_000), "method_id": story.bank.methods[seller.id],
        "rule_id": story.ask(treasury.fay, "commission.rules", "POST /v1/admin/split-rules", rule)["rule"]["rule_id"],
        "device_id": device["id"], "journal_id": journal["id"], "statement_id": mine[0]["id"],
    }  # fmt: skip


def _cases(story: Story) -> dict[str, str]:
    """A case that waits for its seller."""
    desk = Desk(story.shop, lambda name, *roles: people.join(story.bus, f"{name}-2", *roles), story.time)
    return {"after_sale_id": desk.ask("refund_only")}


def _letters(story: Story) -> dict[str, str]:
    """A dead letter that waits, and a redrive of another."""
    waits, other = kept("social.on_followed", ("evt_1", "evt_2"))
    admin = people.join(story.bus, "redriver", "admin")
    job = story.ask(admin, "queues.dead_letters", "POST /v1/admin/dead-letters/redrive", {"ids": [other]})
    return {"letter_id": waits, "job_id": job["id"]}


def wishes(things: dict[str, Any]) -> dict[str, Any]:
    """What is sent with each operation that takes a body: well made, so that only who asks can be wrong."""
    parcel = {"carrier": "SF", "tracking_no": "SF1"}
    wish = {"user_id": things["user_id"], "amount": cny(5)}
    address = {"email": "nobody@example.com", "password": "correct horse battery"}
    rule = {"parts": [{"role": "creator", "party_ref": "seller", "value": 7_000}]}
    line = {"seller_id": things["party"].partition(":")[2], "list_minor": 100, "payable_minor": 100}
    return {
        "POST /v1/admin/accounts/{account}/adjust": {"amount": cny(5), "direction": "credit", **REASON},
        "POST /v1/admin/accounts/{account}/freeze": {"asset": "CNY", "scope": "debit", **REASON},
        "POST /v1/admin/accounts/{account}/unfreeze": {"asset": "CNY", **REASON},
        "PUT /v1/admin/channel-accounts/{party}/{channel}": {"account": "acct_1"},
        "PUT /v1/admin/channels": {"channels": [{"channel": "stripe", "weight": 1, "is_open": True}]},
        "PUT /v1/admin/identities/{user_id}": {"name": "Ann Lee"},
        "POST /v1/admin/dead-letters/discard": {"ids": [things["letter_id"]], **REASON},
        "POST /v1/admin/dead-letters/redrive": {"ids": [things["letter_id"]]},
        "POST /v1/admin/ledger/reversals": {"journal_id": things["journal_id"], **REASON},
        "PUT /v1/admin/payees/{party}/withholding": {"bps": 100},
        "POST /v1/admin/recon/{channel}/{date}/items/{item_id}/resolve": {"note": "a test"},
        "PUT /v1/admin/settlement-agreements/{party}": {"cycle": "t1"},
        "POST /v1/admin/settlements/run": {"as_of": "2026-11-20"},
        "POST /v1/admin/settlements/{statement_id}/resolve": {"note": "a test"},
        "POST /v1/admin/split-rules": rule,
        "POST /v1/admin/split-rules/simulate": {"currency": "CNY", "lines": [line]},
        "PATCH /v1/admin/split-rules/{rule_id}": rule,
        "POST /v1/admin/splits/{order_id}/freeze": {"line_no": 1, "role": "creator", **REASON},
        "POST /v1/admin/splits/{order_id}/release": {"line_no": 1, "role": "creator", **REASON},
        "POST /v1/after-sales/{after_sale_id}/agree": {},
        "POST /v1/after-sales/{after_sale_id}/escalate": {"text": "a test"},
        "POST /v1/after-sales/{after_sale_id}/evidence": {"text": "a test"},
        "POST /v1/after-sales/{after_sale_id}/inspect": {"passed": True},
        "POST /v1/after-sales/{after_sale_id}/reship": parcel,
        "POST /v1/after-sales/{after_sale_id}/ruling": {"ruling": "seller", **REASON},
        "POST /v1/after-sales/{after_sale_id}/ship-back": parcel,
        "PUT /v1/cart/items/{sku_id}": {"quantity": 1},
        "POST /v1/checkout/quotes": {"lines": [{"sku_id": things["sku_id"], "quantity": 1}]},
        "PATCH /v1/comments/{comment_id}": {"body": "Other words."},
        "PATCH /v1/me": {"bio": "a test"},
        "POST /v1/me/devices": {"platform": "web", "token": "w" * 64},
        "PATCH /v1/me/notification-preferences": {"email": True},
        "POST /v1/me/notifications/read": {"all": True},
        "POST /v1/merchant/disputes/{dispute_id}/evidence": {"text": "He has it."},
        "POST /v1/merchant/orders/{order_id}/hold": REASON,
        "POST /v1/merchant/orders/{order_id}/reprice": {"lines": [{"line_no": 1, "payable": cny(9_000)}], **REASON},
        "POST /v1/merchant/orders/{order_id}/shipments": parcel,
        "POST /v1/orders": {"quote_id": f"quo_{UNKNOWN}", "hash": "0" * 64},
        "POST /v1/orders/{order_id}/after-sales": {"kind": "repair", "line_no": 1, "quantity": 1, **REASON},
        "POST /v1/orders/{order_id}/payments": {"channel": "stripe", "method": "card"},
        "POST /v1/orders/{order_id}/refunds": {"lines": [{"line_no": 1, "amount": 5}], **REASON},
        "POST /v1/payout-methods": {
            "holder_name": "Ann Lee", "account_number": "6222020200112230", "bank_code": "ICBKCNBJ", "currency": "CNY"
        },
        "POST /v1/payout-methods/{method_id}/verify": {"amount": 5},
        "POST /v1/payouts": {"amount": cny(5), "method_id": things["method_id"]},
        "POST /v1/posts": POST,
        "PATCH /v1/posts/{post_id}": {"title": "Other words"},
        "POST /v1/posts/{post_id}/comments": {"body": "Well said."},
        "POST /v1/products": PRODUCT,
        "PATCH /v1/products/{product_id}": {"title": "Other words"},
        "POST /v1/products/{product_id}/comments": {"body": "Well made."},
        "POST /v1/sessions": address,
        "POST /v1/sessions/refresh": {"refresh_token": "nobody's"},
        "POST /v1/skus/{sku_id}/stock": {"delta": 1, **REASON},
        "POST /v1/tips": wish,
        "POST /v1/users": address | {"display_name": "Nobody"},
        "POST /v1/users/verify": {"registration_id": f"reg_{UNKNOWN}", "code": "000000"},
        "POST /v1/wallets/holds": wish | REASON,
        "POST /v1/wallets/holds/{hold_id}/post": {"to": f"user:{things['user_id']}:cash"},
        "POST /v1/wallets/recharges": {"amount": cny(500)},
        "POST /v1/wallets/transfers": {"to": things["user_id"], "amount": cny(5)},
    }  # fmt: skip


GIVE_A_REASON = {
    "POST /v1/admin/payees/{party}/hold", "POST /v1/admin/payees/{party}/release",
    "POST /v1/admin/payments/unmatched/{unmatched_id}/explain", "POST /v1/admin/payments/{attempt_id}/force-close",
    "POST /v1/admin/payments/{attempt_id}/return", "POST /v1/admin/payouts/{payout_id}/reject",
    "POST /v1/after-sales/{after_sale_id}/reject", "POST /v1/merchant/orders/{order_id}/release",
    "POST /v1/reviews/{review_id}/reject", "POST /v1/settlements/{statement_id}/dispute",
}  # fmt: skip
INSTEAD = {
    "POST /v1/orders/{order_id}/cancel": {"order_id": "pending"},
    "POST /v1/orders/{order_id}/payments": {"order_id": "pending"},
    "POST /v1/merchant/orders/{order_id}/reprice": {"order_id": "pending"},
    "POST /v1/webhooks/payout/{channel}": {"channel": "bank"},
}
"""Which of the things stands there where it is not the one of the parameter's name."""
QUERIES = {
    "GET /v1/admin/payouts": "status=requested", "GET /v1/ledger/accounts/{account}": "asset=CNY",
    "GET /v1/ledger/export": "date=2026-11-20", "GET /v1/ledger/proof": "date=2026-11-20", "GET /v1/search": "q=lamp",
    "GET /v1/wallets/{asset}/statement": "from=2026-11-20&to=2026-11-21",
}  # fmt: skip
