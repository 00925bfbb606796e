"""What is measured of reconciliation: a day with a dispute of which nobody heard, explained and signed."""

from datetime import timedelta

from bench.costs.story import Story
from tests.conftest import Same
from tests.support.call import call


def bills(story: Story) -> None:
    shop, fay = story.shop, story.treasury.fay
    story.time.now = (story.time.now + timedelta(days=1)).replace(hour=8)
    shop.stripe.account.clock = Same(story.time)
    order_id = shop.order(story.buyer, {shop.sku(story.seller): 1})
    shop.pay(story.buyer, order_id)
    charge = max(shop.stripe.account.all("charge"), key=lambda each: int(each["created"]))
    shop.stripe.dispute(charge["id"])
    path = f"/v1/admin/recon/stripe/{story.time.now.date()}"
    story.time.now += timedelta(days=1)
    story.ask(fay, "reconciliation.run", f"POST {path}/run")
    listed = call("reconciliation.read", f"GET {path}/items?class=amount_diff", token=shop.token(fay)).ok()["data"]
    story.ask(
        fay, "reconciliation.decide", f"POST {path}/items/{listed[0]['id']}/resolve", {"note": "Stripe's dispute"}
    )
    story.ask(fay, "reconciliation.decide", f"POST {path}/sign")
