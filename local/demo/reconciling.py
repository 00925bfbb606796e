"""Chapter eight: a day's bill of Alipay with one of everything that can differ, until finance signs it."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

import httpx

from local.clock import move
from local.demo.cast import Cast
from local.demo.story import Step, Story

CHINA = timezone(timedelta(hours=8))
GIVEN_BACK, OTHER, FOREIGN = 1_000, 100, 4_200
SILENT = ("alipay.trade.query", "alipay.trade.close", "alipay.trade.fastpay.refund.query")


def play(story: Story, cast: Cast) -> None:
    story.chapter("Reconciliation")
    _until(cast, 1, 9, 0)
    day = cast.now().astimezone(CHINA).date()
    attempts = _trade(story, cast, day)
    _first_morning(story, cast, day)
    _second_morning(story, cast, day, attempts["long"])
    _sign(story, cast, day)


def _trade(story: Story, cast: Cast, day: date) -> dict[str, dict[str, Any]]:
    with story.step(
        "Bo buys five times by Alipay, which loses two of its words; its bill will be wrong about three"
    ) as step:
        attempts = {name: _pay(story, cast) for name in ("matched", "long", "amount_diff", "status_diff")}
        for operation in SILENT:
            _fault(cast, "http_500", operation)
        _fault(cast, "answer_lost", "alipay.trade.refund", times=1)
        _fault(cast, "webhook_lost", "*")
        wish = {"lines": [{"line_no": 1, "amount": GIVEN_BACK}], "reason": "a dent"}
        refund = cast.admin.call("POST", f"/v1/orders/{attempts['status_diff']['order_id']}/refunds", wish)
        attempts["short"] = _pay(story, cast, heard=False)
        _spoil(cast, day, "missing", attempts["long"]["id"])
        _spoil(
            cast,
            day,
            "other_amount",
            attempts["amount_diff"]["id"],
            attempts["amount_diff"]["amount"]["amount"] - OTHER,
        )
        _spoil(cast, day, "extra", f"not-ours-{cast.run}", FOREIGN)
        step.check("one refund has no answer", _refund(cast, refund)["status"], "processing")
        step.check(
            "one payment is not known", cast.shown({"id": attempts["short"]["order_id"]})["pay_status"], "unpaid"
        )
    return attempts


def _first_morning(story: Story, cast: Cast, day: date) -> None:
    with story.step("The next morning the bill is there, and is held against the books") as step:
        _until(cast, 1, 10, 30)
        counts = {each["class"]: each["items"] for each in _day(cast, day)["classes"]}
        step.check(
            "each class has its item",
            set(counts),
            {"matched", "short", "long", "amount_diff", "status_diff", "unknown"},
        )
        step.check("the lost payment is made up for", _item(cast, day, "short")["status"], "auto_fixed")
        step.check("what no bill has waits for the next", _item(cast, day, "long")["status"], "new")
        step.check("what is not ours is in suspense", _item(cast, day, "unknown")["booked"]["amount"] > 0)
        refused = cast.finance.ask("POST", f"{_path(day)}/sign")
        step.check("nobody can sign that", refused.status_code, 409)


def _second_morning(story: Story, cast: Cast, day: date, attempt: dict[str, Any]) -> None:
    with story.step("A morning later Alipay's next bill has the payment that was missing") as step:
        httpx.delete(f"{_console(cast)}/faults", timeout=40, trust_env=False).raise_for_status()
        _spoil(cast, day + timedelta(days=1), "extra", attempt["id"], attempt["amount"]["amount"])
        _until(cast, 1, 10, 30)
        step.check("it was there all along", _item(cast, day, "long")["status"], "auto_fixed")
        step.check("so was the refund", _item(cast, day, "status_diff")["status"], "auto_fixed")


def _sign(story: Story, cast: Cast, day: date) -> None:
    with story.step("Fay explains the rest and signs every day up to then") as step:
        unknown, other = _item(cast, day, "unknown"), _item(cast, day, "amount_diff")
        moves = (
            (unknown, f"suspense:recon:{unknown['id']}", "platform:adjustment", FOREIGN),
            (other, "platform:adjustment", "world:alipay", OTHER),
        )
        for item, source, destination, amount in moves:
            journal = {"source": source, "destination": destination, "amount": amount}
            wish = {"note": "Alipay's desk has confirmed it", "journal": journal}
            done = cast.finance.call("POST", f"{_path(day)}/items/{item['id']}/resolve", wish)
            step.check(f"{item['class']} is resolved", done["status"], "resolved")
        _sign_until(step, cast, day)


def _sign_until(step: Step, cast: Cast, day: date) -> None:
    """From the first day on: only days without a gap are proved."""
    first = day
    while cast.finance.ask("GET", _path(first - timedelta(days=1))).status_code == 200:
        first -= timedelta(days=1)
    for number in range((day - first).days + 1):
        open_one = first + timedelta(days=number)
        if _day(cast, open_one)["status"] != "signed":
            signed = cast.finance.call("POST", f"{_path(open_one)}/sign")
            step.check(f"{open_one} is signed", signed["status"], "signed")


def _pay(story: Story, cast: Cast, *, heard: bool = True) -> dict[str, Any]:
    order = cast.place([{"sku_id": cast.of_several_sellers()[0]["id"], "quantity": 1}])
    attempt = cast.attempt(order, "alipay", "page")
    _say(cast, "pay", {"order": attempt["client_payload"]["pay_url"]})
    if heard:
        story.quiet_until(lambda: cast.shown(order)["pay_status"] == "paid")
    return {**attempt, "order_id": order["id"], "amount": order["payable"]}


def _until(cast: Cast, days: int, hour: int, minute: int) -> None:
    """Moves on to that time in China, so many days later."""
    now: datetime = cast.now().astimezone(CHINA)
    then = (now + timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)
    move(cast.stack, then - now)


def _path(day: date) -> str:
    return f"/v1/admin/recon/alipay/{day}"


def _day(cast: Cast, day: date) -> dict[str, Any]:
    found: dict[str, Any] = cast.finance.call("GET", _path(day))
    return found


def _item(cast: Cast, day: date, verdict: str) -> dict[str, Any]:
    items: list[dict[str, Any]] = cast.finance.call("GET", f"{_path(day)}/items", **{"class": verdict})["data"]
    return items[0]


def _refund(cast: Cast, refund: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = cast.admin.call("GET", f"/v1/refunds/{refund['id']}")
    return found


def _fault(cast: Cast, kind: str, operation: str, times: int = 999) -> None:
    _say(cast, "faults", {"kind": kind, "operation": operation, "times": times})


def _spoil(cast: Cast, day: date, kind: str, number: str, amount: int = 0) -> None:
    _say(cast, f"bills/{day}/discrepancies", {"kind": kind, "number": number, "amount_minor": amount})


def _say(cast: Cast, what: str, body: dict[str, Any]) -> None:
    httpx.post(f"{_console(cast)}/{what}", json=body, timeout=40, trust_env=False).raise_for_status()


def _console(cast: Cast) -> str:
    return f"{cast.stack.channels['alipay']['url']}/_sim"
