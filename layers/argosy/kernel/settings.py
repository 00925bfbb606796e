"""What a deployment sets, read once from the environment at the first use, typed."""

import os
from dataclasses import dataclass, fields
from functools import cache


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Each field is the environment variable of its name in capitals; the template sets them (infra/constructs)."""

    table_name: str
    bus_name: str = ""
    signing_keys: str = ""
    issuer: str = "argosy"
    mail_sender: str = ""
    dead_letter_url: str = ""
    dead_letters: str = ""
    """The contexts that have a dead-letter queue, for the desk that empties all of them."""
    channel_secrets: str = "argosy/channels"
    pepper_secret: str = "argosy/pepper"
    origin_secret: str = "argosy/origin"
    push_applications: str = ""
    payout_policy: str = ""
    late_payment: str = "refund"
    custody: str = "platform"
    zone: str = "UTC"
    transfer_limits: str = "*=5000000"
    version: str = "0"
    transport: str = "own"
    """`botocore` is AWS's SDK for every call (docs/decisions/0002)."""


@cache
def settings() -> Settings:
    """Raises KeyError with the variable's name when the deployment forgot it."""
    given = {
        field.name: os.environ[field.name.upper()] for field in fields(Settings) if field.name.upper() in os.environ
    }
    if "table_name" not in given:
        raise KeyError("TABLE_NAME")
    return Settings(**given)
