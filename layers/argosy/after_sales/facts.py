"""What a case tells: a fact for each entry of its history, and that it is done. Pure."""

from typing import Any

from argosy.after_sales.after_sale import AfterSale, Entry
from argosy.after_sales.status import Action, Status
from argosy.kernel.money import Money
from argosy.kernel.outbox import Event
from events import after_sales as told

TOLD: dict[Action, type[Event]] = {
    Action.APPLY: told.AfterSaleApplied,
    Action.AGREE: told.AfterSaleAgreed,
    Action.REJECT: told.AfterSaleRejected,
    Action.ASK_REFUND: told.AfterSaleRefundAsked,
    Action.CANCEL: told.AfterSaleCancelled,
    Action.SHIP_BACK: told.AfterSaleShippedBack,
    Action.RECEIVE: told.AfterSaleReceived,
    Action.PASS: told.AfterSaleInspected,
    Action.OBJECT: told.AfterSaleObjected,
    Action.RESHIP: told.AfterSaleReshipped,
    Action.ESCALATE: told.AfterSaleEscalated,
    Action.GIVE_EVIDENCE: told.AfterSaleEvidenceGiven,
    Action.CLOSE_EVIDENCE: told.AfterSaleArbitrationBegun,
    Action.RULE_BUYER: told.AfterSaleRuled,
    Action.RULE_SELLER: told.AfterSaleRuled,
    Action.RULE_SPLIT: told.AfterSaleRuled,
    Action.EXPIRE: told.AfterSaleExpired,
}
"""Money that has gone back is told by its refund; the case tells that it is done."""


def of(after: AfterSale, entries: int) -> list[Event]:
    """What was told before had so many entries; here is the rest."""
    new = after.history[entries:]
    facts = [_fact(TOLD[entry.action], after, entry) for entry in new if entry.action in TOLD]
    return facts + ([_fact(told.AfterSaleDone, after, new[-1])] if new and after.status is Status.DONE else [])


def _fact(fact: type[Event], case: AfterSale, entry: Entry) -> Event:
    said: dict[str, Any] = {
        "after_sale_id": case.id, "order_id": case.order_id, "buyer_id": case.buyer_id, "seller_id": case.seller_id,
        "wants": case.wants, "title": case.title, "quantity": case.quantity, "status": case.status,
        "refund": Money(amount=case.refund_minor, currency=case.currency), "by": entry.by, "text": entry.text,
    }  # fmt: skip
    if fact is told.AfterSaleRuled:
        said["ruling"] = entry.action.removeprefix("rule_")
    return fact.model_validate(said)
