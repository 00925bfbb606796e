"""Buyers, sellers and the staff look at after-sale cases."""

from typing import Annotated

from argosy.after_sales import callers, cases
from argosy.after_sales.callers import Staff
from argosy.after_sales.permissions import AFTER_SALE_ANSWER, AFTER_SALE_OWN, AFTER_SALE_READ_ANY
from argosy.after_sales.views import AfterSaleView
from argosy.kernel.auth import Caller
from argosy.kernel.body import Id
from argosy.kernel.http import Api, Listed
from argosy.kernel.paging import Paging

app = Api(tag="after-sales")


@app.get("/v1/after-sales/{after_sale_id}", may=AFTER_SALE_OWN)
def show(after_sale_id: Annotated[str, Id("afs")], caller: Caller, staff: Staff) -> AfterSaleView:
    """One case, for its buyer, its seller and the staff."""
    case = cases.get(after_sale_id)
    callers.roles(case, caller, staff=staff)
    return AfterSaleView.of_case(case)


@app.get("/v1/me/after-sales", may=AFTER_SALE_OWN)
def asked(paging: Paging, caller: Caller) -> Listed[AfterSaleView]:
    """What the caller asked for, newest first."""
    return paging.answer(cases.page_of_buyer(caller.id, paging.limit, paging.after), AfterSaleView.of_case)


@app.get("/v1/merchant/after-sales", may=AFTER_SALE_ANSWER)
def to_answer(paging: Paging, caller: Caller) -> Listed[AfterSaleView]:
    """What the caller's buyers asked for, newest first."""
    return paging.answer(cases.page_of_seller(caller.id, paging.limit, paging.after), AfterSaleView.of_case)


@app.get("/v1/admin/after-sales", may=AFTER_SALE_READ_ANY)
def called(paging: Paging) -> Listed[AfterSaleView]:
    """The cases to which the staff was called and on which nobody has ruled, newest first."""
    return paging.answer(cases.page_of_staff(paging.limit, paging.after), AfterSaleView.of_case)


handler = app.handler
