"""Review cases as they are kept. The subject's own transaction decides them (posts.decide, products.decide)."""

from datetime import datetime

from argosy.kernel.table import Page, Position
from argosy.kernel.write import Part, save
from argosy.publishing.case import Case, Kind
from argosy.publishing.items import CaseItem
from argosy.publishing.publication import Publication, Status


def get(case_id: str) -> Case:
    """Raises NotFound."""
    return CaseItem.by_id.load(Case, id=case_id)


def open_page(limit: int, after: Position | None) -> Page:
    """What waits for a decision, whoever has waited longest first."""
    return CaseItem.open.oldest(limit=limit, after=after)


def kept(case: Case) -> Part:
    """The case, on the condition that nobody decided it meanwhile."""
    return save(CaseItem.of(case))


def following(kind: Kind, before: Publication, after: Publication, at: datetime) -> tuple[Part, ...]:
    """The case that a submission opens, or that is left open by what is deleted or taken down."""
    if after.status is Status.PENDING and before.status is not Status.PENDING:
        return (kept(Case.of(kind, after, at)),)
    if before.case_id is not None and after.status in (Status.ARCHIVED, Status.UNPUBLISHED, Status.HIDDEN):
        return (kept(get(before.case_id).withdraw(at)),)
    return ()
