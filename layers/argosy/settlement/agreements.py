"""Agreements as they are kept. A party without one has the terms of nobody in particular: settled daily, paid when it asks."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from argosy.kernel.etag import IfMatch
from argosy.kernel.settings import settings
from argosy.kernel.table import fetch
from argosy.kernel.write import Write, save
from argosy.settlement.agreement import Agreement, Terms
from argosy.settlement.items import AgreementItem


def of(parties: Iterable[str]) -> dict[str, Agreement]:
    """Each party's, in one round trip per hundred."""
    keys = {party: AgreementItem.by_party.key(party=party) for party in dict.fromkeys(parties)}
    raws = fetch(keys.values()) if keys else {}
    return {
        party: AgreementItem.read(raws[key]).to(Agreement) if key in raws else Agreement(party=party)
        for party, key in keys.items()
    }


def get(party: str) -> Agreement:
    return of([party])[party]


def several_a_day() -> Iterator[str]:
    """The parties that are settled several times a day, now or soon."""
    return (item.party for item in AgreementItem.several_a_day.every(several="ALL"))


def change(party: str, terms: Terms, at: datetime, version: IfMatch | None) -> Agreement:
    """From the next period on. Raises VersionConflict."""
    agreement = get(party).at_version(version)
    if terms == agreement.latest:
        return agreement
    changed, told = agreement.change(terms, at, zone())
    item = AgreementItem.of(changed)
    Write().add(save(item)).tell(told, beside=item.key).commit()
    return changed


def zone() -> ZoneInfo:
    """The platform's, in which days begin."""
    return ZoneInfo(settings().zone)
