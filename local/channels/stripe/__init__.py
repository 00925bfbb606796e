"""The part of Stripe's API that Argosy calls, on the loopback interface, for the official SDK: no money moves."""

from local.channels.stripe.errors import StripeError
from local.channels.stripe.simulator import StripeSimulator

__all__ = ["StripeError", "StripeSimulator"]
