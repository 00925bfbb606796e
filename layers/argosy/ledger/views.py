"""Journals as finance sees them."""

from argosy.kernel.body import Instant, View
from argosy.kernel.money import Money
from argosy.ledger.journal import Journal


class PostingView(View):
    source: str
    destination: str
    amount: Money


class JournalView(View):
    """`reversal_of` names the journal that this one takes back."""

    id: str
    business: str
    business_id: str
    step: str
    order_id: str | None
    asset: str
    at: Instant
    actor: str
    postings: list[PostingView]
    reversal_of: str | None
    digest: str

    @classmethod
    def of_journal(cls, journal: Journal) -> "JournalView":
        postings = [
            PostingView(
                source=posting.source,
                destination=posting.destination,
                amount=Money(amount=posting.amount_minor, currency=journal.asset),
            )
            for posting in journal.postings
        ]
        return cls.model_validate({**vars(journal), "postings": postings})
