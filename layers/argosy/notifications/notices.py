"""Which fact concerns whom. Pure: a fact, who caused it and its id give what is to be said to each."""

from functools import singledispatch

from argosy.kernel.outbox import Event
from argosy.notifications import after_sale_notices
from argosy.notifications.notification import Notice, short
from events.after_sales import AboutAfterSale
from events.catalogue import ProductPublished, ProductRejected
from events.content import PostPublished, PostRejected
from events.disputes import AboutDispute, DisputeLost, DisputeOpened, DisputeUnanswered, DisputeWon
from events.ledger import TransferMade
from events.orders import OrderClosed, OrderPaid, OrderRepriced
from events.payouts import AboutPayout, PayoutFailed, PayoutHeld, PayoutPaid, PayoutRejected, PayoutReturned
from events.settlement import StatementReady
from events.social import Commented


@singledispatch
def of(event: Event, actor: str, event_id: str) -> list[Notice]:
    """What is to be said; nothing about what somebody did themselves."""
    if isinstance(event, AboutAfterSale):
        return after_sale_notices.of(event, event.name, event_id)
    raise TypeError(f"{event.name} concerns nobody")


@of.register
def _(event: Commented, actor: str, event_id: str) -> list[Notice]:
    said = {"author": event.author_name, "subject": event.subject_title, "excerpt": event.excerpt}
    to = {event.subject_owner_id: f"{event.subject_kind}_commented"}
    if event.reply_to_author_id:
        to[event.reply_to_author_id] = "comment_answered"
    return [
        Notice(user_id, template, "comment", event.comment_id, event.comment_id, said)
        for user_id, template in to.items()
        if user_id != event.author_id
    ]


@of.register
def _(event: PostPublished, actor: str, event_id: str) -> list[Notice]:
    return _published(
        Notice(event.author_id, "post_published", "post", event.post_id, event_id, {"subject": event.title}), actor
    )


@of.register
def _(event: ProductPublished, actor: str, event_id: str) -> list[Notice]:
    return _published(
        Notice(event.seller_id, "product_published", "product", event.product_id, event_id, {"subject": event.title}),
        actor,
    )


@of.register
def _(event: PostRejected, actor: str, event_id: str) -> list[Notice]:
    said = {"subject": event.title, "reason": short(event.reason)}
    return [Notice(event.author_id, "post_rejected", "post", event.post_id, event_id, said)]


@of.register
def _(event: ProductRejected, actor: str, event_id: str) -> list[Notice]:
    said = {"subject": event.title, "reason": short(event.reason)}
    return [Notice(event.seller_id, "product_rejected", "product", event.product_id, event_id, said)]


@of.register
def _(event: OrderPaid, actor: str, event_id: str) -> list[Notice]:
    order = ("order", event.order_id, event.order_id)
    bought = {"amount": str(event.payable), "subject": _titles(event)}
    buyer = Notice(event.buyer_id, "order_paid", *order, bought)
    return [buyer] + [
        Notice(seller, "order_sold", "order", sold, sold, {"subject": _titles(event, seller)})
        for seller, sold in event.orders.items()
    ]


@of.register
def _(event: OrderClosed, actor: str, event_id: str) -> list[Notice]:
    return [Notice(event.buyer_id, f"order_closed_{event.reason}", "order", event.order_id, event.order_id)]


@of.register
def _(event: OrderRepriced, actor: str, event_id: str) -> list[Notice]:
    said = {"amount": str(event.payable), "reason": short(event.reason)}
    return [Notice(event.buyer_id, "order_repriced", "order", event.head_id, event_id, said)]


@of.register
def _(event: TransferMade, actor: str, event_id: str) -> list[Notice]:
    said = {"amount": str(event.amount)}
    return [Notice(event.receiver_id, "transfer_received", "transfer", event.transfer_id, event.transfer_id, said)]


@of.register
def _(event: StatementReady, actor: str, event_id: str) -> list[Notice]:
    said = {"period": event.period, "amount": str(event.closing)}
    return [Notice(event.party_id, "statement_ready", "settlement", event.statement_id, event.statement_id, said)]


@of.register
def _(event: PayoutPaid, actor: str, event_id: str) -> list[Notice]:
    return [_payout(event, "payout_paid", event_id)]


@of.register
def _(event: PayoutHeld, actor: str, event_id: str) -> list[Notice]:
    return [_payout(event, "payout_held", event_id)]


@of.register
def _(event: PayoutFailed, actor: str, event_id: str) -> list[Notice]:
    return [_payout(event, "payout_failed", event_id)]


@of.register
def _(event: PayoutReturned, actor: str, event_id: str) -> list[Notice]:
    return [_payout(event, "payout_returned", event_id)]


@of.register
def _(event: PayoutRejected, actor: str, event_id: str) -> list[Notice]:
    return [_payout(event, "payout_rejected", event_id, reason=short(event.reason))]


@of.register
def _(event: DisputeOpened, actor: str, event_id: str) -> list[Notice]:
    return _dispute(event, "dispute_opened")


@of.register
def _(event: DisputeUnanswered, actor: str, event_id: str) -> list[Notice]:
    return _dispute(event, "dispute_unanswered", until=f"{event.respond_by:%Y-%m-%d %H:%M} UTC")


@of.register
def _(event: DisputeWon, actor: str, event_id: str) -> list[Notice]:
    return _dispute(event, "dispute_won")


@of.register
def _(event: DisputeLost, actor: str, event_id: str) -> list[Notice]:
    return _dispute(event, "dispute_lost")


def _dispute(event: AboutDispute, template: str, **said: str) -> list[Notice]:
    """For each who sold a part of what was paid."""
    about = ("dispute", event.dispute_id, event.dispute_id)
    return [Notice(seller, template, *about, {"amount": str(event.amount), **said}) for seller in event.seller_ids]


def _payout(event: AboutPayout, template: str, event_id: str, **said: str) -> Notice:
    """By the fact's own id: a payout that is tried again may be paid, held or returned again."""
    return Notice(event.owner_id, template, "payout", event.payout_id, event_id, {"amount": str(event.amount), **said})


def _published(notice: Notice, actor: str) -> list[Notice]:
    """Who published by their own hand has just seen it; a reviewer or a schedule is news."""
    return [] if actor == notice.user_id else [notice]


def _titles(event: OrderPaid, seller_id: str | None = None) -> str:
    return short(", ".join(line.title for line in event.lines if seller_id in (None, line.seller_id)))
