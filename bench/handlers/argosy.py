"""Argosy's own function, as it is deployed."""

from functions.social.comment import handler

__all__ = ["handler"]
