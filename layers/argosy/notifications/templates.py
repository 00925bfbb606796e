"""What a notification says, in English and Chinese. Pure."""

from collections.abc import Mapping

from argosy.notifications.after_sale_templates import AFTER_SALES
from argosy.notifications.words import Words

TEMPLATES: dict[str, dict[str, Words]] = {
    "post_commented": {
        "en": Words("New comment", "{author} commented on “{subject}”: {excerpt}"),
        "zh": Words("新评论", "{author} 评论了《{subject}》：{excerpt}"),
    },
    "product_commented": {
        "en": Words("New comment", "{author} commented on your product “{subject}”: {excerpt}"),
        "zh": Words("新评论", "{author} 评论了您的商品《{subject}》：{excerpt}"),
    },
    "comment_answered": {
        "en": Words("New reply", "{author} replied to you under “{subject}”: {excerpt}"),
        "zh": Words("新回复", "{author} 在《{subject}》下回复了您：{excerpt}"),
    },
    "post_published": {
        "en": Words("Your post is public", "“{subject}” has been published."),
        "zh": Words("文章已发布", "《{subject}》已发布。"),
    },
    "post_rejected": {
        "en": Words("Your post was sent back", "“{subject}” was not published: {reason}"),
        "zh": Words("文章未通过审核", "《{subject}》未能发布：{reason}"),
    },
    "product_published": {
        "en": Words("Your product is public", "“{subject}” is on sale."),
        "zh": Words("商品已上架", "《{subject}》已上架。"),
    },
    "product_rejected": {
        "en": Words("Your product was sent back", "“{subject}” was not published: {reason}"),
        "zh": Words("商品未通过审核", "《{subject}》未能上架：{reason}"),
    },
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
    "dispute_opened": {
        "en": Words(
            "A payment is disputed", "The buyer's bank wants {amount} back. Send what shows that it was right."
        ),
        "zh": Words("支付争议", "买家银行要求退回 {amount}，请提交相关证据。"),
    },
    "dispute_unanswered": {
        "en": Words("A dispute waits for you", "Nobody has answered the dispute over {amount}. You can until {until}."),
        "zh": Words("争议待回复", "{amount} 的支付争议尚未回复，截止时间 {until}。"),
    },
    "dispute_won": {
        "en": Words("You won a dispute", "The bank has decided for you: {amount} is yours again."),
        "zh": Words("争议胜诉", "银行裁定您胜诉，{amount} 已退回。"),
    },
    "dispute_lost": {
        "en": Words("You lost a dispute", "The bank has decided for the buyer, who keeps {amount}."),
        "zh": Words("争议败诉", "银行裁定买家胜诉，{amount} 归买家所有。"),
    },
    "transfer_received": {
        "en": Words("You got money", "{amount} was sent to your wallet."),
        "zh": Words("收到转账", "您的钱包收到 {amount}。"),
    },
    "statement_ready": {
        "en": Words("Settlement ready", "Your statement for {period} is ready; it closes with {amount}."),
        "zh": Words("结算单已生成", "您 {period} 的结算单已生成，期末余额 {amount}。"),
    },
    "payout_paid": {
        "en": Words("Paid out", "The bank has paid {amount} to your account."),
        "zh": Words("提现已到账", "银行已向您的账户支付 {amount}。"),
    },
    "payout_held": {
        "en": Words("Your payout has to wait", "Your payout of {amount} waits; it says why, and what to do."),
        "zh": Words("提现等待中", "您的 {amount} 提现暂缓，请查看原因及所需操作。"),
    },
    "payout_failed": {
        "en": Words("Your payout failed", "{amount} could not be paid out and is available to you again."),
        "zh": Words("提现失败", "{amount} 未能提现，款项已退回您的余额。"),
    },
    "payout_returned": {
        "en": Words("Your payout came back", "The bank has returned {amount}; it is available to you again."),
        "zh": Words("提现被退回", "银行退回了 {amount}，款项已退回您的余额。"),
    },
    "payout_rejected": {
        "en": Words("Your payout was rejected", "{amount} is available to you again. The reason: {reason}"),
        "zh": Words("提现被驳回", "{amount} 已退回您的余额。原因：{reason}"),
    },
    **AFTER_SALES,
}


def render(kind: str, language: str, facts: Mapping[str, str]) -> Words:
    """The words of a notification. What people wrote is filled in as it is and never read as a template."""
    words = TEMPLATES[kind][language]
    return Words(words.title, words.text.format_map(facts))


def language_of(locale: str) -> str:
    """`zh` for any Chinese locale, else `en`."""
    return "zh" if locale.startswith("zh") else "en"
