"""Finance takes a day's journals out: line by line as JSON, or as CSV with one line per posting."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from argosy.kernel import clock, days
from argosy.kernel.body import Day, Whole
from argosy.kernel.csv_text import csv_of
from argosy.kernel.http import Api, Csv, Raw
from argosy.kernel.paging import Paging
from argosy.kernel.settings import settings
from argosy.ledger import journals
from argosy.ledger.journal import Journal
from argosy.ledger.permissions import LEDGER_READ
from argosy.ledger.views import JournalView

app = Api(tag="finance")
HEADS = (
    "journal_id", "at", "business", "business_id", "step", "order_id", "actor", "reversal_of", "source", "destination",
    "amount_minor", "asset", "digest",
)  # fmt: skip


class ExportQuery(Paging):
    """A thousand journals are far from the six megabytes that a function may answer."""

    date: Day
    format: Literal["json", "csv"] = "json"
    limit: Annotated[int, Whole(1, 1_000)] = 1_000


class JsonLines(Raw):
    content_type = "application/x-ndjson"


@app.get("/v1/ledger/export", may=LEDGER_READ)
def export(query: ExportQuery) -> Csv | JsonLines:
    """One day of the platform's zone, page by page: `Link` names the next, in sixteen runs that are each in order of time."""
    zone = settings().zone
    page = journals.page_between(days.begins(query.date, zone), days.ends(query.date, zone), query.limit, query.after)
    found = [item.to(Journal) for item in page.items]
    headers = {}
    if cursor := query.next(page.next):
        more = query.model_dump(mode="json", exclude_unset=True) | {"cursor": cursor}
        headers["Link"] = f'</v1/ledger/export?{urlencode(more)}>; rel="next"'
    if query.format == "csv":
        return Csv(_csv(found), headers=headers)
    return JsonLines(_lines(found), headers=headers)


def _lines(found: list[Journal]) -> str:
    return "".join(JournalView.of_journal(journal).model_dump_json() + "\n" for journal in found)


def _csv(found: list[Journal]) -> str:
    return csv_of(
        HEADS,
        [
            (
                journal.id, clock.spell(journal.at), journal.business, journal.business_id, journal.step,
                journal.order_id, journal.actor, journal.reversal_of, posting.source, posting.destination,
                posting.amount_minor, journal.asset, journal.digest,
            )
            for journal in found
            for posting in journal.postings
        ],
    )  # fmt: skip


handler = app.handler
