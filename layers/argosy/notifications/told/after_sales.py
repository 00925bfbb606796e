"""Which side hears of what in an after-sale case."""

from typing import Any

from argosy.notifications.notice import Notice, short
from argosy.notifications.telling import Telling, Templates
from argosy.notifications.words import Words
from events.after_sales import (
    AboutAfterSale,
    AfterSaleAgreed,
    AfterSaleApplied,
    AfterSaleCancelled,
    AfterSaleDone,
    AfterSaleEscalated,
    AfterSaleExpired,
    AfterSaleObjected,
    AfterSaleRejected,
    AfterSaleReshipped,
    AfterSaleRuled,
    AfterSaleShippedBack,
)

WORDS: Templates = {
    "after_sale_applied": {
        "en": Words("A buyer asks for something back", "“{subject}”: {reason}"),
        "zh": Words("买家申请售后", "“{subject}”：{reason}"),
    },
    "after_sale_agreed": {
        "en": Words("Your request is accepted", "The seller agrees about “{subject}”."),
        "zh": Words("售后申请已同意", "商家已同意您关于“{subject}”的售后申请。"),
    },
    "after_sale_rejected": {
        "en": Words("Your request was rejected", "The seller rejects it for “{subject}”: {reason}"),
        "zh": Words("售后申请被拒绝", "商家拒绝了“{subject}”的售后申请：{reason}"),
    },
    "after_sale_cancelled": {
        "en": Words("A request was withdrawn", "The buyer asks for nothing any more: “{subject}”."),
        "zh": Words("售后申请已撤销", "买家已撤销“{subject}”的售后申请。"),
    },
    "after_sale_shipped_back": {
        "en": Words("A return is on its way", "The buyer has sent “{subject}” back."),
        "zh": Words("退货已寄出", "买家已寄回“{subject}”。"),
    },
    "after_sale_objected": {
        "en": Words("The seller objects", "To what came back of “{subject}”: {reason}"),
        "zh": Words("商家对退货有异议", "“{subject}”：{reason}"),
    },
    "after_sale_reshipped": {
        "en": Words("A parcel is on its way to you", "The seller has sent “{subject}”."),
        "zh": Words("商家已发货", "商家已寄出“{subject}”。"),
    },
    "after_sale_escalated": {
        "en": Words("Our staff looks at your case", "Tell us about “{subject}” within three days."),
        "zh": Words("平台已介入", "请在三天内就“{subject}”提交举证。"),
    },
    "after_sale_ruled_buyer": {
        "en": Words("Decided for the buyer", "“{subject}”: {reason}"),
        "zh": Words("裁决支持买家", "“{subject}”：{reason}"),
    },
    "after_sale_ruled_seller": {
        "en": Words("Decided for the seller", "“{subject}”: {reason}"),
        "zh": Words("裁决支持商家", "“{subject}”：{reason}"),
    },
    "after_sale_ruled_split": {
        "en": Words("Decided between you", "“{subject}”: {reason}"),
        "zh": Words("裁决部分退款", "“{subject}”：{reason}"),
    },
    "after_sale_expired": {
        "en": Words("A request has expired", "Nothing was done in time about “{subject}”."),
        "zh": Words("售后申请已关闭", "“{subject}”的售后申请超时未处理，已关闭。"),
    },
    "after_sale_done": {
        "en": Words("Your money is back", "{amount} for “{subject}”."),
        "zh": Words("售后退款成功", "“{subject}”已退款 {amount}。"),
    },
}
told = Telling(WORDS)
BUYER, SELLER, BOTH = ("buyer",), ("seller",), ("buyer", "seller")
TO: dict[type[Any], tuple[str, ...]] = {
    AfterSaleApplied: SELLER,
    AfterSaleAgreed: BUYER,
    AfterSaleRejected: BUYER,
    AfterSaleCancelled: SELLER,
    AfterSaleShippedBack: SELLER,
    AfterSaleObjected: BUYER,
    AfterSaleReshipped: BUYER,
    AfterSaleEscalated: BOTH,
    AfterSaleRuled: BOTH,
    AfterSaleExpired: BOTH,
    AfterSaleDone: BUYER,
}
"""Whom a fact concerns, unless they brought it about."""
TEMPLATE: dict[type[Any], str] = {fact: fact.name.replace(".", "_") for fact in TO}


@told.by(*TO)
def moved(event: AboutAfterSale, actor: str, event_id: str) -> list[Notice]:
    """By the fact's own id: a case may be escalated again. That a parcel ended it was told when the parcel left."""
    if isinstance(event, AfterSaleDone) and not event.refund.amount:
        return []
    template = TEMPLATE[type(event)] + (f"_{event.ruling}" if isinstance(event, AfterSaleRuled) else "")
    said = {"subject": short(event.title), "reason": short(event.text), "amount": str(event.refund)}
    people = {"buyer": event.buyer_id, "seller": event.seller_id}
    return [
        Notice(people[side], template, "after_sale", event.after_sale_id, event_id, said)
        for side in TO[type(event)]
        if side != event.by
    ]
