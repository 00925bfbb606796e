"""What makes a rule one that can be followed: every share is defined, none is negative, all of them are at most the whole."""

import re
from collections.abc import Iterator

from argosy.commission.errors import InvalidSplit
from argosy.commission.rule import PROMOTERS, RESIDUAL_ROLE, SELLER, WHOLE_BPS, Match, PartKind, Rule, RulePart, Timing
from argosy.commission.split import bps
from argosy.kernel.money import LARGEST_MINOR

MOST_PARTS = 7
"""With the platform's they are eight."""
LONGEST_DAYS = 365
TAKEN = {RESIDUAL_ROLE, "shipping", "tax"}
"""Roles that every line may have beside those of its rule."""
PARTY = re.compile(r"(?:affiliate|agency|channel|creator|partner):[A-Za-z0-9_-]{1,64}", re.ASCII)
"""A party by its own name."""
WHY = {
    "no_parts": "somebody beside the platform gets something",
    "too_many_parts": f"a rule has at most {MOST_PARTS} parts beside the platform's",
    "same_role": "each role has one part, and platform, shipping and tax are not for a rule to give",
    "above_whole": f"the parts sum to at most {WHOLE_BPS} basis points, in every tier",
    "unknown_party": "a party is seller, promoter, parent_promoter, or one by its name, such as affiliate:acme",
    "value_out_of_range": "a part is worth 1 to 10000 basis points, or 1 to 2^53 - 1 minor units",
    "value_and_tiers": "a part has a value or tiers, not both, and tiers are of basis points",
    "tiers_unsorted": "tiers begin at 0, and each begins above the one before it",
    "limits_crossed": "minimum and maximum are from 0 to 2^53 - 1, the minimum not above the maximum",
    "currency_needed": "a rule that names amounts is for one currency: match.currency",
    "empty_range": "a range begins before it ends",
    "days_needed": f"t_plus_n has days, 1 to {LONGEST_DAYS}, and no other timing has",
}


def checked(rule: Rule) -> Rule:
    """The rule. Raises InvalidSplit with everything that is wrong with it."""
    found = list(problems(rule))
    if found:
        raise InvalidSplit(errors=[{"field": field, "code": code, "message": WHY[code]} for field, code in found])
    return rule


def problems(rule: Rule) -> Iterator[tuple[str, str]]:
    """Every reason against the rule: where, and which."""
    if not rule.parts:
        yield "parts", "no_parts"
    if len(rule.parts) > MOST_PARTS:
        yield "parts", "too_many_parts"
    roles = [part.role for part in rule.parts]
    for place, part in enumerate(rule.parts):
        if part.role in TAKEN or part.role in roles[:place]:
            yield f"parts.{place}.role", "same_role"
        for field, code in _of_part(part):
            yield f"parts.{place}.{field}", code
    floors = {0} | {tier.from_minor for part in rule.parts for tier in part.tiers}
    if any(sum(bps(part, floor) for part in rule.parts) > WHOLE_BPS for floor in floors):
        yield "parts", "above_whole"
    if rule.match.currency is None and _names_amounts(rule):
        yield "match.currency", "currency_needed"
    yield from _of_match(rule.match)
    fits = 1 <= (rule.days or 0) <= LONGEST_DAYS if rule.timing is Timing.T_PLUS_N else rule.days is None
    if not fits:
        yield "days", "days_needed"


def _of_part(part: RulePart) -> Iterator[tuple[str, str]]:
    fixed = part.kind is PartKind.FIXED_PER_UNIT
    if part.party_ref not in (SELLER, *PROMOTERS) and not PARTY.fullmatch(part.party_ref):
        yield "party_ref", "unknown_party"
    if part.tiers:
        yield from _of_tiers(part)
    elif not 1 <= part.value <= (LARGEST_MINOR if fixed else WHOLE_BPS):
        yield "value", "value_out_of_range"
    low, high = part.min_minor or 0, LARGEST_MINOR if part.max_minor is None else part.max_minor
    if not 0 <= low <= high <= LARGEST_MINOR:
        yield "min_minor", "limits_crossed"


def _of_tiers(part: RulePart) -> Iterator[tuple[str, str]]:
    if part.value or part.kind is PartKind.FIXED_PER_UNIT:
        yield "value", "value_and_tiers"
    floors = [tier.from_minor for tier in part.tiers]
    if floors != sorted(set(floors)) or floors[0] != 0 or floors[-1] > LARGEST_MINOR:
        yield "tiers", "tiers_unsorted"
    rates = [tier.bps for tier in part.tiers]
    if not 0 <= min(rates) <= max(rates) <= WHOLE_BPS or not any(rates):
        yield "tiers", "value_out_of_range"


def _of_match(match: Match) -> Iterator[tuple[str, str]]:
    band = match.price_band
    if band is not None:
        high = LARGEST_MINOR if band.to_minor is None else band.to_minor
        if not 0 <= band.from_minor < high <= LARGEST_MINOR:
            yield "match.price_band", "empty_range"
    if match.valid_from is not None and match.valid_to is not None and match.valid_from >= match.valid_to:
        yield "match.valid_to", "empty_range"


def _names_amounts(rule: Rule) -> bool:
    """Whether the rule means something else in another currency: a fixed amount, a bound of a tier, a limit, a band."""
    return rule.match.price_band is not None or any(
        part.kind is PartKind.FIXED_PER_UNIT
        or len(part.tiers) > 1
        or part.min_minor is not None
        or part.max_minor is not None
        for part in rule.parts
    )
