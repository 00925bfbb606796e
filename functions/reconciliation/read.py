"""Finance reads a reconciled day: what bill and books say by class, and line by line."""

from typing import Annotated

from pydantic import Field, Strict

from argosy.kernel.body import Day
from argosy.kernel.http import Api, Listed
from argosy.kernel.paging import Paging
from argosy.reconciliation import batches, lines
from argosy.reconciliation.calendar import ChannelName
from argosy.reconciliation.line import Line, Verdict
from argosy.reconciliation.permissions import RECONCILIATION_READ
from argosy.reconciliation.views import BatchView, ItemView

app = Api(tag="finance")


class ItemList(Paging):
    """`class=long` lists those alone."""

    verdict: Annotated[Verdict, Strict(False)] | None = Field(None, alias="class")


@app.get("/v1/admin/recon/{channel}/{date}", may=RECONCILIATION_READ)
def batch(channel: ChannelName, date: Day) -> BatchView:
    """One day of a channel: how far it is, and what each class of items sums to."""
    return BatchView.of_batch(batches.get(channel, date))


@app.get("/v1/admin/recon/{channel}/{date}/items", may=RECONCILIATION_READ)
def items(channel: ChannelName, date: Day, paging: ItemList) -> Listed[ItemView]:
    """Its items, or those of one class."""
    page = lines.page(batches.get(channel, date), paging.verdict, paging.limit, paging.after)
    return paging.answer(page, lambda item: ItemView.of_line(item.to(Line)))


handler = app.handler
