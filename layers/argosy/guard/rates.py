"""Rates as they are counted: before the thing is done, on the condition that it is not too often, whoever does it at once."""

import hmac
from datetime import datetime
from ipaddress import IPv6Address, ip_address

from argosy.guard.items import RateItem
from argosy.guard.rate import Rate
from argosy.kernel.pepper import keyed
from argosy.kernel.write import Part, Write, update, upsert

NETWORK_BITS = 64
"""Of an IPv6 address: what one line is given, so that nobody has as many addresses as they like."""


def one_more(rate: Rate, who: str, at: datetime) -> Part:
    """Counts once, or refuses. Part of a command's transaction, or a write of its own before something dear."""
    item = _item(rate, who, at)
    item.expires_at = (rate.window(at) + 2) * rate.seconds
    room = RateItem.n.does_not_exist() | (RateItem.n < rate.most)
    return upsert(item, RateItem.n.add(1), when=room, otherwise=rate.refused(at))


def count(rate: Rate, who: str, at: datetime) -> None:
    """Once more, by itself. Raises the rate's refusal."""
    Write().add(one_more(rate, who, at).sent_alone()).commit()


def give_back(rate: Rate, who: str, at: datetime) -> None:
    """Takes away what was counted at that moment: it turned out not to be what is limited."""
    one_less = update(_item(rate, who, at).key, RateItem.n.add(-1), when=RateItem.n > 0)
    Write().add(one_less.sent_alone()).commit()


def network(address: str) -> str:
    """Whose the address is, as far as an address can say: an IPv4 address itself, of an IPv6 address its network."""
    given = ip_address(address)
    if isinstance(given, IPv6Address):
        host_bits = 128 - NETWORK_BITS
        return str(given.ipv4_mapped or IPv6Address(int(given) >> host_bits << host_bits))
    return str(given)


def _item(rate: Rate, who: str, at: datetime) -> RateItem:
    marked = hmac.new(keyed("rate"), who.encode(), "sha256").hexdigest()
    item = RateItem(who=marked, what=rate.what, seconds=rate.seconds, window=rate.window(at))
    item.spell_keys()
    return item
