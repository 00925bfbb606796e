"""Seals: a day that has ended is sealed once, and what is changed in it afterwards is found."""

from collections.abc import Callable
from typing import Any

import pytest

from argosy.kernel.settings import settings
from argosy.ledger import closings
from argosy.ledger.items import JournalItem
from argosy.ledger.journal import Journal
from functions.ledger import proof
from tests.conftest import Clock
from tests.ledger import tampering
from tests.ledger.tampering import delete, found, one, put
from tests.ledger.treasury import Treasury, cash
from tests.support.call import Reply, call
from tests.support.cloud import rows
from tests.support.duel import before_the_next, before_the_next_write
from tests.support.people import Person, sign_in

Join = Callable[..., Person]


@pytest.fixture
def days(treasury: Treasury, join: Join, time: Clock) -> tuple[Person, Person]:
    """Two days with transfers, an empty one between them, and the morning after; nothing is sealed."""
    ann, bo = join("ann"), join("bo")
    treasury.fund(ann, 1_000)
    treasury.send(ann, bo, 300).ok()
    time.forward(days=2)
    treasury.again()
    treasury.send(sign_in(ann.id, ann.email), bo, 100).ok()
    time.forward(days=1)
    treasury.again()
    return ann, bo


def day(treasury: Treasury, date: str) -> Reply:
    return call(proof, f"GET /v1/ledger/proof?date={date}", token=treasury.fay.token)


def test_every_day_that_has_ended_is_sealed_on_the_one_before(treasury: Treasury, days: Any) -> None:
    treasury.seal()

    shown = [day(treasury, f"2026-11-{date}").ok() for date in (20, 21, 22)]
    assert [each["journals"] for each in shown] == [2, 0, 1]
    assert [each["before"] for each in shown] == ["", shown[0]["digest"], shown[1]["digest"]]
    assert shown[0]["assets"] == [{"asset": "CNY", "journals": 2, "moved": 1_300}]
    assert (shown[0]["since"], shown[0]["until"]) == ("2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z")
    assert all(each["holds"] for each in shown)
    assert day(treasury, "2026-11-23").problem == "not_sealed"
    assert day(treasury, "2026-11-19").problem == "not_sealed"
    assert treasury.proof()["holds"]


def test_a_day_waits_until_an_hour_after_its_end(treasury: Treasury, join: Join, time: Clock) -> None:
    treasury.fund(join("ann"), 1)
    for hours, sealed in ((19.9, 0), (0.9, 0), (0.2, 1), (23.9, 2)):
        time.forward(hours=hours)
        treasury.seal()
        assert len(found("seal")) == sealed, hours


def test_sealing_late_and_again_changes_nothing(treasury: Treasury, days: Any, time: Clock) -> None:
    treasury.seal()
    before = rows()
    treasury.seal()
    time.forward(hours=5)
    treasury.seal()

    assert rows() == before


def test_two_who_seal_at_once_make_one_seal_a_day(treasury: Treasury, days: Any) -> None:
    with before_the_next_write(treasury.seal):
        treasury.seal()

    assert sorted(row["day"] for row in found("seal")) == ["2026-11-20", "2026-11-21", "2026-11-22"]
    assert treasury.proof()["holds"]


def test_a_sealing_that_was_broken_off_is_finished_by_the_next(treasury: Treasury, days: Any) -> None:
    """It had noted the closings, and died before the seal."""

    class Dead(BaseException):
        pass

    def die() -> None:
        raise Dead

    with pytest.raises(Dead), before_the_next("PutItem", die):
        treasury.seal()
    assert (found("seal"), len(found("closing"))) == ([], 3)
    treasury.seal()

    assert len(found("seal")) == 3
    assert treasury.proof()["holds"]


def changed_and_signed_anew(row: dict[str, Any]) -> None:
    """The best a forger can do: the journal has a digest of its own that is right."""
    item = JournalItem.by_id.get(id=row["id"])
    item.actor = "somebody else"
    put(row, actor="somebody else", digest=item.to(Journal).computed_digest())


def another(row: dict[str, Any]) -> None:
    forged = {
        name: str(row[name]).replace(row["id"], "jrn_0000000000000000000000000A") for name in ("id", "pk", "gsi1sk")
    }
    put(row, **forged)


FORGERIES: dict[str, Callable[[dict[str, Any]], None]] = {
    "changed": lambda row: put(row, actor="somebody else"),
    "changed with a fitting digest": changed_and_signed_anew,
    "removed": delete,
    "added": another,
    "moved to another day": lambda row: put(
        row, at="2026-11-21T10:00:00.000Z", gsi1sk=f"2026-11-21T10:00:00.000Z#{row['id']}"
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_sealed_day_whose_journals_are_touched_is_found(treasury: Treasury, days: Any, forgery: str) -> None:
    treasury.seal()

    FORGERIES[forgery](one("journal", business="transfer", at=first_transfer_at()))

    touched = day(treasury, "2026-11-20").ok()
    assert not touched["holds"]
    assert [each["id"] for each in touched["invariants"] if not each["holds"]][-1] == "seals"
    assert day(treasury, "2026-11-22").ok()["holds"]
    assert "seals" in treasury.broken()


def first_transfer_at() -> str:
    return min(str(row["at"]) for row in found("journal", lambda row: row["business"] == "transfer"))


@pytest.mark.parametrize(
    ("kind", "where", "changes"),
    [
        ("seal", {"day": "2026-11-20"}, {"root": "00" * 32}),
        ("seal", {"day": "2026-11-20"}, {"digest": "00" * 32}),
        ("seal", {"day": "2026-11-20"}, {"journals": 3}),
        ("seal", {"day": "2026-11-21"}, {"before": "00" * 32}),
        ("closing", {"day": "2026-11-20", "account": "platform:adjustment"}, {"balance_minor": -999}),
    ],
)
def test_a_seal_or_a_closing_that_is_touched_is_found(
    treasury: Treasury, days: Any, kind: str, where: dict[str, Any], changes: dict[str, Any]
) -> None:
    treasury.seal()

    put(one(kind, **where), **changes)

    assert not day(treasury, where["day"]).ok()["holds"]
    assert treasury.broken() == {"seals"}


def test_a_seal_that_was_taken_out_is_missed_by_the_next(treasury: Treasury, days: Any) -> None:
    treasury.seal()
    delete(one("seal", day="2026-11-21"))

    assert not day(treasury, "2026-11-22").ok()["holds"]
    assert treasury.broken() == {"seals"}


def test_what_an_account_held_at_the_end_of_a_day_is_kept_where_the_day_changed_it(
    treasury: Treasury, days: tuple[Person, Person]
) -> None:
    treasury.seal()

    where = [(cash(days[0]), "CNY"), ("platform:adjustment", "CNY")]
    assert [closings.upto(where, f"2026-11-{date}") for date in (19, 20, 21, 22)] == [
        dict.fromkeys(where, 0),
        dict(zip(where, (700, -1_000), strict=True)),
        dict(zip(where, (700, -1_000), strict=True)),
        dict(zip(where, (600, -1_000), strict=True)),
    ]
    assert sorted(row["day"] for row in found("closing", lambda row: row["account"] == cash(days[0]))) == [
        "2026-11-20",
        "2026-11-22",
    ]


def test_days_begin_at_midnight_in_the_platforms_zone(
    treasury: Treasury, join: Join, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONE", "Asia/Shanghai")
    settings.cache_clear()
    ann = join("ann")
    treasury.fund(ann, 1_000)  # 12:08 in Shanghai
    time.forward(hours=12)
    treasury.again()
    treasury.fund(ann, 10)  # after midnight there, still the same day in UTC
    time.forward(days=2)
    treasury.again()
    treasury.seal()

    assert [day(treasury, f"2026-11-{date}").ok()["journals"] for date in (20, 21)] == [1, 1]
    assert day(treasury, "2026-11-20").ok()["until"] == "2026-11-20T16:00:00Z"


def test_before_the_first_journal_there_is_nothing_to_seal(treasury: Treasury, time: Clock) -> None:
    time.forward(days=3)
    treasury.seal()

    assert not tampering.found("seal")


@pytest.mark.parametrize("query", ["", "?date=2026-13-01", "?date=yesterday", "?date=2026-11-20&x=1"])
def test_a_day_that_is_none_is_refused(treasury: Treasury, query: str) -> None:
    assert call(proof, f"GET /v1/ledger/proof{query}", token=treasury.fay.token).status == 400
