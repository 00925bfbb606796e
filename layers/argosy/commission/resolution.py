"""Which rule a deal falls under: rules are asked in the order that operators gave them, and the first that holds decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from argosy.commission.deal import Deal
from argosy.commission.rule import SEED_RULE, Match, Rule

SAME = {
    "merchant": "seller_id", "category": "category", "product": "product_id", "biz_type": "biz_type",
    "channel": "channel", "level": "level", "currency": "currency",
}  # fmt: skip
"""What a rule names, and where a deal has it."""


@dataclass(frozen=True)
class Skipped:
    """A rule that was asked before and did not hold; `why` is the first part of its match that the deal is not."""

    rule_id: str
    why: str


@dataclass(frozen=True)
class Resolution:
    """The rule that decides, what was asked before it, and which rules below it would have held as well."""

    rule: Rule
    skipped: tuple[Skipped, ...]
    shadowed: tuple[str, ...]


@dataclass(frozen=True)
class Shadow:
    """A rule that can never decide: whatever it is for, the rule above it takes."""

    rule_id: str
    hidden_by: str


def resolve(rules: Sequence[Rule], deal: Deal) -> Resolution:
    """The first rule that holds for the deal; the seed rule where none does."""
    skipped: list[Skipped] = []
    for place, rule in enumerate(rules, 1):
        why = mismatch(rule.match, deal)
        if why is None:
            below = (other.rule_id for other in rules[place:] if mismatch(other.match, deal) is None)
            return Resolution(rule, tuple(skipped), tuple(below))
        skipped.append(Skipped(rule.rule_id, why))
    return Resolution(SEED_RULE, tuple(skipped), ())


def mismatch(match: Match, deal: Deal) -> str | None:
    """The first thing that the match asks for and the deal is not, by its name; None where it holds."""
    for name, where in SAME.items():
        wanted = getattr(match, name)
        if wanted is not None and wanted != getattr(deal, where):
            return name
    low, high = _band(match)
    if deal.list_minor < low * deal.quantity or (high is not None and deal.list_minor >= high * deal.quantity):
        return "price_band"
    if match.valid_from is not None and deal.at < match.valid_from:
        return "valid_from"
    if match.valid_to is not None and deal.at >= match.valid_to:
        return "valid_to"
    return None


def shadows(rules: Sequence[Rule]) -> tuple[Shadow, ...]:
    """The rules that one rule above them hides for good, with the topmost that does.

    A rule that only several others together hide is not found; nothing that is found could ever decide.
    """
    found = []
    for place, rule in enumerate(rules):
        above = next((other for other in rules[:place] if covers(other.match, rule.match)), None)
        if above is not None:
            found.append(Shadow(rule.rule_id, above.rule_id))
    return tuple(found)


def covers(wide: Match, narrow: Match) -> bool:
    """Whether every deal that the narrow match holds for is one that the wide match holds for."""
    return (
        all(getattr(wide, name) in (None, getattr(narrow, name)) for name in SAME)
        and _spans(*_band(wide), *_band(narrow))
        and _spans(wide.valid_from, wide.valid_to, narrow.valid_from, narrow.valid_to)
    )


def _band(match: Match) -> tuple[int, int | None]:
    band = match.price_band
    return (0, None) if band is None else (band.from_minor, band.to_minor)


def _spans(low: Any, high: Any, inner_low: Any, inner_high: Any) -> bool:
    """Whether one range holds another; None is without an end."""
    begins = low is None or (inner_low is not None and low <= inner_low)
    ends = high is None or (inner_high is not None and inner_high <= high)
    return begins and ends
