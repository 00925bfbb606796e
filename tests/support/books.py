"""What the table says after a test has acted, past the code under test."""

from tests.support.cloud import rows


def statuses(kind: str) -> list[str]:
    """Of every item of a kind: `attempt`, `order`, `refund`."""
    return sorted(str(row["status"]) for row in rows() if row["kind"] == kind)


def balance(account: str) -> int:
    """Of all accounts whose name begins so."""
    return sum(
        row["balance_minor"] for row in rows() if row["kind"] == "balance" and row["account"].startswith(account)
    )
