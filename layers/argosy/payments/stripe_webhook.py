"""Stripe's webhooks: the signature by its SDK, the window in time in both directions, and what the event says in our words."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import stripe

from argosy.payments.attempt import Told
from argosy.payments.errors import InvalidSignature, TimestampOutOfRange
from argosy.payments.stripe_channel import keys

TOLERANCE_SECONDS = 300
LONGEST_HEADER = 4_096
PAYMENT_EVENTS = ("payment_intent.succeeded", "payment_intent.canceled")
REFUND_EVENTS = ("refund.updated", "refund.failed")


@dataclass(frozen=True)
class Word:
    """A verified event: which it is, and its own bytes."""

    channel: str
    event_id: str
    event_type: str
    body: str

    @cached_property
    def event(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.body)
        return read

    @property
    def object(self) -> dict[str, Any]:
        found: dict[str, Any] = self.event["data"]["object"]
        return found

    @property
    def attempt_id(self) -> str | None:
        """The attempt that it is about, by the name we gave it at the channel."""
        found = (self.object.get("metadata") or {}).get("attempt_id")
        return str(found) if found and self.event_type in PAYMENT_EVENTS else None

    @property
    def refund_id(self) -> str | None:
        found = (self.object.get("metadata") or {}).get("refund_id")
        return str(found) if found and self.event_type in REFUND_EVENTS else None

    @property
    def is_ours(self) -> bool:
        """Whether it is of the world in which we are: a test event in production is kept and does nothing."""
        in_production = str(keys()["api_key"]).startswith(("sk_live_", "rk_live_"))
        return bool(self.event.get("livemode")) is in_production


def verified(raw: bytes, header: str, at: datetime) -> Word:
    """The event, if one of our endpoint's secrets signed these bytes now. Raises InvalidSignature, TimestampOutOfRange."""
    signed_at = _signed_at(raw, header)
    if abs(at.timestamp() - signed_at) > TOLERANCE_SECONDS:
        raise TimestampOutOfRange
    body = raw.decode()
    try:
        event = json.loads(body)
        return Word("stripe", str(event["id"]), str(event["type"]), body)
    except (ValueError, KeyError, TypeError):
        raise InvalidSignature from None


def _signed_at(raw: bytes, header: str) -> int:
    """When the header says it was signed, once a secret is found that signed it. Several secrets live during a rotation."""
    if not header or len(header) > LONGEST_HEADER:
        raise InvalidSignature
    for endpoint_secret in keys()["webhook_secrets"]:
        try:
            # The SDK's own window is measured by the machine's clock and open to the future, so it is ours that counts.
            stripe.WebhookSignature.verify_header(raw, header, endpoint_secret, tolerance=None)
        except (stripe.SignatureVerificationError, ValueError):
            continue
        return int(stripe.WebhookSignature._get_timestamp_and_signatures(header, "v1")[0])
    raise InvalidSignature


def told_of(word: Word) -> Told:
    """What a payment event says of its attempt."""
    intent = word.object
    outcome = "succeeded" if word.event_type == "payment_intent.succeeded" else "closed"
    return Told(
        outcome=outcome, channel_ref=str(intent["id"]), amount_minor=int(intent.get("amount_received") or 0),
        currency=str(intent["currency"]).upper(),
    )  # fmt: skip
