"""A review case: one submission, one decision, with the reason kept."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from argosy.kernel.errors import InvalidState
from argosy.kernel.noun import Noun
from argosy.publishing.errors import OwnWork
from argosy.publishing.publication import Publication


class Kind(StrEnum):
    """What may be handed in."""

    POST = "post"
    PRODUCT = "product"


class CaseStatus(StrEnum):
    """open → approved | rejected | withdrawn (its subject was archived meanwhile). Each is final."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Case(Noun):
    """What was handed in, by whom, and what became of it. `open_since` is empty once it is decided."""

    id: str
    subject_kind: Kind
    subject_id: str
    owner_id: str
    title: str
    status: CaseStatus = CaseStatus.OPEN
    created_at: datetime
    open_since: datetime | None
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str | None = None

    @classmethod
    def of(cls, kind: Kind, pending: Publication, at: datetime) -> Self:
        """The case of a publication that has just been handed in."""
        if pending.case_id is None:
            raise ValueError(f"{pending.id} was not handed in")
        return cls(
            id=pending.case_id, subject_kind=kind, subject_id=pending.id, owner_id=pending.owner_id,
            title=pending.title, created_at=at, open_since=at,
        )  # fmt: skip

    def approve(self, by: str, at: datetime) -> Self:
        """Raises OwnWork, InvalidState."""
        return self._decided(CaseStatus.APPROVED, by, at, None)

    def reject(self, by: str, at: datetime, reason: str) -> Self:
        """Raises OwnWork, InvalidState."""
        return self._decided(CaseStatus.REJECTED, by, at, reason)

    def withdraw(self, at: datetime) -> Self:
        """Nothing is left to decide."""
        return self.becomes(status=CaseStatus.WITHDRAWN, decided_at=at, open_since=None)

    def _decided(self, status: CaseStatus, by: str, at: datetime, reason: str | None) -> Self:
        if by == self.owner_id:
            raise OwnWork
        if self.status is not CaseStatus.OPEN:
            raise InvalidState(status=self.status)
        return self.becomes(status=status, decided_by=by, decided_at=at, reason=reason, open_since=None)
