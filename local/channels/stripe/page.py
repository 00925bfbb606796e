"""The page at /_sim/, where a person sees what was asked for and pays it."""

from __future__ import annotations

from html import escape
from time import gmtime, strftime
from typing import TYPE_CHECKING

from local.channels.amounts import spell
from local.channels.page import document, table
from local.channels.stripe.account import Account, StripeObject
from local.channels.stripe.payment_methods import BEHAVIOURS

if TYPE_CHECKING:
    from local.channels.stripe.simulator import StripeSimulator

_MOST_SHOWN = 200
_PAYABLE = ("requires_payment_method", "requires_confirmation")
_HEADS = ("Created (UTC)", "Payment intent", "Amount", "Status", "As its buyer")
_LINKS = ("events", "books", "faults", "webhooks")
_SCRIPT = """
document.addEventListener("click", ({target: {dataset: {act, intent}}}) => {
  const method = document.getElementById("m-" + intent);
  if (act === "pay") send("/_sim/pay", {payment_intent: intent, payment_method: method.value});
  else if (act) send(`/_sim/payment_intents/${intent}/action`, {outcome: act});
});
"""


def render(simulator: StripeSimulator) -> str:
    with simulator.account.lock:
        rows = [_row(simulator.account, intent) for intent in simulator.account.all("payment_intent")[:_MOST_SHOWN]]
    return document("Stripe simulator", table(_HEADS, rows, "Nothing to pay yet."), _SCRIPT, _LINKS)


def _row(account: Account, intent: StripeObject) -> str:
    told = " ".join(f"{key}={value}" for key, value in intent["metadata"].items())
    error = intent["last_payment_error"]
    cells = (
        strftime("%Y-%m-%d %H:%M:%S", gmtime(intent["created"])),
        f"<code>{intent['id']}</code><small>{escape(told)}</small>",
        f"{spell(intent['amount'], intent['currency'])}{_gone(account, intent)}",
        f"{intent['status']}<small>{escape(error['message']) if error else ''}</small>",
        _controls(intent),
    )
    created, name, amount, status, buyer = cells
    return (
        f'<tr id="{intent["id"]}"><td class="at">{created}<td>{name}<td class="amount">{amount}<td>{status}<td>{buyer}'
    )


def _gone(account: Account, intent: StripeObject) -> str:
    """What went back to the buyer, and what the buyer's bank took."""
    told = [
        f"<small>{spell(each['amount'], each['currency'])} {word}: {escape(each['status'])}</small>"
        for kind, word in (("refund", "back"), ("dispute", "disputed"))
        for each in reversed(account.all(kind))
        if each["payment_intent"] == intent["id"]
    ]
    return "".join(told)


def _controls(intent: StripeObject) -> str:
    def button(act: str, label: str) -> str:
        return f'<button data-act="{act}" data-intent="{intent["id"]}">{label}</button>'

    if intent["status"] in _PAYABLE:
        options = "".join(f"<option>{name}" for name in BEHAVIOURS)
        return f'<select id="m-{intent["id"]}" aria-label="Payment method">{options}</select> {button("pay", "Pay")}'
    if intent["status"] in ("requires_action", "processing"):
        return f"{button('succeed', 'Let it succeed')} {button('fail', 'Let it fail')}"
    return ""
