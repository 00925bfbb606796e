"""How Stripe refuses a request that it never began: nothing is done and no key is kept."""

from local.channels.stripe.errors import StripeError
from local.channels.stripe.idempotency import in_use

REFUSALS = ("http_500", "http_429", "http_409")


def refusal(kind: str, key: str | None) -> StripeError:
    if kind == "http_409":
        return in_use(key)
    if kind == "http_429":
        message = "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits."
        return StripeError(429, message, code="rate_limit")
    return StripeError(500, "An unknown error occurred.", type="api_error")
