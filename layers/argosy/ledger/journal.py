"""A journal: the atomic, immutable, auditable unit of moving money. A correction is another journal."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from argosy.kernel import clock, ids


@dataclass(frozen=True)
class Posting:
    """So much from one account to another."""

    source: str
    destination: str
    amount_minor: int


@dataclass(frozen=True, kw_only=True)
class Journal:
    """Postings of one asset that belong together. Each posting takes as much as it gives, so the sum of all is always zero."""

    id: str
    business: str
    business_id: str
    step: str
    order_id: str | None
    asset: str
    at: datetime
    actor: str
    postings: tuple[Posting, ...]
    reversal_of: str | None = None
    """The journal that this one takes back, as a whole or in part."""
    digest: str = ""

    @classmethod
    def of(
        cls,
        business: str,
        business_id: str,
        step: str,
        *,
        asset: str,
        at: datetime,
        actor: str,
        postings: tuple[Posting, ...],
        order_id: str | None = None,
        reversal_of: str | None = None,
    ) -> Self:
        """The journal of a business step. Its id follows from them, so a repeated step collides and posts nothing.

        Raises ValueError for no posting, an amount that is not above zero, or a posting from an account to itself.
        """
        if not postings or any(
            posting.amount_minor <= 0 or posting.source == posting.destination for posting in postings
        ):
            raise ValueError(f"not a journal: {postings}")
        journal_id = ids.derived("jrn", business, business_id, step)
        bare = cls(
            id=journal_id,
            business=business,
            business_id=business_id,
            step=step,
            order_id=order_id,
            asset=asset,
            at=at,
            actor=actor,
            postings=postings,
            reversal_of=reversal_of,
        )
        return cls(**{**vars(bare), "digest": bare.computed_digest()})

    def computed_digest(self) -> str:
        """The digest over everything but itself: a journal that was changed no longer has its own.

        What is not set is left out, so that a field that journals get one day leaves the digests of older ones as they are.
        """
        held = {name: value for name, value in vars(self).items() if name not in ("digest", "at", "postings")}
        held |= {"at": clock.spell(self.at), "postings": [list(vars(posting).values()) for posting in self.postings]}
        held = {name: value for name, value in held.items() if value is not None}
        return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()

    def net(self) -> dict[str, int]:
        """What each account gains (or loses: negative). Sums to zero."""
        found: dict[str, int] = defaultdict(int)
        for posting in self.postings:
            found[posting.source] -= posting.amount_minor
            found[posting.destination] += posting.amount_minor
        return dict(found)
