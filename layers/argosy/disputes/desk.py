"""The port to a channel's desk for disputes. Not every channel has one: it is a module of its own, `<channel>_disputes`."""

import importlib
from typing import Protocol, cast

from argosy.payments.dispute_words import Disputed


class Desk(Protocol):
    """Both raise ChannelRefused for a plain no, and ChannelSilent where it cannot be known whether the channel acted."""

    def submit_evidence(self, dispute_ref: str, text: str, key: str) -> Disputed:
        """Hand the seller's side to the bank; asked again under the same key it is handed over once."""

    def accept(self, dispute_ref: str, key: str) -> Disputed:
        """Give it up; asked again it is the same end."""


def desk(channel: str) -> Desk:
    """The desk of a channel that has told of a dispute."""
    return cast("Desk", importlib.import_module(f"argosy.payments.channels.{channel}_disputes"))
