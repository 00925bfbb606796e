"""Chapter four: an order that nobody pays in time, and money that comes when nobody waits for it any more."""

import httpx

from local.clock import move, parse
from local.demo.cast import Cast
from local.demo.story import Story
from local.demo.trading import PRICE

IN_VAIN = "+16m"


def play(story: Story, cast: Cast) -> None:
    story.chapter("Lateness")
    _nobody_pays(story, cast)
    _too_late(story, cast)


def _nobody_pays(story: Story, cast: Cast) -> None:
    with story.step("Bo orders another tin, begins to pay, and forgets; sixteen minutes pass") as step:
        before = cast.available()
        order = cast.order(1)
        attempt = cast.attempt(order)
        step.check("the tin is held", cast.available(), before - 1)
        move(cast.stack, parse(IN_VAIN))
        shown = cast.shown(order)
        step.check("the order is closed", (shown["status"], shown["close_reason"]), ("closed", "timeout"))
        step.check("the tin is for sale again", cast.available(), before)
        step.check("Stripe takes no money for it any more", _refused(cast, attempt), 400)
        told = cast.inbox(cast.buyer)["order_closed_timeout"]
        step.check(f"Bo's inbox: “{told['text']}”", told["subject_id"], order["id"])


def _too_late(story: Story, cast: Cast) -> None:
    with story.step(
        "A third order: Stripe says by mistake that it cannot be paid, it closes, and Bo pays all the same"
    ) as step:
        before = cast.bank.books()["cny"]
        order = cast.order(1)
        attempt = cast.attempt(order)
        created = cast.bank.events("payment_intent.created", attempt)[0]
        step.check("the wrong word is signed, so it counts", cast.bank.say("payment_intent.canceled", created), 200)
        story.quiet()
        move(cast.stack, parse(IN_VAIN))
        step.check("the order is closed", cast.shown(order)["status"], "closed")
        cast.bank.pay(attempt)
        cast.bank.delivered("payment_intent.succeeded", attempt)
        story.quiet()
        books = cast.bank.books()["cny"]
        step.check("Stripe has taken ¥49.00", books["captured"] - before["captured"], PRICE)
        step.check("it was booked as late, and went back by itself", books["refunded"] - before["refunded"], PRICE)
        step.check("the order stays closed", cast.shown(order)["pay_status"], "unpaid")


def _refused(cast: Cast, attempt: dict[str, object]) -> int:
    try:
        cast.bank.pay(attempt)
    except httpx.HTTPStatusError as no:
        return no.response.status_code
    return 200
