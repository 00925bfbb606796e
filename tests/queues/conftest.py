"""A desk: dead-letter queues, Lambda as it fails and tries again, and an admin who may redrive."""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from argosy.queues import redriving
from functions.timers import drain
from tests.conftest import Clock
from tests.support import cloud
from tests.support.bus import Bus, told
from tests.support.call import Reply, call, context
from tests.support.dying import Dying
from tests.support.people import Person

MAIL = "identity.on_verification_requested"
"""A real listener whose effect everybody can see; it fails while there is no sender of mail."""


@dataclass
class Desk:
    """What an admin does with dead letters, and what happens around it."""

    dying: Dying
    bus: Bus
    time: Clock
    admin: Person
    colleague: Person
    pauses: list[float]
    keys: int = 0

    def ask(self, request: str, body: Any = None, *, by: Person | None = None) -> Reply:
        self.keys += 1
        key = f"key-{self.keys}" if body is not None else None
        return call("queues.dead_letters", request, body, token=(by or self.admin).token, key=key)

    def letters(self, listener: str = MAIL, more: str = "") -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask(f"GET /v1/admin/dead-letters?listener={listener}{more}").ok()["data"]
        return found

    def groups(self) -> dict[tuple[str, str], int]:
        found = self.ask("GET /v1/admin/dead-letters").ok()["groups"]
        return {(each["listener"], each["code"]): each["waiting"] for each in found}

    def redrive(self, **wish: Any) -> Any:
        """Asked for, and all of its steps done."""
        begun = self.ask("POST /v1/admin/dead-letters/redrive", {"per_second": 20, **wish}).ok()
        self.bus.settle()
        return begun

    def looked(self) -> None:
        """Five minutes later, what came of it."""
        self.dying.keep()
        self.time.forward(minutes=7)
        drain.handler({}, context())
        self.bus.settle()

    def job(self, job_id: str) -> Any:
        return self.ask(f"GET /v1/admin/redrives/{job_id}").ok()


@pytest.fixture
def desk(bus: Bus, time: Clock, join: Callable[..., Person], monkeypatch: pytest.MonkeyPatch) -> Desk:
    admin, colleague = join("ada", "admin"), join("abe", "admin")
    pauses: list[float] = []
    monkeypatch.setattr(redriving, "time", SimpleNamespace(sleep=pauses.append))
    return Desk(Dying(monkeypatch), bus, time, admin, colleague, pauses)


def asks(name: str) -> dict[str, Any]:
    wish = {"email": f"{name}@example.com", "password": "correct horse battery", "display_name": name, "locale": "en"}
    call("identity.register", "POST /v1/users", wish, address="10.9.8.7").ok()
    return told("identity.verification_requested")[-1]


def no_mail() -> None:
    cloud.client("sesv2").delete_email_identity(EmailIdentity=cloud.SENDER)


def mended() -> None:
    cloud.client("sesv2").create_email_identity(EmailIdentity=cloud.SENDER)
