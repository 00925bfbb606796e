"""Rules and sales for tests, said by what matters in them."""

from datetime import UTC, datetime
from typing import Any

from argosy.commission.deal import PLATFORM, Deal, Funding
from argosy.commission.rule import Match, Rule, RulePart
from argosy.commission.split import split

NOW = datetime(2026, 11, 20, 4, 8, tzinfo=UTC)
CREATOR = RulePart(role="creator", party_ref="seller", value=7_000)
CHANNEL = RulePart(role="channel", party_ref="promoter", value=1_000)


def deal(payable_minor: int, *, by_platform: int = 0, **more: Any) -> Deal:
    """A line of one piece that the buyer pays so much for; `by_platform` is what the platform pays of a discount."""
    given = {"line_no": 1, "seller_id": "ann", "currency": "CNY", "quantity": 1, "list_minor": payable_minor, "at": NOW}
    if by_platform:
        given["funding"] = (Funding(PLATFORM, by_platform),)
    return Deal(payable_minor=payable_minor, **{**given, **more})


def match(**fields: Any) -> Match:
    return Match(**fields)


def rule(*parts: RulePart, rule_id: str = "rul_a", **more: Any) -> Rule:
    return Rule(rule_id=rule_id, parts=parts or (CREATOR, CHANNEL), **more)


def shares(rule: Rule, payable_minor: int, **more: Any) -> dict[str, int]:
    """What each role gets of such a line."""
    return {part.role: part.amount_minor for part in split(rule, deal(payable_minor, **more))}
