"""The port to channels that take shares back, and to those that want to know receivers before and freeze orders."""

import importlib
from typing import Protocol, cast

from argosy.payments.attempt import Attempt
from argosy.payments.split_words import ReturnWish, SplitAnswer

SHARING = ("wechat",)
"""Channels that are `Sharer`s."""


class Returner(Protocol):
    """A channel that takes back from a party's account there what it has passed on. Raises as a channel does."""

    def take_back(self, wish: ReturnWish) -> SplitAnswer:
        """Bring it back to us; asked again it is the same return."""

    def query_return(self, wish: ReturnWish) -> SplitAnswer:
        """What became of it. One that the channel never had is asked for again, under its number."""


class Sharer(Protocol):
    """A channel that shares only with receivers it was told of, and freezes an order until then. Raises as a channel does."""

    def add_receiver(self, account: str, name: str | None, *, is_person: bool) -> None:
        """Let shares go to this account. It must be of that full name; of a person's none need be given. Once added, it is."""

    def free_rest(self, attempt: Attempt, number: str) -> None:
        """Nothing more of it is to be passed on: what is left is ours to use. Under the same number it is one request."""


def returner(name: str) -> Returner:
    """The channel of this name, which has passed a share on."""
    return cast("Returner", importlib.import_module(f"argosy.payments.channels.{name}"))


def sharer(name: str) -> Sharer:
    """The channel of this name, which is one of `SHARING`."""
    return cast("Sharer", importlib.import_module(f"argosy.payments.channels.{name}"))
