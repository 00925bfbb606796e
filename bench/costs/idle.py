"""What the schedules ask of the table while nobody calls: each is woken once on an empty deployment."""

from functools import cache
from importlib import import_module

import pytest

from argosy.kernel.worker import Scheduled
from bench.costs.meter import Cost, metered
from docs.inventory import functions
from tests.support.call import context
from tests.support.cloud import cloud
from tests.support.privilege import role_of


@cache
def idle() -> dict[str, Cost]:
    """By the name of its Lambda. The second call counts: what is read once in the life of a function does not come again."""
    woken = [each for each in functions() if isinstance(each.module.handler, Scheduled)]
    found = {}
    for function in woken:
        with pytest.MonkeyPatch.context() as patch, cloud(patch), metered() as meter:
            handler = import_module(function.module.__name__).handler
            name = f"argosy-{function.context}-{function.name}"
            for _ in range(2):
                with role_of(function.module.__name__):
                    meter.measured(name, lambda: handler({}, context()), lambda _: True)  # noqa: B023
            found[name] = meter.costs[name]
    return found
