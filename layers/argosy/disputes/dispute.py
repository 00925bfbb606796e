"""One dispute, and the moves of its states. Amounts are in minor units of its currency."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from argosy.kernel.errors import InvalidState
from argosy.kernel.noun import Noun
from argosy.orders.charging_back import Given
from argosy.payments.dispute_words import Disputed, DisputeMoney


class DisputeStatus(StrEnum):
    """inquiry → needs_response → under_review → won | lost. Some may be left out, none is gone back to.

    In an inquiry the bank asks and has taken nothing; `won` and `lost` are the seller's, and final.
    """

    INQUIRY = "inquiry"
    NEEDS_RESPONSE = "needs_response"
    UNDER_REVIEW = "under_review"
    WON = "won"
    LOST = "lost"

    @property
    def is_open(self) -> bool:
        return self not in (DisputeStatus.WON, DisputeStatus.LOST)


ORDER = tuple(DisputeStatus)


@dataclass(frozen=True)
class Source:
    """So much of the disputed money lay on this account before."""

    account: str
    amount_minor: int


@dataclass(frozen=True)
class Evidence:
    """What is said to the bank; `number` counts the texts that were tried. Sent, it is final."""

    text: str
    by: str
    number: int = 1
    sent: bool = False


@dataclass(frozen=True, kw_only=True)
class Dispute(Noun):
    """Its money waits in suspense from the moment it is known; `given` and `sources` say whose it is if it is won."""

    id: str
    channel: str
    channel_ref: str
    """The channel's number for it."""
    attempt_id: str
    order_id: str
    """The order under which it was paid."""
    seller_ids: tuple[str, ...]
    parties: tuple[str, ...]
    """Whose payouts wait for its end."""
    amount_minor: int
    currency: str
    reason: str
    status: DisputeStatus
    respond_by: datetime | None
    given: tuple[Given, ...]
    sources: tuple[Source, ...]
    money: DisputeMoney
    evidence: Evidence | None = None
    accepted_by: str | None = None
    created_at: datetime

    @property
    def open_since(self) -> datetime | None:
        """Its place in the list of those that are open."""
        return self.created_at if self.status.is_open else None

    @property
    def awaits_evidence(self) -> bool:
        """Whether nobody has answered, and it is not too late."""
        return self.status in (DisputeStatus.INQUIRY, DisputeStatus.NEEDS_RESPONSE) and not (
            self.evidence and self.evidence.sent
        )

    @property
    def why_held(self) -> str:
        """Each dispute holds for itself, so that the end of one does not release what another holds."""
        return f"open dispute {self.id}"

    @property
    def uncovered_minor(self) -> int:
        """What no share could give, and the platform stands for."""
        return self.amount_minor - sum(given.amount_minor for given in self.given)

    def told(self, word: Disputed) -> Self:
        """After a channel's word, or as it is where the word is an older one: neither state nor money goes back."""
        status = DisputeStatus(word.outcome)
        if not self.status.is_open or ORDER.index(status) < ORDER.index(self.status):
            status = self.status
        money = DisputeMoney(
            *(max(pair) for pair in zip(vars(self.money).values(), vars(word.money).values(), strict=True))
        )
        respond_by = self.respond_by or word.respond_by
        after = replace(self, status=status, money=money, respond_by=respond_by)
        return self if after == self else after.becomes()

    def contradicts(self, word: Disputed) -> bool:
        """Whether a channel says another end than it has said before."""
        status = DisputeStatus(word.outcome)
        return not self.status.is_open and not status.is_open and status is not self.status

    def answered(self, text: str, by: str) -> Self:
        """With evidence that is to be sent. Raises InvalidState once some was sent, or the dispute is closed."""
        if not self.status.is_open or (self.evidence and self.evidence.sent):
            raise InvalidState(status="answered" if self.status.is_open else self.status)
        if self.evidence and self.evidence.text == text:
            return self
        number = self.evidence.number + 1 if self.evidence else 1
        return self.becomes(evidence=Evidence(text, by, number))

    def evidence_sent(self) -> Self:
        """The bank has it."""
        return self if self.evidence is None else self.becomes(evidence=replace(self.evidence, sent=True))

    def accepted(self, by: str) -> Self:
        """Given up by this person; how it ends is said by the channel. Raises InvalidState where it is closed already."""
        if self.accepted_by:
            return self
        if not self.status.is_open:
            raise InvalidState(status=self.status)
        return self.becomes(accepted_by=by)
