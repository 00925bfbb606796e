"""Batches and their items as finance sees them."""

from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field

from argosy.kernel.body import Id, Instant, View
from argosy.kernel.money import Money
from argosy.reconciliation.batch import Batch, BatchStatus, Tally
from argosy.reconciliation.line import Kind, Line, LineStatus, Verdict

ItemId = Annotated[str, Id("rci")]


class _Classed(View):
    """`class` is a word of Python's, so the field has another name there."""

    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    verdict: Verdict | None = Field(alias="class")


class TallyView(_Classed):
    """What the channel's bill and our books say of the items of a class; `difference` is what our books say more."""

    items: int
    waiting: int
    to_review: int
    billed: Money
    fees: Money
    booked: Money
    difference: Money

    @classmethod
    def of_tally(cls, tally: Tally) -> "TallyView":
        given = vars(tally) | {"difference_minor": tally.difference_minor}
        return cls.model_validate({**given, **_money(given, tally.currency), "items": tally.lines})


class BatchView(View):
    """`bill` is what the channel holds more after the day, by its own bill."""

    channel: str
    date: date
    status: BatchStatus
    bill: list[Money]
    items: int
    waiting: int
    to_review: int
    classes: list[TallyView]
    signed_by: str | None
    signed_at: Instant | None
    version: int

    @classmethod
    def of_batch(cls, batch: Batch) -> "BatchView":
        return cls.model_validate(
            {
                **vars(batch),
                "date": batch.date,
                "bill": [Money(amount=minor, currency=asset) for asset, minor in sorted(batch.bill.items())],
                "items": batch.lines,
                "waiting": batch.waiting,
                "to_review": batch.to_review,
                "classes": [TallyView.of_tally(tally) for tally in batch.tallies],
            }
        )


class ItemView(_Classed):
    """One number on the bill, or in our books. What went back is below zero."""

    id: str
    movement: Kind
    number: str
    channel_ref: str
    at: Instant
    status: LineStatus
    billed: Money | None
    fee: Money
    booked: Money
    difference: Money
    order_id: str | None
    note: str | None
    resolved_by: str | None
    journal_id: str | None
    version: int

    @classmethod
    def of_line(cls, line: Line) -> "ItemView":
        given = vars(line) | {"difference_minor": line.difference_minor}
        money = _money(given, line.currency)
        if not line.is_billed:
            money["billed"] = None
        return cls.model_validate({**given, **money})


def _money(given: dict[str, object], currency: str) -> dict[str, Money | None]:
    return {
        name.removesuffix("_minor"): Money(amount=int(str(minor)), currency=currency)
        for name, minor in given.items()
        if name.endswith("_minor")
    }
