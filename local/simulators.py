"""The channels of the stack: how the simulator of each is started, and the secret that a person enters on AWS."""

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
        "--webhook-secret": STRIPE["webhook_secret"],
        "--api-key": STRIPE["api_key"],
        "--publishable-key": STRIPE["publishable_key"],
    }


def _bank_arguments(stack: Stack) -> dict[str, str]:
    keys = {f"--{name.replace('_', '-')}": value for name, value in BANK.items()}
    return {**keys, "--webhook-url": f"{stack.api}/v1/webhooks/payout/aggregator"}


def _told(name: str, stack: Stack) -> dict[str, Any]:
    """The keys with which it was started."""
    held = dict(stack.channels[name])
    return {"api_base": held.pop("url"), "webhook_secrets": [held.pop("webhook_secret")], **held}


def _alipay_secret(stack: Stack) -> dict[str, Any]:
    """Its keys are new at every start, so it is asked for them."""
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
        f"{stack.channels['alipay']['url']}/_sim/merchant"
    ) as answer:
        return {**json.load(answer), "notify_url": f"{stack.api}/v1/webhooks/alipay"}


SIMULATORS = {
    "stripe": Simulator(_stripe_arguments, partial(_told, "stripe"), STRIPE),
    "alipay": Simulator(lambda _: {}, _alipay_secret),
    "bank": Simulator(_bank_arguments, partial(_told, "bank"), BANK),
}


def start(name: str, port: int, stack: Stack) -> int:
    """The process id of the channel's simulator."""
    given = {"--port": str(port), "--clock-file": str(clock_file()), **SIMULATORS[name].arguments(stack)}
    words = [word for pair in given.items() for word in pair]
    # The clock's file lies in the state folder, by which `processes.alive` knows its own children again.
    return processes.start(name, f"local.channels.{name}", words, sealed())


def secret_id(name: str) -> str:
    return f"argosy/channels/{name}"
