"""The rows of a trade bill: payments of the day, and refunds that were begun on it; what happens to those later is not told."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from local.channels.wechat.account import Account, WechatObject
from local.channels.wechat.transactions import shown

COLUMNS = (
    "交易时间", "公众账号ID", "商户号", "特约商户号", "设备号", "微信订单号", "商户订单号", "用户标识", "交易类型", "交易状态",
    "付款银行", "货币种类", "应结订单金额", "代金券金额", "微信退款单号", "商户退款单号", "退款金额", "充值券退款金额",
    "退款类型", "退款状态", "商品名称", "商户数据包", "手续费", "费率", "订单金额", "申请退款金额", "费率备注",
)  # fmt: skip
SUMS = (
    "总交易单数", "应结订单总金额", "退款总金额", "充值券退款总金额", "手续费总金额", "订单总金额", "申请退款总金额",
)  # fmt: skip
RATE = Decimal("0.006")


@dataclass(frozen=True)
class Row:
    """`number` is the merchant's, `reference` WeChat Pay's; of the refund where there is one."""

    at: datetime
    number: str
    reference: str
    amount: int
    transaction: WechatObject | None = None
    refund: WechatObject | None = None

    @property
    def fee(self) -> int:
        """0.6 % to the fen; a refund gives its part back."""
        fee = int((self.amount * RATE).quantize(Decimal(1), ROUND_HALF_UP))
        return -fee if self.refund else fee

    def with_amount(self, amount: int) -> "Row":
        return replace(self, amount=amount)

    def written(self) -> str:
        order = self.transaction or {"appid": "", "mchid": "", "trade_type": "NATIVE", "bank_type": "OTHERS"}
        paid, back = ("0.00", _yuan(self.amount)) if self.refund else (_yuan(self.amount), "0.00")
        cells = (
            self.at.strftime("%Y-%m-%d %H:%M:%S"), order["appid"], order["mchid"], "0", "",
            self.refund["transaction_id"] if self.refund else self.reference,
            self.refund["out_trade_no"] if self.refund else self.number,
            order.get("payer", {}).get("openid", ""), order["trade_type"], "REFUND" if self.refund else "SUCCESS",
            order["bank_type"], "CNY", paid, "0.00",
            self.reference if self.refund else "0", self.number if self.refund else "0", back, "0.00",
            "ORIGINAL" if self.refund else "", self.refund["status"] if self.refund else "",
            order.get("description", "订单, 无"), order.get("attach", ""), f"{_yuan(self.fee)}000", "0.60%", paid, back, "",
        )  # fmt: skip
        return ",".join(f"`{cell}" for cell in cells)


def rows_of(account: Account, day: date) -> list[Row]:
    """In the order of their times."""
    rows = [
        Row(at, number, order["transaction_id"], order["amount"]["total"], _known(order))
        for number, order in account.transactions.items()
        if (at := _on(day, order.get("success_time")))
    ]
    for number, refund in account.refunds.items():
        if at := _on(day, refund["create_time"]):
            order = account.transactions[refund["out_trade_no"]]
            rows.append(Row(at, number, refund["refund_id"], refund["amount"]["refund"], _known(order), refund))
    return sorted(rows, key=lambda row: row.at)


def summed(rows: list[Row]) -> str:
    paid = sum(row.amount for row in rows if not row.refund)
    back = sum(row.amount for row in rows if row.refund)
    fees = f"{_yuan(sum(row.fee for row in rows))}000"
    cells = (str(len(rows)), _yuan(paid), _yuan(back), "0.00", fees, _yuan(paid), _yuan(back))
    return ",".join(f"`{cell}" for cell in cells)


def _known(order: WechatObject) -> WechatObject:
    return {**shown(order), "description": order["description"]}


def _on(day: date, told: str | None) -> datetime | None:
    moment = datetime.fromisoformat(told) if told else None
    return moment if moment and moment.date() == day else None


def _yuan(fen: int) -> str:
    return f"{Decimal(fen) / 100:.2f}"
