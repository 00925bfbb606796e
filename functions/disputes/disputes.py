"""Staff sees all disputes that are open; a seller sees those about their own sales."""

from typing import Annotated

from argosy.disputes import disputes
from argosy.disputes.dispute import Dispute
from argosy.disputes.permissions import DISPUTE_READ_ANY
from argosy.disputes.views import DisputeId, DisputeView
from argosy.kernel.auth import Caller, May
from argosy.kernel.http import Api, Listed
from argosy.kernel.paging import Paging
from argosy.orders.permissions import ORDER_OWN

app = Api(tag="disputes")


@app.get("/v1/admin/disputes", may=DISPUTE_READ_ANY)
def open_ones(paging: Paging) -> Listed[DisputeView]:
    """Everybody's disputes that are open, newest first."""
    page = disputes.page_of_open(paging.limit, paging.after)
    return paging.answer(page, lambda item: DisputeView.of_dispute(item.to(Dispute)))


@app.get("/v1/disputes/{dispute_id}", may=ORDER_OWN)
def show(dispute_id: DisputeId, caller: Caller, sees_any: Annotated[bool, May(DISPUTE_READ_ANY)]) -> DisputeView:
    """How a dispute stands: for the sellers of the order, and those whose role sees any."""
    return DisputeView.of_dispute(disputes.get(dispute_id) if sees_any else disputes.of_seller(dispute_id, caller.id))


handler = app.handler
