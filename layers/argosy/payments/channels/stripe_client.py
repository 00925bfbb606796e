"""How Stripe is spoken to: our keys, its SDK, and what an answer means for whether it has acted."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import stripe

from argosy.kernel.secrets import secret
from argosy.kernel.settings import settings
from argosy.payments.errors import ChannelRefused, ChannelSilent

T = TypeVar("T")
RETRIES = 2


def keys() -> dict[str, Any]:
    """`api_key`, `publishable_key`, `webhook_secrets`, and `api_base` where Stripe is elsewhere. Never logged."""
    return secret(f"{settings().channel_secrets}/stripe", "api_key", "publishable_key", "webhook_secrets")


def ask(what: Callable[[stripe.StripeClient], T]) -> T:
    """Only a plain refusal is a no; anything else may have acted, so it is asked again later and never guessed.

    Raises ChannelRefused, ChannelSilent.
    """
    given = keys()
    try:
        return what(_client_of(given["api_key"], given.get("api_base")))
    except (stripe.CardError, stripe.InvalidRequestError) as no:
        raise ChannelRefused(reason=str(no.code or "invalid_request")) from no
    except stripe.StripeError as unknown:
        raise ChannelSilent(retry_after_seconds=2) from unknown


@cache
def _client_of(api_key: str, api_base: str | None) -> stripe.StripeClient:
    """One for each set of keys: its connections are kept, and a rotated key gets its own."""
    base: Any = {"api": api_base} if api_base else {}
    return stripe.StripeClient(api_key, base_addresses=base, max_network_retries=RETRIES)
