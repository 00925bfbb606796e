"""Drawn rules and sales, split and then refunded in random parts: `python -m tests.commission.campaign --cases 200000`.

Every case is checked; the first that does not come out even stops the run and is named by its seed and number.
"""

import argparse
import random
import sys
import time
from dataclasses import asdict, dataclass, replace

from argosy.commission.deal import PLATFORM, Deal, Funding
from argosy.commission.resolution import resolve
from argosy.commission.rule import WHOLE_BPS, Base, BaseKind, Match, PartKind, Rule, RulePart, Tier
from argosy.commission.split import Part, base_minor, bps, split
from argosy.commission.validity import MOST_PARTS, checked
from argosy.kernel.money import allocate
from tests.commission.deals import deal

LARGEST = 10**15
MOST_REFUNDS = 9


@dataclass
class Figures:
    """What a run has seen: `plain` cases have percentages only, in `capped` ones a part got less than its rule says."""

    cases: int = 0
    refunds: int = 0
    plain: int = 0
    capped: int = 0
    most_parts: int = 0


def run(cases: int, seed: int) -> Figures:
    """Raises AssertionError for the first case that does not come out even."""
    figures = Figures()
    for number in range(cases):
        dice = random.Random(f"{seed}/{number}")
        rule, sale = drawn_rule(dice), drawn_sale(dice)
        assert resolve([rule], sale).rule is rule
        parts = split(rule, sale)
        try:
            _even(rule, sale, parts, figures)
            _refunded(dice, parts, figures)
        except AssertionError as wrong:
            raise AssertionError(f"case {number} of seed {seed}: {rule} {sale} {parts}") from wrong
        figures.cases += 1
        figures.most_parts = max(figures.most_parts, len(parts))
    return figures


def drawn_amount(dice: random.Random) -> int:
    """As often small as large, up to 10^15."""
    return dice.randrange(10 ** dice.randint(0, 15) + 1)


def drawn_sale(dice: random.Random) -> Deal:
    funding = [Funding(dice.choice((PLATFORM, "merchant")), drawn_amount(dice)) for _ in range(dice.randrange(3))]
    return deal(
        drawn_amount(dice), quantity=dice.randint(1, 99), tax_minor=drawn_amount(dice), funding=tuple(funding),
        shipping_minor=drawn_amount(dice), promoter_ids=("bob", "eve")[: dice.randrange(3)],
    )  # fmt: skip


def drawn_rule(dice: random.Random) -> Rule:
    plain, count = dice.random() < 0.4, dice.randint(1, MOST_PARTS)
    cuts = sorted(dice.randint(1, WHOLE_BPS) for _ in range(count))
    rates = [max(1, high - low) for low, high in zip([0, *cuts], cuts, strict=False)]
    parts = [
        RulePart(
            role=f"r{n}", party_ref=dice.choice(("seller", "promoter", "parent_promoter", "affiliate:acme")), value=rate
        )
        for n, rate in enumerate(rates)
    ]
    while sum(part.value for part in parts) > WHOLE_BPS:
        parts.pop()
    base = Base(kind=dice.choice(list(BaseKind)), include_shipping=dice.random() < 0.5)
    given = tuple(parts if plain else (_bent(dice, part) for part in parts))
    return checked(Rule(rule_id="rul_a", base=base, match=Match(currency="CNY"), parts=given))


def _bent(dice: random.Random, part: RulePart) -> RulePart:
    """The part with a limit, by tiers, or as a fixed amount; never more of the whole than before."""
    low, high = sorted((drawn_amount(dice), drawn_amount(dice)))
    tiers = (Tier(0, part.value), Tier(1 + low, dice.randint(0, part.value)), Tier(2 + low + high, part.value))
    return dice.choice(
        (
            replace(part, min_minor=low),
            replace(part, max_minor=high),
            replace(part, min_minor=low, max_minor=high),
            replace(part, value=0, tiers=tiers),
            replace(part, kind=PartKind.FIXED_PER_UNIT, value=1 + low),
            part,
        )
    )


def _even(rule: Rule, sale: Deal, parts: tuple[Part, ...], figures: Figures) -> None:
    assert sum(part.amount_minor for part in parts) == sale.payable_minor + sale.funded_by(PLATFORM)
    assert min(part.amount_minor for part in parts) >= 0
    assert parts == split(rule, sale)
    base = base_minor(rule, sale)
    for asked, part in zip(rule.parts, parts, strict=False):
        exact = base * bps(asked, base)
        if asked.kind is PartKind.FIXED_PER_UNIT:
            exact = WHOLE_BPS * asked.value * sale.quantity
        free = asked.min_minor is None and asked.max_minor is None
        figures.capped += free and part.amount_minor * WHOLE_BPS <= exact - WHOLE_BPS
        assert not free or part.amount_minor * WHOLE_BPS < exact + WHOLE_BPS
    if all(part == RulePart(role=part.role, party_ref=part.party_ref, value=part.value) for part in rule.parts):
        figures.plain += 1
        rates = [part.value for part in rule.parts]
        for rate, part in zip((*rates, WHOLE_BPS - sum(rates)), parts, strict=False):
            assert abs(part.amount_minor * WHOLE_BPS - base * rate) < WHOLE_BPS


def _refunded(dice: random.Random, parts: tuple[Part, ...], figures: Figures) -> None:
    """Every refund is taken from what remains of each part; after the last nobody has anything of the line."""
    left = [part.amount_minor for part in parts]
    for turn in range(1 + dice.randrange(MOST_REFUNDS)):
        whole = sum(left)
        if not whole:
            break
        refund_minor = whole if turn == 0 and dice.random() < 0.1 else dice.randint(1, whole)
        left = _taken(left, refund_minor)
        figures.refunds += 1
    if sum(left):
        left = _taken(left, sum(left))
        figures.refunds += 1
    assert not any(left)


def _taken(left: list[int], refund_minor: int) -> list[int]:
    back = allocate(refund_minor, left)
    assert sum(back) == refund_minor
    assert all(0 <= given <= had for given, had in zip(back, left, strict=True))
    return [had - given for given, had in zip(back, left, strict=True)]


def main() -> int:
    reader = argparse.ArgumentParser(prog="python -m tests.commission.campaign", description=__doc__)
    reader.add_argument("--cases", type=int, default=200_000)
    reader.add_argument("--seed", type=int, default=20_261_120)
    asked = reader.parse_args()
    began = time.monotonic()
    figures = run(asked.cases, asked.seed)
    shown = asdict(figures) | {"seed": asked.seed, "seconds": round(time.monotonic() - began, 1)}
    sys.stdout.write("".join(f"{name:11}{value:>14,}\n" for name, value in shown.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
