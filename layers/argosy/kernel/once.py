"""A request is done once per caller and `Idempotency-Key`: the record of its answer is written with its effect."""

from dataclasses import dataclass
from typing import Any, Protocol

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel import clock
from argosy.kernel.errors import Invalid
from argosy.kernel.table import Item, Primary

KEPT_SECONDS = 7 * 24 * 3600


class KeyReused(Invalid, code="idempotency_key_reused"):
    """The key belongs to another request of this caller; nothing was done."""

    en = "This Idempotency-Key was used for another request."
    zh = "该 Idempotency-Key 已用于其他请求。"


class Answer(Protocol):
    """What the caller is told, kept to be told again: a `Reply`."""

    @property
    def status(self) -> int: ...
    @property
    def body(self) -> str: ...
    @property
    def location(self) -> str | None: ...


@dataclass(frozen=True)
class Told:
    """An answer as it was kept."""

    status: int
    body: str
    location: str | None


class Replay(Exception):
    """The request was done before; this is what was answered."""

    def __init__(self, answer: Told) -> None:
        self.answer = answer
        super().__init__("done before")


class OnceItem(Item, discriminator="once"):
    """One request by its key. Without an answer it has begun: the same request may take it up again."""

    by_key = Primary("ONCE#{scope}", "{key_text}")

    scope = UnicodeAttribute()
    key_text = UnicodeAttribute()
    request_hash = UnicodeAttribute()
    status = NumberAttribute(null=True)
    body = UnicodeAttribute(null=True)
    location = UnicodeAttribute(null=True)


@dataclass(frozen=True)
class Once:
    """The caller's key for this request. `key` derives ids; without a header it is the request's own id, kept nowhere."""

    scope: str
    key: str
    request_hash: str
    kept: bool

    def record(self, answer: Answer | None) -> tuple[dict[str, Any], Any] | None:
        """The record for the command's transaction: begun without an answer, ended with it."""
        if not self.kept:
            return None
        item = OnceItem(scope=self.scope, key_text=self.key, request_hash=self.request_hash)
        item.expires_at = int(clock.now().timestamp()) + KEPT_SECONDS
        if answer:
            item.status, item.body, item.location = answer.status, answer.body, answer.location
        mine_and_open = (OnceItem.request_hash == self.request_hash) & OnceItem.status.does_not_exist()
        request = item.get_save_kwargs_from_instance(
            condition=Item.pk.does_not_exist() | mine_and_open, return_values_on_condition_failure="ALL_OLD"
        )
        return request, self._meaning

    def before(self) -> None:
        """Raises Replay or KeyReused if the key was used; asked when the rules refused, for they may refuse a repetition."""
        item = OnceItem.by_key.get(scope=self.scope, key_text=self.key) if self.kept else None
        if item is not None and (item.request_hash != self.request_hash or item.status is not None):
            raise self._of(item)

    def _meaning(self, raw: dict[str, Any]) -> Any:
        return self._of(OnceItem.read(raw))

    def _of(self, item: OnceItem) -> Exception:
        if item.request_hash != self.request_hash:
            return KeyReused()
        return Replay(Told(int(item.status), item.body, item.location))
