"""Writes that one context lends to another's transaction: the keys that come with them."""

from infra.access import Access, Table


def stock_moves(table: Table) -> tuple[Access, ...]:
    """`argosy.catalogue.stock`: SKUs and reservations."""
    return (table.keys("SKU#*").only("UpdateItem"), table.keys("RESERVATION#*").only("PutItem", "UpdateItem"))


def postings(table: Table) -> tuple[Access, ...]:
    """`argosy.ledger.ledger.post`: a journal is put, never updated and never deleted; a balance is read, kept or added to."""
    balances = table.keys("ACC#*")
    return (
        table.keys("JE#*", "ORDER-JOURNALS#*", "SETTLE#*").only("PutItem"),
        balances.only("UpdateItem", "PutItem"),
        balances.only("GetItem", "BatchGetItem"),
    )


def holds(table: Table) -> tuple[Access, ...]:
    """`argosy.ledger.holds`: a hold is put and ended; what it is set aside on is a balance (see `postings`)."""
    return (table.keys("HOLD#*").only("GetItem", "PutItem"),)
