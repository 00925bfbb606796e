"""What is known about the running stack, kept in `.argosy/stack.json` for every later command."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from local.home import Problem, home

ACCOUNT = "000000000000"
REGION = "eu-central-1"
# By kind of device: Apple and Google would give a certificate and a key for these.
PUSH_APPLICATIONS = {
    "ios": f"arn:aws:sns:{REGION}:{ACCOUNT}:app/APNS/argosy",
    "android": f"arn:aws:sns:{REGION}:{ACCOUNT}:app/GCM/argosy",
}


@dataclass
class Stack:
    """Addresses, credentials and processes of one local stack; `ready` once the world is there."""

    api: str = ""
    mail: str = ""
    aws: str = ""
    region: str = REGION
    table: str = ""
    channels: dict[str, dict[str, str]] = field(default_factory=dict)
    admin: dict[str, str] = field(default_factory=dict)
    people: list[dict[str, Any]] = field(default_factory=list)
    processes: dict[str, int] = field(default_factory=dict)
    deployed: dict[str, str] = field(default_factory=dict)
    ready: bool = False

    def save(self) -> None:
        """Written beside and renamed, so no reader ever sees half of it; it holds passwords of a toy world only."""
        beside = path().with_suffix(".new")
        beside.write_text(json.dumps(asdict(self), indent=2) + "\n")
        beside.replace(path())

    def alive(self) -> bool:
        """Whether every process of it runs."""
        from local.processes import alive

        return bool(self.processes) and all(alive(pid) for pid in self.processes.values())

    def public(self) -> dict[str, Any]:
        """The part of it that `status --json` promises."""
        shown = {name: value for name, value in asdict(self).items() if name not in ("processes", "deployed", "ready")}
        return {"api": self.api, "docs": f"{self.api}/docs", **shown}


def path() -> Path:
    return home() / "stack.json"


def load() -> Stack | None:
    """None when no stack was started, or its file is of another version."""
    try:
        return Stack(**json.loads(path().read_text()))
    except (FileNotFoundError, TypeError, ValueError):
        return None


def running() -> Stack:
    """The stack that runs now. Raises Problem when there is none."""
    stack = load()
    if stack is None or not stack.alive():
        raise Problem("nothing runs: start the local stack with ./argosy up")
    return stack


def deployed() -> Stack:
    """The stack that runs now and has its functions. Raises Problem."""
    stack = running()
    if not stack.ready:
        raise Problem("the stack is not ready yet: wait for ./argosy up, or start it again where it was interrupted")
    return stack
