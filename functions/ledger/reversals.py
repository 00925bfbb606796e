"""Finance takes a journal back, as a whole or in parts: by another journal, for journals are never changed."""

from typing import Annotated

from pydantic import Field

from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, EachOnce, Id, Quantity, Text
from argosy.kernel.http import Api, Created
from argosy.kernel.money import Amount
from argosy.kernel.once import Once
from argosy.kernel.write import retrying
from argosy.ledger import reversals
from argosy.ledger.permissions import LEDGER_REVERSE
from argosy.ledger.views import JournalView

app = Api(tag="finance")


class PostingShare(Body):
    """Which posting of the journal, from 1 in its own order, and how much of it."""

    posting_no: Quantity
    amount: Amount


class ReversalWish(Body):
    """Without postings, all that is left of the journal."""

    journal_id: Annotated[str, Id("jrn")]
    postings: Annotated[list[PostingShare], Field(min_length=1, max_length=50), EachOnce("posting_no")] | None = None
    reason: Annotated[str, Text(1, 300)]


@app.post("/v1/admin/ledger/reversals", may=LEDGER_REVERSE, once=True)
def reverse(wish: ReversalWish, caller: Caller, once: Once) -> Created[JournalView]:
    """Move it the other way. What was built on it elsewhere (an order's shares, a statement) stays as it is."""
    amounts = {posting.posting_no: posting.amount for posting in wish.postings} if wish.postings else None

    def take_back() -> Created[JournalView]:
        reversal_id = ids.derived("rvs", caller.id, once.key)
        reversal = reversals.prepared(wish.journal_id, amounts, reversal_id, at=clock.now(), actor=caller.id)
        journal = JournalView.of_journal(reversal.journal)
        reply = Created(journal, f"/v1/ledger/journals/{journal.id}")
        reversals.make(reversal, wish.reason, once, reply)
        return reply

    return retrying(take_back)


handler = app.handler
