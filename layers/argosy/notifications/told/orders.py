"""Who hears of an order: its buyer, and each seller of their own part."""

from argosy.notifications.notice import Notice, short
from argosy.notifications.telling import Telling, Templates
from argosy.notifications.words import Words
from events.orders import OrderClosed, OrderPaid, OrderRepriced

WORDS: Templates = {
    "order_paid": {
        "en": Words("Payment received", "Your order of {amount} is paid: {subject}"),
        "zh": Words("支付成功", "您的订单已支付 {amount}：{subject}"),
    },
    "order_sold": {
        "en": Words("You sold something", "Paid and ready for you: {subject}"),
        "zh": Words("您有新订单", "买家已付款：{subject}"),
    },
    "order_closed_timeout": {
        "en": Words("Order closed", "Your order was not paid in time and is closed."),
        "zh": Words("订单已关闭", "您的订单超时未支付，已关闭。"),
    },
    "order_closed_user": {
        "en": Words("Order cancelled", "Your order is cancelled, as you asked."),
        "zh": Words("订单已取消", "您的订单已按您的要求取消。"),
    },
    "order_closed_refunded": {
        "en": Words("Order refunded", "Your order is closed and your money is on its way back."),
        "zh": Words("订单已退款", "您的订单已关闭，款项正在退回。"),
    },
    "order_closed_charged_back": {
        "en": Words("Order closed", "Your bank has given you the payment back, so your order is closed."),
        "zh": Words("订单已关闭", "您的银行已退回该笔付款，订单已关闭。"),
    },
    "order_repriced": {
        "en": Words("Your order has a new price", "It costs {amount} now. The seller says: {reason}"),
        "zh": Words("订单已改价", "订单金额现为 {amount}。商家说明：{reason}"),
    },
}
told = Telling(WORDS)


@told.by(OrderPaid)
def paid(event: OrderPaid, actor: str, event_id: str) -> list[Notice]:
    order = ("order", event.order_id, event.order_id)
    bought = {"amount": str(event.payable), "subject": _titles(event)}
    buyer = Notice(event.buyer_id, "order_paid", *order, bought)
    return [buyer] + [
        Notice(seller, "order_sold", "order", sold, sold, {"subject": _titles(event, seller)})
        for seller, sold in event.orders.items()
    ]


@told.by(OrderClosed)
def closed(event: OrderClosed, actor: str, event_id: str) -> list[Notice]:
    return [Notice(event.buyer_id, f"order_closed_{event.reason}", "order", event.order_id, event.order_id)]


@told.by(OrderRepriced)
def repriced(event: OrderRepriced, actor: str, event_id: str) -> list[Notice]:
    said = {"amount": str(event.payable), "reason": short(event.reason)}
    return [Notice(event.buyer_id, "order_repriced", "order", event.head_id, event_id, said)]


def _titles(event: OrderPaid, seller_id: str | None = None) -> str:
    return short(", ".join(line.title for line in event.lines if seller_id in (None, line.seller_id)))
