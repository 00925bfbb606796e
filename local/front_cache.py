"""What the local edge keeps: public answers, as long as they say of themselves, told apart as the distribution does it."""

import re
from dataclasses import dataclass, replace

from infra.edge import KEY_HEADERS, LONGEST_SECONDS

MOST_KEPT = 2_000
READS = ("GET", "HEAD")
APART = frozenset(name.lower() for name in KEY_HEADERS)
Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True)
class Asked:
    """One request; `target` is path and query as they were sent."""

    method: str
    path: str
    target: bytes
    headers: Headers
    body: bytes
    caller: tuple[str, int]

    def header(self, name: str) -> str:
        return value_of(self.headers, name)

    @property
    def key(self) -> tuple[str, ...]:
        """HEAD is answered from what was kept for GET."""
        return (self.target.decode("latin-1"), *(self.header(name) for name in sorted(APART)))


@dataclass(frozen=True)
class Answer:
    """One answer, complete."""

    status: int
    headers: Headers
    body: bytes = b""

    def header(self, name: str) -> str:
        return value_of(self.headers, name)

    def saying(self, **more: str) -> "Answer":
        """With these headers instead of those of the same name: `saying(x_cache="Hit")`."""
        named = {name.replace("_", "-").encode(): value.encode() for name, value in more.items()}
        others = tuple((name, value) for name, value in self.headers if name.lower() not in named)
        return replace(self, headers=(*others, *named.items()))

    @property
    def kept_seconds(self) -> int:
        """How long the edge may give it to others; 0 where it says nothing, or differs by what requests are not told apart by."""
        says = self.header("cache-control").lower()
        age = re.search(r"s-maxage=(\d+)", says) or re.search(r"max-age=(\d+)", says)
        vary = {name.strip() for name in self.header("vary").lower().split(",")} - {"", "accept-encoding"}
        if self.status != 200 or age is None or re.search(r"no-store|no-cache|private", says) or not vary <= APART:
            return 0
        return min(int(age[1]), LONGEST_SECONDS)


@dataclass
class Kept:
    """An answer and when it came, in seconds of the stack's clock."""

    answer: Answer
    at: float

    def age(self, now: float) -> int:
        return int(now - self.at)

    def fresh(self, now: float) -> bool:
        return 0 <= now - self.at < self.answer.kept_seconds

    def given(self, asked: Asked, now: float, how: str) -> Answer:
        """To somebody who may have it already."""
        answer = self.answer.saying(x_cache=f"{how} from cloudfront", age=str(self.age(now)))
        tags = {tag.strip().removeprefix("W/") for tag in asked.header("if-none-match").split(",")}
        if not tags.isdisjoint({self.answer.header("etag") or "*", "*"}):
            return Answer(304, tuple(pair for pair in answer.headers if pair[0].lower() != b"content-length"))
        return replace(answer, body=b"") if asked.method == "HEAD" else answer


class Cache:
    """By key; the oldest goes when there are too many."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], Kept] = {}

    def get(self, asked: Asked) -> Kept | None:
        return self._kept.get(asked.key)

    def keep(self, asked: Asked, answer: Answer, now: float) -> None:
        self._kept.pop(asked.key, None)
        if answer.kept_seconds:
            self._kept[asked.key] = Kept(answer, now)
        while len(self._kept) > MOST_KEPT:
            self._kept.pop(next(iter(self._kept)))


def value_of(headers: Headers, name: str) -> str:
    """Several of one name are joined by commas; empty without one."""
    wanted = name.lower().encode()
    return ", ".join(value.decode("latin-1") for given, value in headers if given.lower() == wanted)
