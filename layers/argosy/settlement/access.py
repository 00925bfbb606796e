"""Whose statements a caller may see: their own, and with a role for it anybody's."""

from typing import Annotated

from argosy.kernel.auth import Caller, May
from argosy.kernel.errors import NotFound
from argosy.settlement import statements
from argosy.settlement.permissions import SETTLEMENT_READ_ANY
from argosy.settlement.statement import Statement

SeesAny = Annotated[bool, May(SETTLEMENT_READ_ANY)]


def readable(statement_id: str, caller: Caller, *, sees_any: bool) -> Statement:
    """Raises NotFound, for somebody else's too."""
    statement = statements.get(statement_id)
    owner_of(statement.party, caller, sees_any=sees_any)
    return statement


def owner_of(party: str | None, caller: Caller, *, sees_any: bool) -> str:
    """Who owns that party, or the caller where none is named. Raises NotFound."""
    owner_id = party.partition(":")[2] if party else caller.id
    if owner_id != caller.id and not sees_any:
        raise NotFound
    return owner_id
