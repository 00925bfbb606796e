"""What a listener could not handle is kept once, mended, tried again by that listener alone, and acts once."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.queues.conftest import MAIL, Desk, asks, mended, no_mail
from tests.support.bus import told
from tests.support.people import Person, mails, sign_in


def dies(desk: Desk, way: str, name: str = "sue") -> dict[str, Any]:
    """Somebody asks to register while no mail can be sent."""
    row = asks(name)
    no_mail()
    try:
        assert not getattr(desk.dying, way)(MAIL, row)
        desk.dying.keep()
    finally:
        mended()
    desk.bus.done.add((MAIL, row["id"]))
    return row


def gives_up(listener: str) -> dict[str, str]:
    """What the worker writes beside a fact that can never succeed."""
    return {"listener": listener, "code": "invalid_state", "why": "This is not possible while it is closed."}


def mails_to(name: str) -> int:
    return len([mail for mail in mails() if f"{name}@example.com" in mail["to"]])


@pytest.mark.parametrize("way", ["tell", "queued"], ids=["called by the bus", "behind a queue"])
def test_what_always_failed_is_kept_mended_and_redriven_and_acts_once(desk: Desk, way: str) -> None:
    row = dies(desk, way)
    (letter,) = desk.letters()
    assert (letter["fact_id"], letter["status"], letter["deaths"], letter["name"]) == (
        row["id"],
        "waiting",
        1,
        row["name"],
    )
    assert desk.groups() == {(MAIL, letter["code"]): 1}

    job = desk.redrive(ids=[letter["id"]])
    assert (job["would"], desk.letters()[0]["status"]) == (1, "redriving")
    desk.looked()

    assert mails_to("sue") == 1
    (letter,) = desk.letters()
    assert (letter["status"], letter["redrives"]) == ("done", 1)
    assert desk.groups() == {}
    assert {name: desk.job(job["id"])[name] for name in ("would", "sent", "done", "died")} == {
        "would": 1, "sent": 1, "done": 1, "died": 0,
    }  # fmt: skip


def test_its_listener_alone_is_called_again_with_the_fact_as_it_was_told(desk: Desk) -> None:
    row = dies(desk, "tell")
    desk.redrive(listener=MAIL)

    ((listener, payload),) = desk.dying.calls
    assert listener == MAIL
    assert (payload["detail"]["id"], payload["detail"]["data"]) == (row["id"], json.loads(row["data"]))
    assert len(told(row["name"])) == len({each["id"] for each in told(row["name"])}), "nothing was told anew"


def test_five_deaths_are_one_letter(desk: Desk) -> None:
    row = asks("sue")
    no_mail()
    desk.bus.done.add((MAIL, row["id"]))
    for _ in range(2):
        desk.dying.tell(MAIL, row)
    desk.dying.keep()
    for _ in range(3):
        desk.dying.tell(MAIL, row)
    desk.dying.keep()

    (letter,) = desk.letters()
    assert letter["deaths"] == 5
    assert sum(desk.groups().values()) == 1


def test_redriving_what_has_acted_changes_nothing(desk: Desk) -> None:
    row = dies(desk, "tell")
    assert desk.dying.tell(MAIL, row)
    desk.redrive(listener=MAIL)

    assert (desk.dying.calls, mails_to("sue")) == ([], 1)
    assert desk.letters()[0]["status"] == "done"


def test_what_dies_again_waits_again_and_after_three_times_has_to_be_mended_first(desk: Desk) -> None:
    dies(desk, "tell")
    (letter,) = desk.letters()
    no_mail()
    for _ in range(3):
        job = desk.redrive(ids=[letter["id"]])
        desk.dying.keep()
        assert desk.job(job["id"])["died"] == 1

    (letter,) = desk.letters()
    assert (letter["status"], letter["deaths"], letter["tries"]) == ("waiting", 4, 3)
    wish = {"ids": [letter["id"]]}
    assert desk.ask("POST /v1/admin/dead-letters/redrive", wish).problem == "keeps_dying"


def test_a_redrive_of_which_nothing_is_heard_waits_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    dies(desk, "tell")
    monkeypatch.setattr(desk.dying, "call", lambda *_: None)
    desk.redrive(listener=MAIL)
    desk.looked()

    assert desk.letters()[0]["status"] == "waiting"
    assert desk.groups()


def test_a_fact_of_26_days_is_too_old_to_be_redriven_and_one_of_24_is_not(desk: Desk) -> None:
    dies(desk, "tell")
    wish = {"ids": [desk.letters()[0]["id"]], "dry_run": True}
    desk.time.forward(days=24)
    desk.admin = desk_again(desk)
    assert desk.ask("POST /v1/admin/dead-letters/redrive", wish).ok()["would"] == 1

    desk.time.forward(days=2)
    desk.admin = desk_again(desk)
    assert desk.ask("POST /v1/admin/dead-letters/redrive", wish).problem == "too_old"


def desk_again(desk: Desk) -> Person:
    """A token is good for ten minutes."""
    return sign_in(desk.admin.id, desk.admin.email)


def test_a_dry_run_says_how_many_it_would_be_and_sends_none(desk: Desk) -> None:
    for name in ("sue", "sam"):
        dies(desk, "tell", name)

    assert desk.redrive(listener=MAIL, dry_run=True)["would"] == 2
    assert (desk.dying.calls, {each["status"] for each in desk.letters()}) == ([], {"waiting"})


def test_a_whole_listener_is_redriven_step_by_step_and_what_died_later_is_left(desk: Desk) -> None:
    rows = [dies(desk, "tell", f"sue{number}") for number in range(7)]
    until = desk.time.now
    late = dies(desk, "tell", "late")
    job = desk.redrive(listener=MAIL, until=f"{until:%Y-%m-%dT%H:%M:%S.%f}Z", per_second=1)

    sent = [payload["detail"]["id"] for _, payload in desk.dying.calls]
    assert sent == [row["id"] for row in rows]
    assert late["id"] not in sent
    assert desk.pauses == [1.0] * 7, "one a second"
    desk.looked()
    assert desk.job(job["id"])["done"] == 7


def test_what_moves_money_is_given_up_by_two_people(desk: Desk) -> None:
    desk.dying.dead("ledger.seal", {"detail": {"id": "evt_1", "name": "x.y"}}, **gives_up("ledger.seal"))
    desk.dying.keep()
    (letter,) = desk.letters("ledger.seal")
    wish = {"ids": [letter["id"]], "reason": "nothing to be done"}

    assert desk.ask("POST /v1/admin/dead-letters/discard", wish).ok()["data"][0]["status"] == "waiting"
    assert desk.ask("POST /v1/admin/dead-letters/discard", wish).problem == "needs_another_person"
    assert (
        desk.ask("POST /v1/admin/dead-letters/discard", wish, by=desk.colleague).ok()["data"][0]["status"]
        == "discarded"
    )
    assert desk.groups() == {}
    assert len(told("queues.letter_discarded")) == 2


def test_what_moves_no_money_is_given_up_by_one(desk: Desk) -> None:
    dies(desk, "tell")
    (letter,) = desk.letters()
    wish = {"ids": [letter["id"]], "reason": "they asked again"}

    (after,) = desk.ask("POST /v1/admin/dead-letters/discard", wish).ok()["data"]
    assert (after["status"], after["ended_by"], after["note"]) == ("discarded", desk.admin.id, "they asked again")
    assert desk.ask("POST /v1/admin/dead-letters/redrive", {"ids": [letter["id"]]}).problem == "invalid_state"


def test_what_a_letter_holds_is_shown_for_a_reason_that_is_written_down(desk: Desk) -> None:
    dies(desk, "tell")
    (letter,) = desk.letters()

    assert desk.ask(f"GET /v1/admin/dead-letters/{letter['id']}").ok()["body"] is None
    shown = desk.ask(f"GET /v1/admin/dead-letters/{letter['id']}?reason=ticket+12").ok()
    assert letter["fact_id"] in shown["body"]
    (noted,) = told("queues.letter_read")
    assert (noted["actor"], "ticket 12" in noted["data"]) == (desk.admin.id, True)


def test_the_desk_is_for_who_may_redrive(desk: Desk, join: Callable[..., Any]) -> None:
    assert desk.ask("GET /v1/admin/dead-letters", by=join("fay", "finance")).status == 403
    assert desk.ask("POST /v1/admin/dead-letters/redrive", {}).problem == "names_nothing"


def test_a_page_shows_one_code_and_one_state(desk: Desk) -> None:
    dies(desk, "tell")
    code = desk.letters()[0]["code"]

    assert len(desk.letters(more=f"&code={code}&status=waiting")) == 1
    assert desk.letters(more="&code=another") == desk.letters(more="&status=done") == []
