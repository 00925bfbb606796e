"""The number of a bank account as a payee sends it: an IBAN or a country's own form, and never the number of a credit card."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

SHAPE = re.compile(r"[A-Z0-9]{4,34}", re.ASCII)
IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", re.ASCII)
# Card schemes by their own first digits and lengths. Many bank accounts have thirteen to nineteen digits and pass Luhn's check
# by chance, and in China the number of an account is one of UnionPay's, so neither alone makes a card.
CARD = re.compile(
    r"4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|6(?:011|5\d\d|4[4-9]\d)\d{12}"
    r"|35(?:2[89]|[3-8]\d)\d{12}|3(?:0[0-5]|[68]\d)\d{11}",
    re.ASCII,
)


def _account_number(value: Any) -> str:
    text = re.sub(r"[\s-]", "", value).upper() if isinstance(value, str) else ""
    if not SHAPE.fullmatch(text) or (IBAN.fullmatch(text) and not _checks_as_iban(text)):
        raise PydanticCustomError("invalid_account_number", "this is not the number of a bank account")
    if CARD.fullmatch(text) and _checks_as_card(text):
        raise PydanticCustomError("card_data_not_accepted", "never send a card number here")
    return text


def _checks_as_iban(text: str) -> bool:
    """ISO 7064: letters count from ten, the first four characters go to the end, and the whole leaves one modulo 97."""
    return int("".join(str(int(character, 36)) for character in text[4:] + text[:4])) % 97 == 1


def _checks_as_card(digits: str) -> bool:
    """Luhn's check."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 * (number > 9) for number in doubled) % 10 == 0


def _bank_code(value: Any) -> str:
    text = value.replace(" ", "").upper() if isinstance(value, str) else ""
    if not re.fullmatch(r"[A-Z0-9]{3,15}", text, re.ASCII):
        raise PydanticCustomError("invalid_bank_code", "a bank code is a BIC, a routing number or a sort code")
    return text


AccountNumber = Annotated[str, BeforeValidator(_account_number)]
BankCode = Annotated[str, BeforeValidator(_bank_code)]
