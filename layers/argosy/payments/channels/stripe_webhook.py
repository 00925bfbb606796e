"""Stripe's webhooks: the signature by its SDK, the window in time in both directions, and what the event says in our words."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import stripe

from argosy.payments.channel import Told, Word
from argosy.payments.channels.stripe import refunded_of
from argosy.payments.channels.stripe_client import keys
from argosy.payments.channels.stripe_disputes import disputed_of
from argosy.payments.errors import InvalidSignature, TimestampOutOfRange

TOLERANCE_SECONDS = 300
LONGEST_HEADER = 4_096
PAYMENT_EVENTS = ("payment_intent.succeeded", "payment_intent.canceled")
REFUND_EVENTS = ("refund.updated", "refund.failed")
DISPUTE_EVENTS = "charge.dispute."


def verified(raw: bytes, header: str, at: datetime) -> Word:
    """The event, if one of our endpoint's secrets signed these bytes now. Raises InvalidSignature, TimestampOutOfRange."""
    signed_at = _signed_at(raw, header)
    if abs(at.timestamp() - signed_at) > TOLERANCE_SECONDS:
        raise TimestampOutOfRange
    body = raw.decode()
    try:
        return _word(json.loads(body), body)
    except (ValueError, KeyError, TypeError, AttributeError):
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


def _word(event: Any, body: str) -> Word:
    """The event in our words. Its object names what it is about by the metadata that we gave it, a dispute by its payment."""
    kind, thing = str(event["type"]), event["data"]["object"]
    named = thing.get("metadata") or {}
    in_production = str(keys()["api_key"]).startswith(("sk_live_", "rk_live_"))
    word = Word("stripe", str(event["id"]), kind, body, is_ours=bool(event.get("livemode")) is in_production)
    if kind in PAYMENT_EVENTS and named.get("attempt_id"):
        return replace(word, attempt_id=str(named["attempt_id"]), told=_told(kind, thing))
    if kind in REFUND_EVENTS and named.get("refund_id"):
        return replace(word, refund_id=str(named["refund_id"]), refunded=refunded_of(thing))
    if kind.startswith(DISPUTE_EVENTS) and thing.get("payment_intent"):
        return replace(word, disputed=disputed_of(thing))
    return word


def _told(kind: str, intent: Any) -> Told:
    return Told(
        outcome="succeeded" if kind == "payment_intent.succeeded" else "closed",
        channel_ref=str(intent["id"]),
        amount_minor=int(intent.get("amount_received") or 0),
        currency=str(intent["currency"]).upper(),
    )
