"""Writes that one context lends to another's transaction: the keys that come with them."""

from infra.access import Access, Table


def stock_moves(table: Table) -> tuple[Access, ...]:
    """`argosy.catalogue.stock`: SKUs and reservations."""
    return (table.keys("SKU#*").only("UpdateItem"), table.keys("RESERVATION#*").only("PutItem", "UpdateItem"))


def postings(table: Table) -> tuple[Access, ...]:
    """`argosy.ledger.ledger.post`: a journal is put, never updated and never deleted; a balance is only added to."""
    return (table.keys("JE#*", "SETTLE#*").only("PutItem"), table.keys("ACC#*").only("UpdateItem"))
