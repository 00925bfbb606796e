"""The page at /_sim/, where a person sees what was sent and says what becomes of it."""

from __future__ import annotations

from html import escape
from time import gmtime, strftime
from typing import TYPE_CHECKING

from local.channels.amounts import spell
from local.channels.bank.desk import MOVES, Object
from local.channels.page import document, table

if TYPE_CHECKING:
    from local.channels.bank.simulator import BankSimulator

_MOST_SHOWN = 200
_HEADS = ("Taken (UTC)", "Transfer", "Holder", "Amount", "Status", "Bank")
_LEAD = """Accounts that end in 0001 have no known name (a deposit is sent), 0002 have another holder, 0003 are
 unknown; payouts to 0011 are refused, to 0012 fail, to 0013 come back, to 0014 stay on their way. """
_SCRIPT = """
document.addEventListener("click", ({target: {dataset: {status, transfer}}}) => {
  if (status) send(`/_sim/transfers/${transfer}/settle`, {status});
});
"""


def render(simulator: BankSimulator) -> str:
    rows = [_row(transfer) for transfer in simulator.transfers[: -_MOST_SHOWN - 1 : -1]]
    return document("Bank simulator", table(_HEADS, rows, "Nothing was sent yet."), _SCRIPT, lead=_LEAD)


def _row(transfer: Object) -> str:
    reference, holder = escape(str(transfer["reference"])), escape(str(transfer["holder_name"]))
    why = f"<small>{escape(transfer['failure'])}</small>" if transfer["failure"] else ""
    buttons = "".join(
        f'<button data-status="{status}" data-transfer="{reference}">{status}</button> '
        for status in MOVES[transfer["status"]]
    )
    return (
        f'<tr><td class="at">{strftime("%Y-%m-%d %H:%M:%S", gmtime(transfer["created"]))}<td><code>{reference}</code>'
        f"<td>{holder}<small>…{escape(transfer['account_last4'])}</small>"
        f'<td class="amount">{spell(transfer["amount"], str(transfer["currency"]))}'
        f"<td>{transfer['status']}{why}<td>{buttons}"
    )
