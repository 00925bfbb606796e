"""The proof and its monitor: whatever is changed by hand is found, by the invariant that says so."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from argosy.ledger.items import JournalItem
from argosy.ledger.journal import Journal
from functions.ledger import monitor, proof, seal
from tests.conftest import Clock
from tests.ledger import tampering
from tests.ledger.tampering import delete, found, one, put
from tests.ledger.treasury import Treasury, cash, run
from tests.support.bus import Bus
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.duel import before_the_next
from tests.support.people import Person, sign_in

Join = Callable[..., Person]


@pytest.fixture
def people(treasury: Treasury, join: Join) -> tuple[Person, Person]:
    """Some money has moved, on and off a hold."""
    ann, bo = join("ann"), join("bo")
    treasury.fund(ann, 1_000)
    treasury.fund(ann, 500)
    treasury.send(ann, bo, 300).ok()
    treasury.post(treasury.hold(ann, 200).ok()["id"], cash(bo), 150).ok()
    treasury.hold(bo, 50).ok()
    return ann, bo


def test_untouched_everything_holds_and_every_invariant_is_named(
    treasury: Treasury, people: tuple[Person, Person]
) -> None:
    shown = treasury.proof()

    assert shown["holds"] and shown["assets"] == [{"asset": "CNY", "sum": 0}]
    assert shown["counts"] == {"journals": 4, "accounts": 3}
    assert {each["id"] for each in shown["invariants"]} == {
        *(f"I{number}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13)),
        "seals",
        "splits",
    }


def test_a_changed_journal_is_found(treasury: Treasury, people: tuple[Person, Person]) -> None:
    journal = one("journal", business="transfer")
    put(journal, actor="somebody else")

    assert treasury.broken() == {"I1"}
    (against,) = [each["against"] for each in treasury.proof()["invariants"] if each["id"] == "I1"]
    assert against == [journal["id"]]


def test_a_journal_whose_digest_was_made_anew_is_found_by_the_chains(
    treasury: Treasury, people: tuple[Person, Person]
) -> None:
    row = one("journal", business="transfer")
    item = JournalItem.by_id.get(id=row["id"])
    item.actor = "somebody else"
    put(row, actor="somebody else", digest=item.to(Journal).computed_digest())

    assert treasury.broken() == {"I3"}


def test_a_journal_that_was_taken_out_is_found(treasury: Treasury, people: tuple[Person, Person]) -> None:
    delete(one("journal", business="transfer"))

    assert treasury.broken() == {"I3"}


def test_a_balance_that_was_raised_is_found_and_money_was_made(
    treasury: Treasury, people: tuple[Person, Person]
) -> None:
    balance = one("balance", account=cash(people[0]))
    raised = {name: balance[name] + 1 for name in ("balance_minor", "available_minor")}
    put(balance, **raised)

    assert treasury.broken() == {"I2", "I3"}
    assert treasury.proof()["assets"] == [{"asset": "CNY", "sum": 1}]


def test_money_shifted_from_one_to_another_is_found_though_all_sums_to_zero(
    treasury: Treasury, people: tuple[Person, Person]
) -> None:
    for person, minor in zip(people, (-100, 100), strict=True):
        balance = one("balance", account=cash(person))
        put(balance, **{name: balance[name] + minor for name in ("balance_minor", "available_minor")})

    assert treasury.broken() == {"I3"}


@pytest.mark.parametrize("changes", [{"available_minor": 1_001}, {"held_minor": 1}, {"held_minor": -1}])
def test_what_is_free_and_what_is_held_must_make_the_balance(
    treasury: Treasury, people: tuple[Person, Person], changes: dict[str, int]
) -> None:
    put(one("balance", account=cash(people[0])), **changes)

    assert treasury.broken() == {"I3"}


@pytest.mark.parametrize("change", ["left out", "changed", "renumbered", "last left out"])
def test_an_entry_that_is_not_as_it_was_written_is_found(
    treasury: Treasury, people: tuple[Person, Person], change: str
) -> None:
    chain = sorted(found("entry", lambda row: row["account"] == cash(people[0])), key=lambda row: row["place"])
    assert [entry["place"] for entry in chain] == [f"{number:012}" for number in range(1, 5)]
    if change == "changed":
        put(chain[1], amount_minor=chain[1]["amount_minor"] + 1)
    elif change == "renumbered":
        put(chain[1], place="000000000009", gsi2sk="000000000009")
    else:
        delete(chain[-1] if change == "last left out" else chain[1])

    assert treasury.broken() == {"I3"}


def test_a_hold_that_nobody_ended_in_time_is_found(
    treasury: Treasury, people: tuple[Person, Person], time: Clock
) -> None:
    time.forward(days=7, minutes=30)
    treasury.again()
    assert not treasury.broken()

    time.forward(minutes=31)
    treasury.again()
    assert treasury.broken() == {"I13"}
    treasury.drain()
    assert not treasury.broken()


def test_money_that_moves_while_the_proof_reads_is_no_alarm(
    treasury: Treasury, people: tuple[Person, Person], time: Clock
) -> None:
    """The journals are read, then a transfer is made, then the balances are read."""
    ann, bo = people

    with before_the_next("BatchGetItem", lambda: treasury.send(ann, bo, 10).ok()):
        assert not treasury.broken()
    raised = one("balance", account=cash(ann))
    put(raised, balance_minor=raised["balance_minor"] + 20, available_minor=raised["available_minor"] + 20)
    with before_the_next("BatchGetItem", lambda: treasury.send(ann, bo, 10).ok()):
        assert treasury.broken() == {"I2", "I3"}


def test_only_finance_may_ask(treasury: Treasury, join: Join) -> None:
    eve = join("eve", "admin", "moderator", "support", "seller")

    for request in ("GET /v1/admin/ledger/proof", "GET /v1/ledger/proof?date=2026-11-20"):
        assert call(proof, request, token=eve.token).problem == "forbidden"


def alarms(capsys: pytest.CaptureFixture[str]) -> int:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    return sum(1 for line in lines if line.get("what") == "LedgerInvariantBroken")


@pytest.fixture
def counted(capsys: pytest.CaptureFixture[str]) -> Callable[[], int]:
    """How many invariants the monitor counts as broken when it is woken now."""

    def wake() -> int:
        capsys.readouterr()
        run(monitor.handler)
        return alarms(capsys)

    return wake


def test_the_monitor_counts_each_broken_invariant_and_changes_nothing(
    treasury: Treasury, people: tuple[Person, Person], counted: Callable[[], int]
) -> None:
    before = rows()
    assert (counted(), rows()) == (0, before)

    balance = one("balance", account=cash(people[0]))
    put(balance, balance_minor=balance["balance_minor"] + 1, available_minor=balance["available_minor"] + 1)

    assert counted() == 3  # the sum, the account, and the end of its chain


def test_each_hour_it_looks_at_what_moved_since_the_seal_and_once_a_day_at_everything(
    treasury: Treasury, people: tuple[Person, Person], time: Clock, counted: Callable[[], int]
) -> None:
    time.forward(days=1)
    run(seal.handler)
    old = one("journal", business="transfer")
    put(old, actor="somebody else")
    assert counted() == 2  # its digest, and the day's seal
    time.forward(hours=2)
    assert counted() == 0  # nothing has moved since the seal

    treasury.again()
    treasury.send(sign_in(people[0].id, people[0].email), people[1], 10).ok()
    assert counted() == 0
    fresh = one("balance", account=cash(people[0]))
    put(fresh, balance_minor=fresh["balance_minor"] + 1, available_minor=fresh["available_minor"] + 1)
    assert counted() == 3
    time.forward(days=1)
    run(seal.handler)
    put(fresh)
    assert counted() == 2  # the whole is looked at again


def test_a_day_that_nobody_seals_is_an_alarm_too(
    treasury: Treasury, people: tuple[Person, Person], time: Clock, counted: Callable[[], int]
) -> None:
    time.now += timedelta(hours=44)  # it ended 24 hours and some minutes ago
    assert counted() == 0
    time.now += timedelta(hours=2)
    assert counted() == 1
    run(seal.handler)
    assert counted() == 0


def test_an_empty_ledger_holds(bus: Bus, counted: Callable[[], int]) -> None:
    assert counted() == 0
    assert not tampering.found("seal")
