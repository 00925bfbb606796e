"""The monitor proves the signed days too, also where it looks at no more than what has moved since the last seal."""

import pytest

from argosy.ledger import books, journals
from argosy.reconciliation import checks
from functions.ledger import monitor, seal
from tests.ledger.tampering import put
from tests.ledger.treasury import run
from tests.reconciliation.desk import Desk
from tests.support import people
from tests.support.alipay import Alipay
from tests.support.cloud import rows


def against() -> list[str]:
    """What speaks against I11 in what has moved since the last seal."""
    looked_at = books.since_last_seal()
    assert looked_at.since > journals.ALWAYS
    return [said for found in checks.findings(looked_at) for said in found.against]


@pytest.mark.parametrize("moved", [True, False], ids=["in use", "quiet"])
def test_a_signed_day_holds_since_the_last_seal_and_a_changed_balance_does_not(
    alipay: Alipay, desk: Desk, moved: bool
) -> None:
    alipay.paid(9_999)
    desk.morning()
    desk.sign().ok()
    desk.time.forward(days=1)
    run(seal.handler)
    desk.time.forward(hours=2)
    run(monitor.handler)
    assert against() == []

    if moved:
        alipay.buyer = people.sign_in(alipay.buyer.id, alipay.buyer.email)
        alipay.paid(700)
        assert against() == []
        shard = next(row for row in rows() if row["kind"] == "balance" and row["account"] == "world:alipay")
        put(shard, balance_minor=shard["balance_minor"] + 5)
        assert against() == ["world:alipay CNY: holds 9934, bills 9939, explained +0"]
