"""A commit happened or it did not, whatever became of its answer, and says which condition stood against it."""

import pytest

from argosy.kernel.aws import ClientError, NoAnswer
from argosy.kernel.errors import Busy, Conflict, StateConflict
from argosy.kernel.write import TRIES, Part, Write, check, delete, put, retrying, save, update, upsert
from tests.kernel.wire import ThingItem, cancelled, fails, lose_answers, refused, thing
from tests.support.bus import Bus


class Taken(Conflict, code="taken"):
    """Somebody has it."""

    en = zh = "taken"


class Gone(Conflict, code="gone"):
    """Nobody has it."""

    en = zh = "gone"


def add(id: str) -> Part:
    return update(
        ThingItem.by_id.key(id=id, part="a"), ThingItem.amount.add(1), when=ThingItem.pk.exists(), otherwise=Gone()
    )


def test_a_put_whose_answer_was_lost_is_ours_and_no_conflict(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    lose_answers(monkeypatch)
    Write().add(put(ThingItem(id="x"), otherwise=Taken())).commit()

    assert thing("x")


def test_a_put_of_something_else_is_a_conflict_though_the_answer_was_lost(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    Write().add(put(ThingItem(id="x", amount=1))).commit()
    lose_answers(monkeypatch)
    with pytest.raises(Taken):
        Write().add(put(ThingItem(id="x", amount=2), otherwise=Taken())).commit()


def test_the_same_put_again_is_still_a_conflict(bus: Bus) -> None:
    for refusal in (None, Taken):
        try:
            Write().add(put(ThingItem(id="x"), otherwise=Taken())).commit()
        except Taken:
            assert refusal is Taken


def test_a_delete_whose_answer_was_lost_is_done_and_one_of_nothing_is_refused(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    Write().add(put(ThingItem(id="x"))).commit()
    lose_answers(monkeypatch)
    Write().add(delete(ThingItem.by_id.key(id="x", part="a"), otherwise=Gone())).commit()

    assert thing("x") is None
    with pytest.raises(Gone):
        Write().add(delete(ThingItem.by_id.key(id="x", part="a"), otherwise=Gone())).commit()


def test_a_single_count_whose_answer_was_lost_counts_once(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    Write().add(put(ThingItem(id="x"))).commit()
    lose_answers(monkeypatch, 2)
    Write().add(add("x")).commit()

    found = thing("x")
    assert found and found["amount"] == 1


def test_a_transaction_whose_answer_was_lost_happened_once(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    Write().add(put(ThingItem(id="x"))).commit()
    lose_answers(monkeypatch, 2)
    Write().add(add("x"), put(ThingItem(id="y"))).commit()

    found = thing("x")
    assert found and found["amount"] == 1


def test_the_first_part_whose_condition_failed_says_why_and_nothing_is_saved(bus: Bus) -> None:
    Write().add(put(ThingItem(id="x"))).commit()
    with pytest.raises(Taken):
        Write().add(put(ThingItem(id="y")), put(ThingItem(id="x"), otherwise=Taken()), add("none")).commit()

    assert thing("y") is None


def test_a_lone_check_holds_or_refuses(bus: Bus) -> None:
    here = ThingItem.by_id.key(id="x", part="a")
    with pytest.raises(Gone):
        Write().add(check(here, when=ThingItem.pk.exists(), otherwise=Gone())).commit()
    Write().add(put(ThingItem(id="x"))).commit()
    Write().add(check(here, when=ThingItem.pk.exists(), otherwise=Gone())).commit()


def test_a_counter_makes_itself_with_its_own_words(bus: Bus) -> None:
    for _ in range(3):
        Write().add(upsert(ThingItem(id="x", part="b", amount=None), ThingItem.amount.add(2))).commit()

    found = thing("x")
    assert found and (found["amount"], found["kind"], found["gsi1pk"][:7]) == (6, "test_thing", "THINGS#")


def test_an_older_version_does_not_overwrite_a_newer_one(bus: Bus) -> None:
    for version in (1, 2):
        Write().add(save(ThingItem(id="x", version=version))).commit()
    with pytest.raises(StateConflict):
        Write().add(save(ThingItem(id="x", version=2))).commit()


@pytest.mark.parametrize("code", ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])
def test_who_meets_another_transaction_tries_again(bus: Bus, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    made = fails(monkeypatch, cancelled("None", code), cancelled(code, "None"))
    Write().add(put(ThingItem(id="x")), put(ThingItem(id="y"))).commit()

    assert made() == 3
    assert thing("x") and thing("y")


def test_who_never_gets_through_is_told_to_come_back(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    made = fails(monkeypatch, *[cancelled("TransactionConflict")] * TRIES)
    with pytest.raises(Busy):
        Write().add(put(ThingItem(id="x")), put(ThingItem(id="y"))).commit()

    assert made() == TRIES


def test_an_answer_that_never_comes_is_busy_and_a_defect_is_a_defect(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(monkeypatch, NoAnswer(), refused("ValidationException"))
    with pytest.raises(Busy):
        Write().add(put(ThingItem(id="x"))).commit()
    with pytest.raises(ClientError):
        Write().add(put(ThingItem(id="x"))).commit()


def test_more_than_dynamodb_takes_in_one_transaction_is_not_sent(bus: Bus) -> None:
    with pytest.raises(ValueError, match="101 parts"):
        Write().add(*(put(ThingItem(id=str(number))) for number in range(101))).commit()


def test_a_decision_that_came_too_late_is_made_again_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    seen = []

    def losing() -> str:
        seen.append(1)
        if len(seen) < 3:
            raise StateConflict
        return "done"

    assert retrying(losing) == "done"
    with pytest.raises(StateConflict):
        retrying(lambda: (_ for _ in ()).throw(StateConflict()))
