"""Signs events as Stripe does: HMAC-SHA256 over `{timestamp}.{body}`, one `v1` per secret."""

import hmac
import json
from collections.abc import Sequence
from hashlib import sha256

from local.channels.stripe.account import StripeObject


def sign(event: StripeObject, secrets: Sequence[str], timestamp: int) -> tuple[dict[str, str], bytes]:
    """The headers and the body of one delivery. The body of an event is the same bytes each time."""
    body = json.dumps(event, indent=2, ensure_ascii=False).encode()
    signed = str(timestamp).encode() + b"." + body
    signatures = [f"v1={hmac.new(secret.encode(), signed, sha256).hexdigest()}" for secret in secrets]
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "Stripe-Signature": ",".join([f"t={timestamp}", *signatures]),
    }
    return headers, body
