"""Chapter five: a purchase over two sellers by Alipay, one by WeChat Pay, and one that the wallet helps to pay."""

from typing import Any

import httpx

from local.demo.cast import Cast
from local.demo.story import Step, Story


def play(story: Story, cast: Cast) -> None:
    story.chapter("Channels")
    _two_sellers(story, cast)
    _wechat(story, cast)
    _from_the_wallet(story, cast)


def _two_sellers(story: Story, cast: Cast) -> None:
    with story.step("Bo orders of two sellers at once and pays by Alipay") as step:
        sold = cast.of_several_sellers()
        order = cast.place([{"sku_id": sku["id"], "quantity": 1} for sku in sold])
        step.check("there is one order for each seller", len(order["orders"]), 2)
        parts = [cast.shown({"id": part})["payable"]["amount"] for part in order["orders"]]
        step.check("their prices sum to what Bo pays", sum(parts), order["payable"]["amount"])
        attempt = cast.attempt(order, "alipay", "page")
        _say(cast, "alipay", "pay", {"order": attempt["client_payload"]["pay_url"]})
        _paid(story, step, cast, order)
        states = [cast.shown({"id": part})["status"] for part in order["orders"]]
        step.check("both of its orders are", states, ["paid", "paid"])


def _wechat(story: Story, cast: Cast) -> None:
    with story.step(
        "Bo orders again and pays by WeChat Pay, which first tries whether wrong signatures are noticed"
    ) as step:
        order = cast.place([{"sku_id": cast.of_several_sellers()[0]["id"], "quantity": 1}])
        attempt = cast.attempt(order, "wechat", "native")
        step.check("the code to scan is there", attempt["client_payload"]["code_url"].startswith("weixin://"))
        _say(cast, "wechat", "pay", {"out_trade_no": attempt["id"]})
        _paid(story, step, cast, order)


def _from_the_wallet(story: Story, cast: Cast) -> None:
    with story.step("Bo puts ¥20.00 into the wallet, which then gives a part of the next price") as step:
        wish = {"amount": {"amount": 2_000, "currency": "CNY"}}
        recharge = cast.buyer.call("POST", "/v1/wallets/recharges", wish)
        cast.bank.pay(cast.attempt(recharge))
        story.quiet_until(lambda: cast.wallet(cast.buyer)["available"] == 2_000)
        step.check("it is there", cast.wallet(cast.buyer)["available"], 2_000)
        order = cast.place([{"sku_id": cast.of_several_sellers()[0]["id"], "quantity": 1}])
        attempt = cast.attempt(order, tenders=[{"type": "wallet", "amount": 1_500}])
        step.check("¥15.00 of it is held", cast.wallet(cast.buyer)["available"], 500)
        cast.bank.pay(attempt)
        _paid(story, step, cast, order)
        step.check("and given", cast.wallet(cast.buyer)["balance"], 500)


def _paid(story: Story, step: Step, cast: Cast, order: dict[str, Any]) -> None:
    story.quiet_until(lambda: cast.shown(order)["pay_status"] == "paid")
    step.check("the order is paid", cast.shown(order)["status"], "paid")


def _say(cast: Cast, channel: str, what: str, body: dict[str, Any]) -> None:
    """What a buyer does at a channel, by the console of its simulator."""
    url = f"{cast.stack.channels[channel]['url']}/_sim/{what}"
    httpx.post(url, json=body, timeout=40, trust_env=False).raise_for_status()
