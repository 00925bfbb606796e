"""Finance proves the ledger: every balance from its journals, every asset to zero."""

from argosy.kernel.body import View
from argosy.kernel.http import Api
from argosy.ledger import proof

app = Api(tag="finance")


class AssetSum(View):
    asset: str
    sum: int


class Counts(View):
    journals: int
    accounts: int


class FindingView(View):
    invariant: str
    holds: bool
    against: list[str]


class ProofView(View):
    """`assets` shows the sum of all balances per asset: it is zero, or money was made or lost."""

    holds: bool
    assets: list[AssetSum]
    counts: Counts
    invariants: list[FindingView]


@app.get("/v1/admin/ledger/proof", may="ledger:prove")
def prove() -> ProofView:
    """Recompute every balance from the journals and check each invariant."""
    found = proof.prove()
    return ProofView(
        holds=found.holds,
        assets=[AssetSum(asset=asset, sum=minor) for asset, minor in sorted(found.sums_minor.items())],
        counts=Counts(journals=found.journals, accounts=found.accounts),
        invariants=[FindingView(**vars(finding) | {"against": list(finding.against)}) for finding in found.findings],
    )


handler = app.handler
