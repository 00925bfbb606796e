"""Random histories of the operations, spelled by the kernel itself, on so few items that they meet all the time."""

from random import Random
from typing import Any

from pynamodb.attributes import ListAttribute, NumberAttribute, UnicodeAttribute, UnicodeSetAttribute

from argosy.kernel.once import Once
from argosy.kernel.parts import Part, check, delete, put, save, update, upsert
from argosy.kernel.settings import settings
from argosy.kernel.table import Gsi1, Gsi2, Item, Primary
from tests.support.memory.alike import Request

LONGEST = 16
WORDS = ("a", "b", "ab")


class ThingItem(Item, discriminator="thing of the histories"):
    """Has one of everything that the product's items have."""

    by_name = Primary("GROUP#{group}", "THING#{name}")
    by_place = Gsi1("PLACE#{place}", "{name}")
    by_owner = Gsi2("OWNER#{group}", "{place}#{name}")

    group = UnicodeAttribute()
    name = UnicodeAttribute()
    place = UnicodeAttribute(null=True)
    tally = NumberAttribute(null=True)
    words = UnicodeSetAttribute(null=True)
    roles: ListAttribute[Any] = ListAttribute(of=UnicodeAttribute, null=True)


def history(luck: Random) -> list[Request]:
    """Writes and reads; some are sent twice under one token, some with another content under it."""
    begun: list[Request] = [("PutItem", _put(luck).request) for _ in range(luck.randint(0, 6))]
    return begun + [_request(luck) for _ in range(luck.randint(1, LONGEST))]


def _request(luck: Random) -> Request:
    return luck.choice((_together, _together, _alone, _read, _listed))(luck)


def _together(luck: Random) -> Request:
    parts = [_part(luck) for _ in range(luck.randint(1, 4))]
    if luck.random() < 0.9:  # the rest is refused where it names an item twice
        parts = list({_where(part): part for part in parts}.values())
    return "TransactWriteItems", {
        "TransactItems": [{part.verb: part.request} for part in parts],
        "ClientRequestToken": f"token-{luck.randint(1, 30)}",
    }


def _where(part: Part) -> str:
    key = part.request.get("Key") or part.request["Item"]
    return f"{key['pk']} {key['sk']}"


def _alone(luck: Random) -> Request:
    part = luck.choice((_put, _saved, _deleted, _added, _moved))(luck)
    return f"{part.verb}Item", part.request


def _part(luck: Random) -> Part:
    return luck.choice((_put, _saved, _recorded, _counted, _added, _moved, _deleted, _checked))(luck)


def _thing(luck: Random, **more: Any) -> ThingItem:
    made = ThingItem(group=luck.choice("xy"), name=luck.choice(WORDS), place=luck.choice((None, "p")), **more)
    made.spell_keys()
    return made


def _put(luck: Random) -> Part:
    if luck.random() < 0.5:
        return put(_thing(luck, tally=luck.choice((None, 0, 1, 3)), roles=luck.choice((None, [], ["a", "b"]))))
    return put(_thing(luck, tally=7), when=(ThingItem.tally < 7) | ThingItem.pk.does_not_exist())


def _saved(luck: Random) -> Part:
    return save(_thing(luck, version=luck.randint(1, 3)))


def _recorded(luck: Random) -> Part:
    """As an idempotency key is kept: begun, then answered, by the same request only."""
    once = Once(luck.choice("xy"), luck.choice(WORDS), luck.choice(("h1", "h2")), kept=True)
    record = once.record(None)
    assert record is not None
    return Part("Put", record[0], record[1])


def _counted(luck: Random) -> Part:
    thing, amount = _thing(luck), luck.randint(-2, 2)
    return upsert(thing, ThingItem.tally.add(amount), when=ThingItem.tally >= -amount if amount < 0 else None)


def _added(luck: Random) -> Part:
    action = luck.choice((ThingItem.tally.add(luck.randint(-2, 2)), ThingItem.words.add({luck.choice(WORDS)})))
    return update(_thing(luck).key, action, when=luck.choice((ThingItem.pk.exists(), ThingItem.tally != 2)))


def _moved(luck: Random) -> Part:
    """An attribute that is not there cannot be added to what is set."""
    one_more, none = ThingItem.tally.set(ThingItem.tally + 1), ThingItem.tally.remove()
    action = luck.choice((ThingItem.tally.set(luck.randint(0, 3)), one_more, one_more, none))
    return update(_thing(luck).key, action, when=ThingItem.pk.exists())


def _deleted(luck: Random) -> Part:
    return delete(_thing(luck).key, when=luck.choice((None, ThingItem.tally == 1, ThingItem.words.contains("a"))))


def _checked(luck: Random) -> Part:
    few = ThingItem.tally.between(1, 2) | ThingItem.version.is_in(2, 3)
    return check(_thing(luck).key, when=luck.choice((few, ThingItem.roles.contains(luck.choice(WORDS)))))


def _read(luck: Random) -> Request:
    keys = [_thing(luck).key.wire for _ in range(luck.randint(1, 3))]
    if len(keys) == 1:
        return "GetItem", {"TableName": settings().table_name, "Key": keys[0], "ConsistentRead": True}
    distinct = [key for place, key in enumerate(keys) if key not in keys[:place]]
    return "BatchGetItem", {"RequestItems": {settings().table_name: {"Keys": distinct, "ConsistentRead": True}}}


def _listed(luck: Random) -> Request:
    """As access patterns ask: a page in either direction, from a beginning or before a key."""
    index, partition, sort, value = luck.choice((
        (None, "pk", "sk", "GROUP#x"), ("gsi1", "gsi1pk", "gsi1sk", "PLACE#p"), ("gsi2", "gsi2pk", "gsi2sk", "OWNER#x"),
    ))  # fmt: skip
    words, values = f"{partition} = :p", {":p": {"S": value}}
    more = luck.choice(("", f" AND begins_with({sort}, :s)", f" AND {sort} < :a"))
    values |= {":s": {"S": luck.choice(("THING#a", "a", "p#"))}} if ":s" in more else {}
    values |= {":a": {"S": luck.choice(("THING#b", "b", "p#b"))}} if ":a" in more else {}
    return "Query", {
        "TableName": settings().table_name, "KeyConditionExpression": words + more, "ExpressionAttributeValues": values,
        "Limit": luck.randint(1, 3), "ScanIndexForward": luck.random() < 0.5,
    } | ({"IndexName": index} if index else {})  # fmt: skip
