"""The page at /_sim/, where a person sees what was sent and says what becomes of it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from local.channels.bank.desk import MOVES, Object

if TYPE_CHECKING:
    from local.channels.bank.simulator import BankSimulator

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Bank simulator</title>
<style>
 body {{ font: 15px/1.5 system-ui, sans-serif; color: #1a1f36; background: #f6f8fa; margin: 2rem auto; max-width: 68rem;
        padding: 0 1rem }}
 table {{ width: 100%; border-collapse: collapse; background: #fff }} th, td {{ text-align: left; padding: .5rem .8rem }}
 #said {{ color: #a41c4e; min-height: 1.5em }}
</style>
<h1>Bank simulator</h1>
<p>No money moves here. Accounts that end in 0001 have no known name (a deposit is sent), 0002 have another holder, 0003 are
 unknown; payouts to 0011 are refused, to 0012 fail, to 0013 come back, to 0014 stay on their way.
 Also: <a href="/_sim/events">notifications</a>, <a href="/_sim/books">books</a>, <a href="/_sim/faults">faults</a>.</p>
<div id="said" role="status"></div>
<table><thead><tr><th>Number<th>Holder<th>Account<th>Amount<th>Status<th></thead><tbody>{rows}</tbody></table>
<script>
document.addEventListener("click", async ({{target: {{dataset: {{status, transfer}}}}}}) => {{
  if (!status) return;
  const answer = await fetch(`/_sim/transfers/${{transfer}}/settle`, {{method: "POST", body: JSON.stringify({{status}})}});
  if (answer.ok) location.reload();
  else document.getElementById("said").textContent = (await answer.json()).error.message;
}});
</script>
"""


def render(simulator: BankSimulator) -> str:
    rows = "".join(_row(transfer) for transfer in reversed(simulator.transfers))
    return _PAGE.format(rows=rows or "<tr><td colspan=6>Nothing was sent yet.")


def _row(transfer: Object) -> str:
    amount = f"{transfer['amount']} {escape(str(transfer['currency']))}"
    cells = (
        transfer["reference"],
        transfer["holder_name"],
        f"…{transfer['account_last4']}",
        amount,
        transfer["status"],
    )
    buttons = "".join(
        f'<button data-status="{status}" data-transfer="{escape(transfer["reference"])}">{status}</button> '
        for status in MOVES[transfer["status"]]
    )
    return "<tr>" + "".join(f"<td>{escape(str(cell))}" for cell in cells) + f"<td>{buttons}"
