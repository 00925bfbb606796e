"""The page at /_sim/, where a person sees what was asked for and pays it."""

from __future__ import annotations

from html import escape
from time import gmtime, strftime
from typing import TYPE_CHECKING

from local.channels.stripe import money
from local.channels.stripe.account import StripeObject
from local.channels.stripe.payment_methods import BEHAVIOURS

if TYPE_CHECKING:
    from local.channels.stripe.simulator import StripeSimulator

_MOST_SHOWN = 200
_PAYABLE = ("requires_payment_method", "requires_confirmation")
_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Stripe simulator</title>
<style>
 body {{ font: 15px/1.5 system-ui, sans-serif; color: #1a1f36; background: #f6f8fa; margin: 2rem auto; max-width: 68rem;
        padding: 0 1rem }}
 h1 {{ font-size: 1.3rem; margin: 0 }} p {{ color: #4f566b; margin: .2rem 0 1.2rem }}
 table {{ width: 100%; border-collapse: collapse; background: #fff; border: 1px solid #e3e8ee; border-radius: 6px }}
 th, td {{ text-align: left; padding: .5rem .8rem; border-top: 1px solid #e3e8ee; vertical-align: top }}
 th {{ font-weight: 600; border-top: 0 }} td.amount {{ text-align: right; white-space: nowrap }}
 code {{ font-size: .85em }} small {{ color: #4f566b; display: block }} tr:target {{ background: #fffbe6 }}
 select, button {{ font: inherit; padding: .15rem .5rem; max-width: 15rem }}
 #said {{ color: #a41c4e; min-height: 1.5em }}
</style>
<h1>Stripe simulator</h1>
<p>No money moves here. Also: <a href="/_sim/events">events</a>, <a href="/_sim/books">books</a>,
 <a href="/_sim/faults">faults</a>, <a href="/_sim/webhooks">webhook</a>.</p>
<div id="said" role="status"></div>
<table><thead><tr><th>Created (UTC)<th>Payment intent<th>Amount<th>Status<th>Buyer</thead><tbody>{rows}</tbody></table>
<script>
async function send(path, body) {{
  const answer = await fetch(path, {{method: "POST", body: JSON.stringify(body)}});
  const said = await answer.json();
  if (answer.ok || answer.status === 402) location.reload();
  else document.getElementById("said").textContent = said.error.message;
}}
document.addEventListener("click", ({{target: {{dataset: {{act, intent}}}}}}) => {{
  const method = document.getElementById("m-" + intent);
  if (act === "pay") send("/_sim/pay", {{payment_intent: intent, payment_method: method.value}});
  else if (act) send(`/_sim/payment_intents/${{intent}}/action`, {{outcome: act}});
}});
</script>
"""


def render(simulator: StripeSimulator) -> str:
    with simulator.account.lock:
        rows = [_row(intent) for intent in simulator.account.all("payment_intent")[:_MOST_SHOWN]]
    return _PAGE.format(rows="".join(rows) or "<tr><td colspan=5>Nothing to pay yet.")


def _row(intent: StripeObject) -> str:
    told = " ".join(f"{key}={value}" for key, value in intent["metadata"].items())
    error = intent["last_payment_error"]
    cells = (
        strftime("%Y-%m-%d %H:%M:%S", gmtime(intent["created"])),
        f"<code>{intent['id']}</code><small>{escape(told)}</small>",
        f"{money.spell(intent['amount'], intent['currency'])} {escape(intent['currency'].upper())}",
        f"{intent['status']}<small>{escape(error['message']) if error else ''}</small>",
        _controls(intent),
    )
    created, name, amount, status, buyer = cells
    return f'<tr id="{intent["id"]}"><td>{created}<td>{name}<td class="amount">{amount}<td>{status}<td>{buyer}'


def _controls(intent: StripeObject) -> str:
    def button(act: str, label: str) -> str:
        return f'<button data-act="{act}" data-intent="{intent["id"]}">{label}</button>'

    if intent["status"] in _PAYABLE:
        options = "".join(f"<option>{name}" for name in BEHAVIOURS)
        return f'<select id="m-{intent["id"]}" aria-label="Payment method">{options}</select> {button("pay", "Pay")}'
    if intent["status"] in ("requires_action", "processing"):
        return f"{button('succeed', 'Let it succeed')} {button('fail', 'Let it fail')}"
    return ""
