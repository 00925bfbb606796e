"""What the clients have been told: plain data, so that a run can begin in the middle."""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Told:
    """Whatever was acknowledged has to be there at the end."""

    orders: list[str] = field(default_factory=list)
    attempts: list[dict[str, Any]] = field(default_factory=list)
    refunds: list[str] = field(default_factory=list)
    made: dict[str, list[str]] = field(default_factory=dict)
    """Everything else, by its kind."""
    wishes: list["Wish"] = field(default_factory=list)


@dataclass
class Wish:
    """A request under its key, sent again until there is an answer, and what it was answered with."""

    function: str
    request: str
    body: Any
    key: str
    token: str
    status: int | None = None
    text: str = ""

    @property
    def granted(self) -> bool:
        return self.status is not None and self.status < 300

    @property
    def body_told(self) -> Any:
        """What was answered. A story that goes on without a yes is a mistake of the harness."""
        assert self.granted, f"{self.request} {self.status} {self.text}"
        return json.loads(self.text)
