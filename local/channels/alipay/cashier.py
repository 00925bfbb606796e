"""The page to which the buyer's browser is sent: what is to be paid, and two buttons."""

from html import escape

from local.channels.alipay import money
from local.channels.alipay.account import Account, Trade
from local.channels.alipay.errors import AlipayError
from local.channels.page import PAYING, document

_WAITING = """<p><button data-act="pay" data-trade="{trade}">Pay ¥{amount}</button>
 <button data-act="refuse" data-trade="{trade}">Refuse</button></p>"""


def render(trade: Trade) -> str:
    waits = trade.status == "WAIT_BUYER_PAY"
    number, until = escape(trade.out_trade_no), Account.spell(trade.expires_at)
    act = _WAITING.format(trade=number, amount=money.spell(trade.total)) if waits else ""
    told = f"<p>{escape(trade.subject)}, <code>{number}</code>, until {until} in Beijing</p>"
    return document("Alipay simulator: cashier", f"{told}<p>{trade.status}</p>{act}", PAYING)


def refused(no: AlipayError) -> str:
    return document("Alipay simulator: cashier", f"<p>{escape(str(no.told['sub_code']))}: {escape(str(no))}</p>", "")
