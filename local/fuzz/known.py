"""What really is there: the values that answers have named, to be put where a generated request has made one up."""

import random
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from typing import Any

ID = re.compile(r"([a-z]{3})_[0-7][0-9A-HJKMNP-TV-Z]{25}", re.ASCII)
KEPT = 100
LONGEST = 200
Scalar = str | int


class Known:
    """Values by the name of their field, and ids by their prefix as well; the newest hundred of each."""

    def __init__(self, values: Mapping[str, Iterable[Scalar]] | None = None, chance: float = 0.75) -> None:
        self._values: dict[str, deque[Scalar]] = defaultdict(lambda: deque(maxlen=KEPT))
        self._things: deque[dict[str, Scalar]] = deque(maxlen=3 * KEPT)
        self._chance = chance
        for name, found in (values or {}).items():
            self._values[name].extend(found)

    def learn(self, body: Any, name: str = "") -> None:
        """Every value of an answer."""
        if isinstance(body, dict):
            self._things.append({key: value for key, value in body.items() if _is_scalar(value)})
            for key, value in body.items():
                self.learn(value, key)
        elif isinstance(body, list):
            for value in body:
                self.learn(value, name)
        elif _is_scalar(body):
            for each in {name, prefix(body)} - {""}:
                if body not in self._values[each]:
                    self._values[each].append(body)

    def like(self, name: str, made_up: Any, *, ids_only: bool = False) -> Any:
        """Mostly a real one in place of what was made up: an id of its kind, or what a field of that name has held.

        What belongs together, as a quote and its hash, is taken together from one thing that was seen.
        """
        if isinstance(made_up, dict):
            seen = {} if ids_only else self._thing(made_up)
            return {key: seen.get(key, self.like(key, each, ids_only=ids_only)) for key, each in made_up.items()}
        if isinstance(made_up, list):
            return [self.like(name, value, ids_only=ids_only) for value in made_up]
        kind = prefix(made_up) if ids_only else prefix(made_up) or name
        real = [each for each in self.named(kind) if type(each) is type(made_up)]
        return random.choice(real) if real and self.lot() else made_up

    def _thing(self, made_up: dict[str, Any]) -> dict[str, Scalar]:
        """What one thing has for at least two of these fields."""
        shared = (
            {key: value for key, value in thing.items() if type(value) is type(made_up.get(key))}
            for thing in self._things
        )
        several = [each for each in shared if len(each) > 1]
        return random.choice(several) if several and self.lot() else {}

    def lot(self) -> bool:
        """Whether this time it is a real one."""
        return random.random() < self._chance

    def named(self, name: str) -> list[Scalar]:
        return list(self._values.get(name, ()))

    def all(self) -> dict[str, list[Scalar]]:
        return {name: list(values) for name, values in self._values.items()}


def _is_scalar(value: Any) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool) and len(str(value)) <= LONGEST


def prefix(value: Any) -> str:
    """`ord` of an order's id, nothing of what is no id."""
    found = ID.fullmatch(value) if isinstance(value, str) else None
    return found[1] if found else ""
