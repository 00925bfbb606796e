"""One table. An item is a pynamodb model with a discriminator whose keys come from its access patterns."""

import time
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from typing import Any, Self, TypeVar

from pynamodb.attributes import DiscriminatorAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.connection import TableConnection
from pynamodb.models import Model

from argosy.kernel import aws
from argosy.kernel.attributes import Choice, Moment, Structured
from argosy.kernel.errors import Busy
from argosy.kernel.keys import Key, Page, Position, Spelled
from argosy.kernel.pattern import Gsi1, Gsi2, Pattern, Primary
from argosy.kernel.settings import settings

__all__ = [
    "Choice",
    "Gsi1",
    "Gsi2",
    "Item",
    "Key",
    "Moment",
    "Page",
    "Pattern",
    "Position",
    "Primary",
    "Spelled",
    "Structured",
    "fetch",
]

N = TypeVar("N")
MOST_READ_AT_ONCE = 100  # BatchGetItem takes no more


class Item(Model):
    """What the table holds. Keys are spelled from the class's access patterns on every save, never by hand."""

    class Meta:
        table_name = ""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    gsi1pk = UnicodeAttribute(null=True)
    gsi1sk = UnicodeAttribute(null=True)
    gsi2pk = UnicodeAttribute(null=True)
    gsi2sk = UnicodeAttribute(null=True)
    kind = DiscriminatorAttribute()
    version = NumberAttribute(default_for_new=1)
    expires_at = NumberAttribute(null=True)
    """Seconds since 1970 from which DynamoDB may delete the item: tidiness only, deadlines are timers."""

    @classmethod
    @cache
    def patterns(cls) -> tuple[Pattern, ...]:
        """The class's access patterns, its primary key first: shards of an index follow from it."""
        found = [value for name in vars(cls) if isinstance(value := getattr(cls, name), Pattern)]
        return tuple(sorted(found, key=lambda pattern: pattern.index or ""))

    @classmethod
    def of(cls, noun: Any, **more: Any) -> Self:
        """The item that holds a noun: every field that has an attribute of its name."""
        names = cls.get_attributes()
        held = {field.name: getattr(noun, field.name) for field in fields(noun) if field.name in names}
        return cls(**held, **more)

    def to(self, noun: type[N]) -> N:
        """The noun that this item holds."""
        return noun(**{field.name: getattr(self, field.name) for field in fields(noun)})  # type: ignore[arg-type]

    @property
    def key(self) -> Key:
        self.spell_keys()
        return Key(self.pk, self.sk)

    def spell_keys(self) -> None:
        for pattern in self.patterns():
            partition, sort = pattern.spelled_for(self)
            setattr(self, pattern.partition_name, partition)
            setattr(self, pattern.sort_name, sort)

    def serialize(self, null_check: bool = True) -> dict[str, dict[str, Any]]:
        self.spell_keys()
        return super().serialize(null_check)

    @classmethod
    def _get_connection(cls) -> TableConnection:
        """All classes share one connection, which only spells: it has no client."""
        if Item._connection is None:
            Item.Meta.table_name = settings().table_name
            Item._connection = super()._get_connection.__func__(Item)  # type: ignore[attr-defined]
        return Item._connection

    @classmethod
    def read(cls, raw: dict[str, Any]) -> Self:
        """The item of this class in what DynamoDB answered. Raises ValueError for an item of another kind."""
        return cls.from_raw_data(raw)


def fetch(keys: Iterable[Key]) -> dict[Key, dict[str, Any]]:
    """Many items in one round trip per 100, read consistently; those that do not exist are left out. Raises Busy."""
    wanted = list(dict.fromkeys(keys))
    found: dict[Key, dict[str, Any]] = {}
    table, tried = settings().table_name, 0
    while wanted:
        batch, wanted = wanted[:MOST_READ_AT_ONCE], wanted[MOST_READ_AT_ONCE:]
        request = {table: {"Keys": [key.wire for key in batch], "ConsistentRead": True}}
        answer = aws.client("dynamodb").batch_get_item(RequestItems=request)
        for raw in answer["Responses"].get(table, []):
            found[Key(raw["pk"]["S"], raw["sk"]["S"])] = raw
        left = answer.get("UnprocessedKeys", {}).get(table, {}).get("Keys", [])
        wanted += [Key(key["pk"]["S"], key["sk"]["S"]) for key in left]
        if left:
            tried += 1
            if tried > 5:
                raise Busy(retry_after_seconds=1)
            time.sleep(0.01 * 2**tried)
    return found
