"""The proof finds where splits, returns and the ledger do not say the same."""

from typing import Any

import pytest

from tests.ledger import tampering
from tests.splits.custody import Custody
from tests.support.call import call


def against(custody: Custody) -> set[str]:
    proof = call("ledger.proof", "GET /v1/admin/ledger/proof", token=custody.shop.token(custody.finance)).ok()
    return {said for found in proof["invariants"] if found["id"] == "splits" for said in found["against"]}


@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("channel_split", {"status": "sent"}),
        ("channel_split", {"returning_minor": 2_799}),
        ("channel_split", {"amount_minor": 2_799}),
        ("channel_return", {"status": "failed"}),
        ("channel_return", {"amount_minor": 2_799}),
    ],
)
def test_a_split_or_a_return_that_is_not_as_it_is_booked_is_found(
    custody: Custody, kind: str, changes: dict[str, Any]
) -> None:
    custody.open_account()
    custody.refund(custody.passed_on(), 4_000)
    custody.minutes()
    assert not against(custody)

    row = tampering.one(kind)
    tampering.put(row, **changes)
    assert row["id"] in against(custody)


@pytest.mark.parametrize("is_there", [True, False])
def test_money_that_is_set_aside_for_no_split_is_found(custody: Custody, is_there: bool) -> None:
    custody.open_account("nobody")
    custody.passed_on()
    assert not against(custody)

    row = tampering.one("channel_split")
    if is_there:
        tampering.put(row, status="done")
    else:
        tampering.delete(row)
    assert against(custody) == {row["id"]}
