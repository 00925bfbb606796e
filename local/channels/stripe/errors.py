"""How Stripe says no: `{"error": {"type", "code", "message", "param", …}}` under an HTTP status."""

from typing import Any

from local.channels.http import Refused


class StripeError(Refused):
    """A refusal in Stripe's own words; one raised before the endpoint began is not kept under the Idempotency-Key."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        type: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        kept: bool = True,
        **more: Any,
    ) -> None:
        self.kept = kept
        error = {"type": type, "code": code, "message": message, "param": param, **more}
        if code is not None:
            error["doc_url"] = f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}"
        self.error: dict[str, Any] = {name: value for name, value in error.items() if value is not None}
        super().__init__(message, status, {"error": self.error})


def invalid(message: str, param: str, code: str | None = None) -> StripeError:
    """A parameter that was refused before anything was done."""
    return StripeError(400, message, code=code, param=param, kept=False)


def missing(object_name: str, object_id: str, param: str) -> StripeError:
    return StripeError(404, f"No such {object_name}: '{object_id}'", code="resource_missing", param=param)


def unexpected_state(message: str, intent: dict[str, Any]) -> StripeError:
    return StripeError(400, message, code="payment_intent_unexpected_state", payment_intent=intent)
