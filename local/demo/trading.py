"""Chapter three: something is sold, paid, split, and partly given back."""

from typing import Any

from local.demo.cast import Cast
from local.demo.story import Step, Story
from local.people import messages

PRICE, STOCK, BOUGHT, BACK = 4_900, 5, 2, 3_333
PAID = PRICE * BOUGHT


def play(story: Story, cast: Cast) -> None:
    story.chapter("Money")
    _offer(story, cast)
    order = _order(story, cast)
    _pay(story, cast, order)
    _give_back(story, cast, order)


def _offer(story: Story, cast: Cast) -> None:
    with story.step(f"Sun offers {STOCK} tins of oolong at ¥49.00; Mo approves") as step:
        sku = {"code": "TIN", "options": {}, "price": {"amount": PRICE, "currency": "CNY"}, "stock": STOCK}
        wish = {"title": f"Oolong {cast.run}", "description": "100 g", "tags": ["tea"], "skus": [sku]}
        cast.product = cast.seller.call("POST", "/v1/products", wish)
        cast.seller.call("POST", f"/v1/products/{cast.product['id']}/submit")
        cast.approve(cast.product["id"])
        step.check("they are on sale", cast.available(), STOCK)


def _order(story: Story, cast: Cast) -> dict[str, Any]:
    with story.step(f"Bo puts {BOUGHT} in the cart, gets a quote, and orders at it") as step:
        cast.buyer.call("PUT", f"/v1/cart/items/{cast.product['skus'][0]['id']}", {"quantity": BOUGHT})
        quote = cast.buyer.call("POST", "/v1/checkout/quotes", {"from_cart": True})
        step.check("the quote is ¥98.00", quote["payable"]["amount"], PAID)
        wish, key = {"quote_id": quote["quote_id"], "hash": quote["hash"]}, f"order-{cast.run}"
        order: dict[str, Any] = cast.buyer.call("POST", "/v1/orders", wish, key=key)
        again = cast.buyer.ask("POST", "/v1/orders", wish, key=key)
        step.check(
            "the same request again is the same order",
            (again.json()["id"], again.headers.get("idempotent-replayed")),
            (order["id"], "true"),
        )
        step.check(f"stock is held: {STOCK - BOUGHT} are left", cast.available(), STOCK - BOUGHT)
        story.quiet()
        step.check("the cart is empty", cast.buyer.call("GET", "/v1/cart")["lines"], [])
    return order


def _pay(story: Story, cast: Cast, order: dict[str, Any]) -> None:
    with story.step("Bo pays by card: Stripe takes it and tells us by webhook") as step:
        attempt = cast.attempt(order)
        cast.bank.pay(attempt)
        cast.bank.delivered("payment_intent.succeeded", attempt)
        story.quiet()
        step.check("the order is paid", cast.shown(order)["status"], "paid")
        step.check("Sun's share of 70 % waits: ¥68.60", cast.wallet(cast.seller)["pending"], 6_860)
        _told(step, cast)


def _told(step: Step, cast: Cast) -> None:
    sold = cast.inbox(cast.seller)["order_sold"]
    step.check(f"Sun's inbox, in Chinese: “{sold['text']}”", sold["title"], "您有新订单")
    bought = cast.inbox(cast.buyer)["order_paid"]
    pushed = messages(f"telephone-{cast.run}", cast.stack)
    step.check(f"Bo's telephone: “{bought['text']}”", [each["text"] for each in pushed][:1], [bought["text"]])
    mailed = messages(cast.people["buyer"].email, cast.stack)
    step.check("and the same by mail, once", [each["text"] for each in mailed].count(bought["text"]), 1)


def _give_back(story: Story, cast: Cast, order: dict[str, Any]) -> None:
    with story.step("One tin is dented: Sun gives ¥33.33 of ¥98.00 back") as step:
        before = cast.bank.books()["cny"]["refunded"]
        wish = {"lines": [{"line_no": 1, "amount": BACK}], "reason": "a dented tin"}
        cast.seller.call("POST", f"/v1/orders/{order['id']}/refunds", wish)
        story.quiet()
        shown = cast.shown(order)
        step.check(
            "the order shows it", (shown["refund_status"], shown["refunded_amount"]["amount"]), ("partial", BACK)
        )
        step.check("Stripe has sent it", cast.bank.books()["cny"]["refunded"] - before, BACK)
        step.check("each share gives its part; Sun keeps ¥45.27", cast.wallet(cast.seller)["pending"], 6_860 - 2_333)
        more = {"lines": [{"line_no": 1, "amount": PAID - BACK + 1}], "reason": "too much"}
        refused = cast.seller.ask("POST", f"/v1/orders/{order['id']}/refunds", more)
        step.check("one fen more than is left is refused", refused.json()["code"], "refund_exceeds_paid")
