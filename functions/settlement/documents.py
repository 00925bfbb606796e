"""People take a statement away: as a page to print, or as a table for a spreadsheet."""

from typing import Literal

from argosy.kernel.auth import Caller
from argosy.kernel.body import Query
from argosy.kernel.http import Api, Csv, Raw
from argosy.settlement import agreements, file, paper
from argosy.settlement.access import SeesAny, readable
from argosy.settlement.permissions import SETTLEMENT_OWN
from argosy.settlement.views import StatementId

app = Api(tag="settlements")
MOST_LINES = {"csv": 10_000, "pdf": 2_000}
"""What is written within a request's time, and fits the six megabytes of an answer."""


class Pdf(Raw):
    content_type = "application/pdf"


class Wanted(Query):
    format: Literal["csv", "pdf"] = "pdf"


@app.get("/v1/settlements/{statement_id}/document", may=SETTLEMENT_OWN)
def download(statement_id: StatementId, wanted: Wanted, caller: Caller, sees_any: SeesAny) -> Csv | Pdf:
    """A statement with its lines as PDF or CSV."""
    found = file.of(readable(statement_id, caller, sees_any=sees_any), MOST_LINES[wanted.format])
    headers = {"Content-Disposition": f'attachment; filename="{statement_id}.{wanted.format}"'}
    if wanted.format == "csv":
        return Csv(file.as_csv(found), headers=headers)
    return Pdf(paper.as_pdf(found, agreements.zone()), headers=headers)


handler = app.handler
