"""Payment channels and bank of the stack: how the simulator of each is started, and the secret that a person enters on AWS."""

import json
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from local import processes
from local.aws import sealed
from local.home import clock_file, home
from local.stack import Stack

STRIPE = {"api_key": "sk_test_argosy", "publishable_key": "pk_test_argosy", "webhook_secret": "whsec_argosy_local"}
BANK = {"api_key": "bank_argosy", "api_secret": "banksec_argosy_local", "webhook_secret": "bankwh_argosy_local"}


@dataclass(frozen=True)
class Simulator:
    """What it is started with beside its port and clock, what `status` tells of it, and what our functions have to know."""

    arguments: Callable[[Stack], dict[str, str]]
    secret: Callable[[Stack], dict[str, Any]]
    told: dict[str, str] = field(default_factory=dict)


def _stripe_arguments(stack: Stack) -> dict[str, str]:
    return {
        "--state-dir": str(home() / "stripe"),
        "--webhook-url": f"{stack.api}/v1/webhooks/stripe",
        **_options(STRIPE),
    }


def _bank_arguments(stack: Stack) -> dict[str, str]:
    return {"--webhook-url": f"{stack.api}/v1/webhooks/payout/aggregator", **_options(BANK)}


def _options(keys: dict[str, str]) -> dict[str, str]:
    return {f"--{name.replace('_', '-')}": key for name, key in keys.items()}


def _given(name: str, keys: dict[str, str], stack: Stack) -> dict[str, Any]:
    """Keys that we have chosen for the simulator."""
    held = dict(keys)
    return {"api_base": stack.channels[name]["url"], "webhook_secrets": [held.pop("webhook_secret")], **held}


def _merchant(name: str, stack: Stack) -> dict[str, Any]:
    """Keys that are new at every start, so the simulator is asked for them."""
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
        f"{stack.channels[name]['url']}/_sim/merchant"
    ) as answer:
        return {**json.load(answer), "notify_url": f"{stack.api}/v1/webhooks/{name}"}


SIMULATORS = {
    "stripe": Simulator(_stripe_arguments, partial(_given, "stripe", STRIPE), STRIPE),
    "alipay": Simulator(lambda _: {}, partial(_merchant, "alipay")),
    "wechat": Simulator(lambda _: {"--probe-every": "3"}, partial(_merchant, "wechat")),
    "bank": Simulator(_bank_arguments, partial(_given, "bank", BANK), BANK),
}


def start(name: str, port: int, stack: Stack) -> int:
    """The process id of the channel's simulator."""
    given = {"--port": str(port), "--clock-file": str(clock_file()), **SIMULATORS[name].arguments(stack)}
    words = [word for pair in given.items() for word in pair]
    # The clock's file lies in the state folder, by which `processes.alive` knows its own children again.
    return processes.start(name, f"local.channels.{name}", words, sealed())


def secret_id(name: str) -> str:
    return f"argosy/channels/{name}"
