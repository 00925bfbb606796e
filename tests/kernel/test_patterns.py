"""Access patterns: lists come page by page without loss or repetition, and no value can leave its place in a key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.kernel import aws
from argosy.kernel.keys import Key, Position, Spelled, spell
from argosy.kernel.write import Write, put
from tests.kernel.wire import ThingItem
from tests.support.bus import Bus
from tests.support.cloud import TABLE, rows


def things(count: int) -> None:
    for number in range(count):
        Write().add(
            put(ThingItem(id="x" if number % 2 else f"i{number}", part=f"p{number:02}", rank=f"{number:02}"))
        ).commit()


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 20])
def test_pages_of_all_shards_are_one_list_newest_first(bus: Bus, limit: int) -> None:
    things(13)
    seen: list[str] = []
    after: Position | None = None
    while True:
        page = ThingItem.listed.newest(limit=limit, after=after)
        seen += [item.rank for item in page.items]
        after = page.next
        if after is None:
            break

    assert seen == [f"{number:02}" for number in reversed(range(13))]


def test_a_list_of_large_items_is_whole_though_dynamodb_answers_a_megabyte_at_a_time(bus: Bus) -> None:
    things(13)
    ballast = {"UpdateExpression": "SET ballast = :b", "ExpressionAttributeValues": {":b": {"S": "x" * 390_000}}}
    for row in rows():
        key = Key(Spelled(row["pk"]), row["sk"]).wire
        aws.client("dynamodb").update_item(TableName=TABLE, Key=key, **ballast)

    page = ThingItem.listed.newest(limit=20)

    assert [item.rank for item in page.items] == [f"{number:02}" for number in reversed(range(13))]


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
@pytest.mark.parametrize("newest_first", [True, False])
def test_pages_of_one_partition_go_on_where_the_last_one_ended(bus: Bus, limit: int, newest_first: bool) -> None:
    things(12)
    seen: list[str] = []
    after: Position | None = None
    while True:
        page = ThingItem.by_id.query(id="x", limit=limit, after=after, newest_first=newest_first)
        seen += [item.part for item in page.items]
        after = page.next
        if after is None:
            break

    assert seen == sorted((f"p{number:02}" for number in range(1, 12, 2)), reverse=newest_first)
    assert [item.part for item in ThingItem.by_id.every(id="x")] == sorted(seen)


@pytest.mark.parametrize("newest_first", [True, False])
def test_between_bounds_there_is_what_lies_there_page_by_page(bus: Bus, newest_first: bool) -> None:
    things(12)
    seen: list[str] = []
    after: Position | None = None
    while True:
        bounds = ("p03", "p07")
        page = ThingItem.by_id.query(id="x", limit=2, after=after, newest_first=newest_first, between=bounds)
        seen += [item.part for item in page.items]
        after = page.next
        if after is None:
            break

    assert seen == sorted(["p03", "p05", "p07"], reverse=newest_first)


def test_where_more_follows_in_the_key_the_second_bound_is_left_out(bus: Bus) -> None:
    things(12)
    listed = [item.rank for shard in range(3) for item in ThingItem.listed.every(shard=shard, between=("03", "07"))]

    assert sorted(listed) == ["03", "04", "05", "06"]


def test_every_shard_is_used_and_an_item_stays_on_its_own(bus: Bus) -> None:
    shards = {ThingItem.listed.spelled_for(_spelled(f"id{number}"))[0] for number in range(100)}

    assert shards == {"THINGS#0", "THINGS#1", "THINGS#2"}
    assert ThingItem.listed.spelled_for(_spelled("id1")) == ThingItem.listed.spelled_for(_spelled("id1"))


def _spelled(id: str) -> ThingItem:
    item = ThingItem(id=id)
    item.spell_keys()
    return item


@given(st.text(max_size=30))
def test_a_value_stands_in_a_key_as_it_is_or_not_at_all(value: str) -> None:
    try:
        made = spell("A#{x}#B", {"x": value})
    except ValueError:
        assert not value or "#" in value or not value.isprintable()
        return
    assert made.split("#") == ["A", value, "B"]


def test_only_a_key_that_a_pattern_spelled_may_stand_in_another() -> None:
    assert spell("{x}", {"x": Spelled("A#B")}) == "A#B"
    with pytest.raises(ValueError, match="cannot stand in a key"):
        spell("{x}", {"x": "A#B"})
