"""What a client is shown of after-sale cases."""

from argosy.after_sales.after_sale import AfterSale
from argosy.after_sales.status import Action, Kind, Role, Status
from argosy.kernel.body import Instant, View
from argosy.kernel.money import Money


class SentView(View):
    carrier: str
    tracking_no: str
    at: Instant


class CaseEntryView(View):
    """What one side did, or the staff, or silence (`system`)."""

    action: Action
    by: Role
    at: Instant
    text: str


class CaseRefundView(View):
    """Money on its way back, or back when the case is done. Where it `failed`, finance looks for another way."""

    id: str
    amount: Money
    failed: bool


class AfterSaleView(View):
    """A case as buyer, seller and staff see it. At `due_at` silence counts as the next step."""

    id: str
    order_id: str
    line_no: int
    sku_id: str
    title: str
    kind: Kind
    quantity: int
    shipped: bool
    asked: Money
    status: Status
    due_at: Instant | None
    return_address: str | None
    shipped_back: SentView | None
    reshipped: SentView | None
    restocked_quantity: int
    refund: CaseRefundView | None
    history: list[CaseEntryView]
    created_at: Instant
    version: int

    @classmethod
    def of_case(cls, case: AfterSale) -> "AfterSaleView":
        def money(minor: int) -> Money:
            return Money(amount=minor, currency=case.currency)

        refund = CaseRefundView(id=case.refund_id, amount=money(case.refund_minor), failed=case.refund_failed)
        shown = {
            "kind": case.wants,
            "shipped": case.sent,
            "asked": money(case.asked_minor),
            "refund": refund if case.refund_minor else None,
        }
        return cls.model_validate({**vars(case), **shown})
