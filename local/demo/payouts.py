"""Chapter seven: what was earned goes to the bank, and comes back because the account is closed."""

from typing import Any

import httpx

from local.clock import move, parse
from local.demo.cast import Cast
from local.demo.settling import EARNED
from local.demo.story import Story

ASKED = 2_000


def play(story: Story, cast: Cast) -> None:
    story.chapter("Payout")
    with story.step("Sun names a bank account; a day passes, for a new one has to cool off") as step:
        wish = {"holder_name": "Sun", "account_number": "6222020200112233", "bank_code": "ICBKCNBJ", "currency": "CNY"}
        method = cast.seller.call("POST", "/v1/payout-methods", wish)
        step.check("only the last four digits are shown", str(method).count("6222020200112233"), 0)
        move(cast.stack, parse("+25h"))
    with story.step("Sun asks for ¥20.00; nothing speaks against so little, and the bank pays") as step:
        asked: dict[str, Any] = {"amount": {"amount": ASKED, "currency": "CNY"}, "method_id": method["id"]}
        payout = cast.seller.call("POST", "/v1/payouts", asked)
        story.quiet()
        sent = next(one for one in _bank(cast, "GET", "transfers")["data"] if payout["id"] in one["reference"])
        step.check("the bank has it", sent["amount"], ASKED)
        story.quiet_until(lambda: _shown(cast, payout)["status"] == "paid")
        step.check("it is paid", _shown(cast, payout)["status"], "paid")
        step.check("so much less is Sun's", cast.wallet(cast.seller)["balance"], EARNED - ASKED)
    with story.step("Two days later the bank sends it back: the account is closed") as step:
        move(cast.stack, parse("+2d"))
        _bank(cast, "POST", f"transfers/{sent['reference']}/settle", {"status": "returned"})
        story.quiet_until(lambda: _shown(cast, payout)["status"] == "returned")
        step.check("it is returned", _shown(cast, payout)["status"], "returned")
        step.check("and the money is Sun's again", cast.wallet(cast.seller)["available"], EARNED)


def _shown(cast: Cast, payout: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = cast.seller.call("GET", f"/v1/payouts/{payout['id']}")
    return found


def _bank(cast: Cast, verb: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    url = f"{cast.stack.channels['bank']['url']}/_sim/{path}"
    answer = httpx.request(verb, url, json=body, timeout=40, trust_env=False).raise_for_status()
    found: dict[str, Any] = answer.json()
    return found
