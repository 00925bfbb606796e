"""What is known of a party that is paid."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Party:
    """`held_for` are the reasons for which its payouts wait; `changes` counts how often any of this was changed."""

    name: str
    held_for: frozenset[str] = frozenset()
    withholding_bps: int = 0
    changes: int = 0
