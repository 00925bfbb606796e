"""Finance proves the ledger: every balance from its journals, every asset to zero, every sealed day as it was sealed."""

from argosy.invariants import CHECKS
from argosy.kernel.body import Day, Instant, Query, View
from argosy.kernel.http import Api
from argosy.ledger import books, checks, journals, proof, seals
from argosy.ledger.permissions import LEDGER_PROVE
from argosy.ledger.proof import Finding, finding

app = Api(tag="finance")


class AssetSum(View):
    asset: str
    sum: int


class Counts(View):
    journals: int
    accounts: int


class FindingView(View):
    id: str
    invariant: str
    holds: bool
    against: list[str]

    @classmethod
    def of_finding(cls, found: Finding) -> "FindingView":
        return cls(**vars(found) | {"against": list(found.against)})


class ProofView(View):
    """`assets` shows the sum of all balances per asset: it is zero, or money was made or lost."""

    holds: bool
    assets: list[AssetSum]
    counts: Counts
    invariants: list[FindingView]


class DayQuery(Query):
    date: Day


class AssetMoved(View):
    """The sum of the day's postings in minor units."""

    asset: str
    journals: int
    moved: int


class DayView(View):
    """`digest` covers the rest and, by `before`, all days before it."""

    day: str
    since: Instant
    until: Instant
    sealed_at: Instant
    holds: bool
    journals: int
    assets: list[AssetMoved]
    root: str
    before: str
    digest: str
    invariants: list[FindingView]


@app.get("/v1/admin/ledger/proof", may=LEDGER_PROVE)
def prove() -> ProofView:
    """Recompute every balance from the journals and check each invariant."""
    found = proof.prove(books.whole(), CHECKS)
    return ProofView(
        holds=found.holds,
        assets=[AssetSum(asset=asset, sum=minor) for asset, minor in sorted(found.sums_minor.items())],
        counts=Counts(journals=found.journals, accounts=found.accounts),
        invariants=[FindingView.of_finding(each) for each in found.findings],
    )


@app.get("/v1/ledger/proof", may=LEDGER_PROVE)
def prove_day(query: DayQuery) -> DayView:
    """Hold the journals of a sealed day against its seal."""
    seal = seals.get(query.date)
    altered = checks.altered(journals.between(seal.since, seal.until))
    found = [
        finding("I1", "every journal is as it was written", altered),
        finding("seals", "the day is as it was sealed", seals.differences(seal)),
    ]
    assets = [AssetMoved(asset=moved.asset, journals=moved.journals, moved=moved.minor) for moved in seal.moved]
    shown = {"assets": assets, "invariants": [FindingView.of_finding(each) for each in found]}
    return DayView.model_validate({**vars(seal), **shown, "holds": all(each.holds for each in found)})


handler = app.handler
