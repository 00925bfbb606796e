"""Passwords: argon2id by OWASP's figures; any characters, 8 to 128 of them; the common ones are refused."""

from functools import cache
from importlib.resources import files
from typing import Annotated, Any

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

LEAST, MOST = 8, 128


def _acceptable(value: Any) -> Any:
    if not isinstance(value, str) or len(value) < LEAST:
        raise PydanticCustomError("password_too_short", "a password has at least 8 characters")
    if len(value) > MOST:
        raise PydanticCustomError("password_too_long", "a password has at most 128 characters")
    if not _is_encodable(value):
        raise PydanticCustomError(
            "invalid_text", "the password holds half of a character, or what a gateway made of one"
        )
    if value.lower() in _common():
        raise PydanticCustomError("password_compromised", "this password is among the first that anybody would try")
    return value


NewPassword = Annotated[str, BeforeValidator(_acceptable)]


def _is_encodable(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" or character == "\ufffd" for character in text)


@cache
def _common() -> frozenset[str]:
    """The most used passwords of public breaches, as zxcvbn lists them (MIT); only those that are long enough are kept."""
    return frozenset((files(__package__) / "common_passwords.txt").read_text().split())


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, hash_len=32, salt_len=16)


@cache
def _nobodys() -> str:
    """A hash to verify against where there is no user, so that an unknown address costs what a wrong password costs."""
    return _hasher().hash("nobody has this password")


def hash_of(password: str) -> str:
    return _hasher().hash(password)


def matches(password: str, password_hash: str | None) -> bool:
    """Whether the password is the one of the hash; always the work of exactly one verification."""
    try:
        right = _hasher().verify(password_hash or _nobodys(), password)
    except (Argon2Error, UnicodeEncodeError):
        return False
    return right and password_hash is not None
