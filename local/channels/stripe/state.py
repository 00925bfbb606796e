"""Keeps an account over a graceful restart, as one JSON file."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from local.channels.stripe.account import Job

if TYPE_CHECKING:
    from local.channels.stripe.simulator import StripeSimulator

_FILE = "stripe.json"


def save(simulator: StripeSimulator, directory: Path) -> None:
    account = simulator.account
    kept = {
        "objects": account.objects,
        "behaviours": account.behaviours,
        "jobs": [asdict(job) for job in account.jobs],
        "keys": simulator.keys.dump(),
        "undelivered": simulator.webhooks.undelivered,
    }
    directory.mkdir(parents=True, exist_ok=True)
    written = directory / f"{_FILE}.new"
    written.write_text(json.dumps(kept))
    written.replace(directory / _FILE)


def load(simulator: StripeSimulator, directory: Path) -> None:
    """Events that were not yet delivered are sent again."""
    if not (directory / _FILE).exists():
        return
    kept = json.loads((directory / _FILE).read_text())
    account = simulator.account
    account.objects = kept["objects"]
    account.behaviours = kept["behaviours"]
    account.jobs = [Job(**job) for job in kept["jobs"]]
    simulator.keys.load(kept["keys"])
    for event_id in kept["undelivered"]:
        simulator.webhooks.offer(account.get("event", event_id))
