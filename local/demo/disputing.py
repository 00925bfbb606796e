"""Chapter eight: Bo's bank takes a payment back, Sun answers, and the bank decides."""

from typing import Any

from local.demo.cast import Cast
from local.demo.story import Story
from local.demo.trading import PRICE

SHARE = PRICE * 7 // 10


def play(story: Story, cast: Cast) -> None:
    story.chapter("Dispute")
    order, dispute_ref = _disputed(story, cast)
    _decided(story, cast, order, dispute_ref)


def _disputed(story: Story, cast: Cast) -> tuple[dict[str, Any], str]:
    with story.step(
        "Bo buys one more tin, then tells his bank that it was not him: the bank takes ¥49.00 back"
    ) as step:
        order = cast.order(1)
        attempt = cast.attempt(order)
        cast.bank.pay(attempt)
        cast.bank.delivered("payment_intent.succeeded", attempt)
        story.quiet()
        step.check("Sun's share of it waits: ¥34.30", cast.wallet(cast.seller)["pending"], SHARE)
        before = cast.bank.books()["cny"]
        dispute_ref = cast.bank.dispute(attempt)
        story.quiet_until(lambda: cast.shown(order)["hold"] is not None)
        shown = cast.shown(order)
        step.check(
            "the order is on hold", (shown["hold"]["kind"], shown["charged_back_amount"]["amount"]), ("dispute", PRICE)
        )
        step.check("Sun's share waits in suspense with the others", cast.wallet(cast.seller)["pending"], 0)
        books = cast.bank.books()["cny"]
        step.check("Stripe has taken ¥49.00 and a fee of ¥15.00", before["balance"] - books["balance"], PRICE + 1_500)
        held = cast.finance.call("GET", f"/v1/admin/payees/creator:{cast.people['seller'].id}")["held_for"]
        step.check("Sun's payouts wait until it is decided", [why[:12] for why in held], ["open dispute"])
        wish = {"lines": [{"line_no": 1, "amount": 100}], "reason": "kindness"}
        refused = cast.seller.ask("POST", f"/v1/orders/{order['id']}/refunds", wish)
        step.check("nobody gives the same money back meanwhile", refused.json()["code"], "order_on_hold")
    return order, dispute_ref


def _decided(story: Story, cast: Cast, order: dict[str, Any], dispute_ref: str) -> None:
    with story.step("Sun sends the bank what the carrier wrote; the bank decides for Sun") as step:
        told = cast.inbox(cast.seller)["dispute_opened"]
        step.check(f"Sun's inbox: “{told['text']}”", told["title"], "支付争议")
        evidence = {"text": "The carrier has the buyer's signature."}
        answered = cast.seller.call("POST", f"/v1/merchant/disputes/{told['subject_id']}/evidence", evidence)
        step.check("the bank has it", (answered["status"], answered["evidence"]["sent"]), ("under_review", True))
        cast.bank.decide(dispute_ref, "won")
        story.quiet_until(lambda: _shown(cast, told["subject_id"])["fee"]["amount"] == 0)
        step.check("Sun has won, and the fee is back too", _shown(cast, told["subject_id"])["status"], "won")
        step.check("the order moves on", cast.shown(order)["hold"], None)
        step.check("Sun's ¥34.30 wait again, to the fen", cast.wallet(cast.seller)["pending"], SHARE)


def _shown(cast: Cast, dispute_id: str) -> dict[str, Any]:
    found: dict[str, Any] = cast.seller.call("GET", f"/v1/disputes/{dispute_id}")
    return found
