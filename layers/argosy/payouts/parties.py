"""Parties as they are kept. Other contexts hold a party's payouts in their own transactions: a dispute does, a case of risk."""

from argosy.kernel.table import Key
from argosy.kernel.write import Part, upsert
from argosy.payouts.as_read import as_read
from argosy.payouts.items import PartyItem
from argosy.payouts.party import Party


def get(name: str) -> Party:
    """Read consistently: a payout is decided by it."""
    item = PartyItem.by_name.get(name=name)
    if item is None:
        return Party(name)
    return Party(name, frozenset(item.held_for or ()), int(item.withholding_bps or 0), int(item.changes))


def key(name: str) -> Key:
    """Where a party lies, and what happened to it."""
    return PartyItem.by_name.key(name=name)


def unchanged(party: Party) -> Part:
    """The transaction fails with StateConflict where it was changed since it was read: the race of a hold with a payout."""
    return as_read(key(party.name), PartyItem.changes, party.changes)


def hold_party(name: str, reason: str) -> Part:
    """Nothing is paid to this party from now on. The payee reads the reason, so it is a word for them: `open dispute`."""
    return upsert(PartyItem(name=name), PartyItem.held_for.add({reason}), PartyItem.changes.add(1))


def release_party(name: str, reason: str) -> Part:
    """This reason is gone; others still hold."""
    return upsert(PartyItem(name=name), PartyItem.held_for.delete({reason}), PartyItem.changes.add(1))


def withholding(name: str, bps: int) -> Part:
    """What is withheld of this party's payouts from now on, in hundredths of a percent."""
    return upsert(PartyItem(name=name), PartyItem.withholding_bps.set(bps), PartyItem.changes.add(1))
