"""The three places where tests and tools stand between the product and AWS; nobody else patches what carries its calls.

A call is what the product asks, with all its tries; an attempt is one of them; a sending is what goes over the wire.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from argosy.kernel import aws
from argosy.kernel.transport import tries, wire
from argosy.kernel.transport.services import Endpoint

Call = Callable[[str, str, dict[str, Any]], Any]
"""Service, operation, request; what comes of it."""
Send = Callable[[Endpoint, dict[str, str], bytes], wire.Answer]


def on_calls(patch: pytest.MonkeyPatch, does: Callable[[Call, str, str, Any], Any]) -> None:
    """Each call goes through `does(go_on, service, operation, request)`; whoever stands there already comes after."""
    inner = aws.call
    patch.setattr(aws, "call", lambda service, operation, request: does(inner, service, operation, request))


def on_attempts(patch: pytest.MonkeyPatch, does: Callable[[Call, str, str, Any], Any]) -> None:
    """So does each try of a call by our own transport."""
    inner = tries.attempt
    patch.setattr(tries, "attempt", lambda service, operation, request: does(inner, service, operation, request))


def on_sendings(patch: pytest.MonkeyPatch, does: Callable[[Send, Endpoint, dict[str, str], bytes], Any]) -> None:
    """And so does each message of it."""
    inner = wire.send
    patch.setattr(wire, "send", lambda *given, **named: does(partial(inner, **named), *given))
