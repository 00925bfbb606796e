"""What operators are shown of rules, and of what they would do."""

from argosy.commission.book import RuleBook
from argosy.commission.deal import Deal
from argosy.commission.resolution import Resolution, Shadow, Skipped, shadows
from argosy.commission.rule import RESIDUAL_ROLE, SEED_RULE, Base, Match, Rule, RulePart, Timing
from argosy.commission.split import base_minor, split
from argosy.kernel.body import Instant, View
from argosy.kernel.money import Money


class RuleView(View):
    """A rule. Who has `residual_role` gets what no part takes."""

    rule_id: str
    position: int
    match: Match
    base: Base
    parts: tuple[RulePart, ...]
    residual_role: str = RESIDUAL_ROLE
    timing: Timing
    days: int | None


class RuleBookView(View):
    """All rules in the order in which they are asked; `fallback` is for what none of them is for.

    `warnings` names the rules that can never decide, and the rule above each that hides it.
    """

    version: int
    saved_by: str | None
    saved_at: Instant | None
    data: list[RuleView]
    fallback: RuleView
    warnings: list[Shadow]

    @classmethod
    def of_book(cls, book: RuleBook) -> "RuleBookView":
        return cls(
            version=book.version,
            saved_by=book.saved_by,
            saved_at=book.saved_at,
            data=[RuleView.of(rule) for rule in book.rules],
            fallback=RuleView.of(SEED_RULE),
            warnings=list(shadows(book.rules)),
        )


class OneRuleView(View):
    """A rule with the version of the book in which it stands."""

    version: int
    rule: RuleView
    warnings: list[Shadow]

    @classmethod
    def of_rule(cls, book: RuleBook, rule_id: str) -> "OneRuleView":
        return cls(version=book.version, rule=RuleView.of(book.rule(rule_id)), warnings=list(shadows(book.rules)))


class PartView(View):
    role: str
    party: str
    amount: Money


class SplitView(View):
    """What a line would become: the rule that decides, what is shared, and everybody's part.

    `skipped` are the rules that were asked before and why they do not hold, `shadowed` those below that would have held too.
    """

    line_no: int
    rule_id: str
    position: int
    timing: Timing
    days: int | None
    base: Money
    parts: list[PartView]
    skipped: list[Skipped]
    shadowed: list[str]

    @classmethod
    def of_deal(cls, deal: Deal, found: Resolution) -> "SplitView":
        def money(minor: int) -> Money:
            return Money(amount=minor, currency=deal.currency)

        rule: Rule = found.rule
        return cls(
            line_no=deal.line_no,
            rule_id=rule.rule_id,
            position=rule.position,
            timing=rule.timing,
            days=rule.days,
            base=money(base_minor(rule, deal)),
            parts=[
                PartView(role=part.role, party=part.party, amount=money(part.amount_minor))
                for part in split(rule, deal)
            ],
            skipped=list(found.skipped),
            shadowed=list(found.shadowed),
        )


class SimulationView(View):
    """Nothing was written."""

    version: int
    lines: list[SplitView]
    warnings: list[Shadow]
