"""The page at /_sim/, where a person sees what was asked for and pays it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from local.channels.wechat.account import WechatObject
from local.channels.wechat.transactions import BANKS

if TYPE_CHECKING:
    from local.channels.wechat.simulator import WechatSimulator

_MOST_SHOWN = 200
_PAGE = """<!doctype html>
<html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>WeChat Pay simulator</title>
<style>
 body {{ font: 15px/1.5 system-ui, sans-serif; color: #191919; background: #ededed; margin: 2rem auto; max-width: 68rem;
        padding: 0 1rem }}
 h1 {{ font-size: 1.3rem; margin: 0 }} p {{ color: #6b6b6b; margin: .2rem 0 1.2rem }}
 table {{ width: 100%; border-collapse: collapse; background: #fff; border-radius: 6px }}
 th, td {{ text-align: left; padding: .5rem .8rem; border-top: 1px solid #e5e5e5; vertical-align: top }}
 th {{ font-weight: 600; border-top: 0 }} td.amount {{ text-align: right; white-space: nowrap }}
 code {{ font-size: .85em }} small {{ color: #6b6b6b; display: block }} tr:target {{ background: #f0fbf3 }}
 select, button {{ font: inherit; padding: .15rem .5rem }} button {{ background: #07c160; color: #fff; border: 0 }}
 #said {{ color: #fa5151; min-height: 1.5em }}
</style>
<h1>WeChat Pay simulator</h1>
<p>No money moves here. Also: <a href="/_sim/events">notifications</a>, <a href="/_sim/books">books</a>,
 <a href="/_sim/faults">faults</a>, <a href="/_sim/discrepancies">discrepancies</a>.</p>
<div id="said" role="status"></div>
<table><thead><tr><th>Created<th>Order<th>Amount<th>Status<th>Buyer</thead><tbody>{rows}</tbody></table>
<script>
document.addEventListener("click", async ({{target: {{dataset: {{pay}}}}}}) => {{
  if (!pay) return;
  const body = JSON.stringify({{out_trade_no: pay, bank: document.getElementById("b-" + pay).value}});
  const answer = await fetch("/_sim/pay", {{method: "POST", body}});
  if (answer.ok) location.reload();
  else document.getElementById("said").textContent = (await answer.json()).message;
}});
</script>
"""


def render(simulator: WechatSimulator) -> str:
    with simulator.account.lock:
        newest = list(simulator.account.transactions.values())[::-1][:_MOST_SHOWN]
        rows = [_row(transaction) for transaction in newest]
    return _PAGE.format(rows="".join(rows) or "<tr><td colspan=5>Nothing to pay yet.")


def _row(transaction: WechatObject) -> str:
    number = escape(transaction["out_trade_no"])
    about = f"{transaction['trade_type']} {escape(transaction['description'])}"
    amount = f"¥{transaction['amount']['total'] / 100:,.2f}"
    cells = f"<td>{transaction['created']}<td><code>{number}</code><small>{about}</small><td class=amount>{amount}"
    return f'<tr id="{number}">{cells}<td>{transaction["trade_state_desc"]}<td>{_controls(transaction, number)}'


def _controls(transaction: WechatObject, number: str) -> str:
    if transaction["trade_state"] != "NOTPAY":
        return ""
    options = "".join(f"<option>{bank}" for bank in BANKS)
    return f'<select id="b-{number}" aria-label="Bank">{options}</select> <button data-pay="{number}">Pay</button>'
