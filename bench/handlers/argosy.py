"""Argosy's own function, as it is deployed."""

from argosy.kernel import aws
from functions.social.comment import handler

__all__ = ["handler", "ready"]


def ready() -> None:
    """Argosy makes its client at the first request; here it counts to the start, as it does for the others."""
    aws.client("dynamodb")
