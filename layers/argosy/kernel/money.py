"""Money is an integer of minor units with a currency. It is split by largest remainder and never by floats."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator
from pydantic_core import PydanticCustomError

# ISO 4217: how many decimals the minor unit stands for. A currency that is not here is refused.
DECIMALS = {
    "AED": 2,
    "AUD": 2,
    "BHD": 3,
    "BRL": 2,
    "CAD": 2,
    "CHF": 2,
    "CNY": 2,
    "CZK": 2,
    "DKK": 2,
    "EUR": 2,
    "GBP": 2,
    "HKD": 2,
    "IDR": 2,
    "INR": 2,
    "JOD": 3,
    "JPY": 0,
    "KRW": 0,
    "KWD": 3,
    "MXN": 2,
    "MYR": 2,
    "NOK": 2,
    "NZD": 2,
    "OMR": 3,
    "PHP": 2,
    "PLN": 2,
    "SAR": 2,
    "SEK": 2,
    "SGD": 2,
    "THB": 2,
    "TND": 3,
    "TRY": 2,
    "TWD": 2,
    "USD": 2,
    "VND": 0,
    "ZAR": 2,
}
LARGEST_MINOR = 2**53 - 1  # every client's JSON parser keeps integers exact up to here


def _amount(value: Any) -> Any:
    if type(value) is not int or not 0 < value <= LARGEST_MINOR:
        raise PydanticCustomError("invalid_amount", "an amount is a whole number of minor units from 1 to 2^53 - 1")
    return value


def _currency(value: Any) -> Any:
    if not isinstance(value, str) or value not in DECIMALS:
        raise PydanticCustomError("invalid_currency", "a currency is an ISO 4217 code in capitals")
    return value


Amount = Annotated[int, BeforeValidator(_amount)]
Currency = Annotated[str, BeforeValidator(_currency)]


class Money(BaseModel, frozen=True, extra="forbid"):
    """An amount as the API shows it: `{"amount": 1999, "currency": "CNY"}` is 19.99 yuan."""

    amount: int
    currency: str

    def __str__(self) -> str:
        decimals = DECIMALS[self.currency]
        whole, part = divmod(abs(self.amount), 10**decimals)
        sign = "-" if self.amount < 0 else ""
        return f"{self.currency} {sign}{whole}" + (f".{part:0{decimals}d}" if decimals else "")


class Price(Money, frozen=True, extra="forbid", strict=True):
    """Money that somebody asks for: above zero, in a currency that we know."""

    amount: Amount
    currency: Currency


Sum = Annotated[Price | int, BeforeValidator(lambda value: value if isinstance(value, dict) else _amount(value))]
"""Money, or its minor units alone where the currency is known."""


def allocate(total_minor: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Split a total by weights so that the parts sum to it exactly (largest remainder, ties to the first).

    Every part is within one unit of its exact share. Raises ValueError unless the weights are >= 0 with a sum above 0
    and the total is >= 0.
    """
    if total_minor < 0 or not weights or min(weights) < 0 or sum(weights) <= 0:
        raise ValueError("allocate needs a total >= 0 and weights >= 0 with a sum above 0")
    whole = sum(weights)
    parts = [total_minor * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total_minor * weights[i] % whole), i))
    for i in by_remainder[: total_minor - sum(parts)]:
        parts[i] += 1
    return tuple(parts)
