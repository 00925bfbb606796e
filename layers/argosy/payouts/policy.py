"""How much is paid out without a question. Limits are in dollars' worth, so that they mean alike in every currency."""

import json
from dataclasses import dataclass
from typing import Self

from argosy.kernel.settings import settings

# Minor units of about one US dollar. Nothing is converted by this: it only says which payouts are large.
DOLLAR = {
    "AED": 367, "AUD": 150, "BHD": 376, "BRL": 550, "CAD": 137, "CHF": 80, "CNY": 710, "CZK": 2_100, "DKK": 640,
    "EUR": 86, "GBP": 75, "HKD": 780, "IDR": 1_650_000, "INR": 8_800, "JOD": 709, "JPY": 150, "KRW": 1_400,
    "KWD": 306, "MXN": 1_850, "MYR": 420, "NOK": 1_000, "NZD": 172, "OMR": 385, "PHP": 5_800, "PLN": 365, "SAR": 375,
    "SEK": 940, "SGD": 129, "THB": 3_250, "TND": 2_900, "TRY": 4_200, "TWD": 3_050, "USD": 100, "VND": 26_300,
    "ZAR": 1_730,
}  # fmt: skip


def cents_worth(amount_minor: int, currency: str) -> int:
    """About how many US cents an amount is worth, rounded up."""
    return -(-amount_minor * 100 // DOLLAR[currency])


@dataclass(frozen=True, kw_only=True)
class Policy:
    """A deployment changes any of these by its setting `payout_policy`, a JSON object."""

    cool_off_hours: int = 24
    """How long a bank account that was just verified is paid nothing."""
    most_per_day: int = 5
    """Payouts of one person in a day that nobody looks at."""
    most_cents_per_day: int = 2_000_000
    most_cents_per_month: int = 10_000_000
    most_cents_unidentified: int = 200_000
    """A month's payouts of somebody of whom only the e-mail address is verified."""
    largest_first_cents: int = 50_000
    """A first payout above it is looked at."""
    four_eyes_cents: int = 500_000
    """A payout above it is approved by two people."""

    @classmethod
    def current(cls) -> Self:
        return cls(**json.loads(settings().payout_policy or "{}"))
