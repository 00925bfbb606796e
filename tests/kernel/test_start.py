"""A function's start makes only what stays and collects nothing; from its first event on garbage is collected again."""

import gc
import json

import pytest

from argosy import settled
from functions.identity import profile
from functions.outbox import relay
from functions.timers import drain
from tests.support.bus import Bus
from tests.support.call import call, context
from tests.support.people import PASSWORD


@pytest.mark.parametrize("kind", ["endpoint", "listener", "schedule", "stream"])
def test_whatever_wakes_a_function_garbage_is_collected_from_its_first_event_on(bus: Bus, kind: str) -> None:
    wish = {"email": "ann@example.com", "password": PASSWORD, "display_name": "Ann"}
    call("identity.register", "POST /v1/users", wish).ok()
    settled.cache_clear()
    gc.disable()

    if kind == "endpoint":
        call(profile, "GET /v1/me")
    elif kind == "listener":
        bus.settle()
    elif kind == "schedule":
        drain.handler(json.loads("{}"), context())
    else:
        relay.handler({"Records": []}, context())

    assert gc.isenabled()
