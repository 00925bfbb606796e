"""Scheduling: what is released before its time is published then, unless its author changed their mind."""

import json
from datetime import timedelta
from typing import Any

import pytest

from functions.content import on_publish_due, publish
from tests.conftest import NOW, Clock
from tests.content.posts import POST, decided, drafted, seen, submitted
from tests.support.bus import Bus, deliver, told
from tests.support.call import call, context
from tests.support.people import Person

LATER = (NOW + timedelta(hours=5)).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture
def ann(join) -> Person:
    return join("ann")


@pytest.fixture
def mod(join) -> Person:
    return join("mod", "moderator")


def drain(bus: Bus) -> None:
    from functions.timers import drain

    drain.handler({}, context())
    bus.settle()


def scheduled(ann: Person, mod: Person) -> Any:
    post = submitted(ann, publish_at=LATER)
    decided(mod, post["id"], "approve").ok()
    return post


def test_an_approved_post_with_a_time_is_published_at_that_time_and_not_before(
    bus: Bus, time: Clock, ann: Person, mod: Person
) -> None:
    post = scheduled(ann, mod)
    drain(bus)
    assert seen(post["id"], ann).ok()["status"] == "scheduled"
    assert seen(post["id"]).status == 404

    time.forward(hours=5)
    drain(bus)
    assert seen(post["id"]).ok()["status"] == "published"
    assert len(told("content.post_published")) == 1


def test_the_deadline_told_twice_publishes_once(bus: Bus, time: Clock, ann: Person, mod: Person) -> None:
    scheduled(ann, mod)
    time.forward(hours=6)
    drain(bus)
    bus.again("content.publish_due")

    assert len(told("content.post_published")) == 1


def test_an_edit_takes_a_scheduled_post_back_to_draft_and_its_time_passes(
    bus: Bus, time: Clock, ann: Person, mod: Person
) -> None:
    post = scheduled(ann, mod)
    edited = call(publish, f"PATCH /v1/posts/{post['id']}", {"publish_at": None}, token=ann.token).ok()
    assert (edited["status"], edited["publish_at"]) == ("draft", None)

    time.forward(hours=6)
    drain(bus)
    assert seen(post["id"]).status == 404


def test_unpublishing_takes_a_scheduled_post_back(bus: Bus, time: Clock, ann: Person, mod: Person) -> None:
    post = scheduled(ann, mod)
    assert call(publish, f"POST /v1/posts/{post['id']}/unpublish", token=ann.token).ok()["status"] == "unpublished"

    time.forward(hours=6)
    drain(bus)
    assert seen(post["id"]).status == 404


def test_a_deadline_of_a_deleted_post_does_nothing_and_is_no_failure(
    bus: Bus, time: Clock, ann: Person, mod: Person
) -> None:
    post = scheduled(ann, mod)
    call(publish, f"DELETE /v1/posts/{post['id']}", token=ann.token).ok()
    time.forward(hours=6)
    drain(bus)

    assert not told("content.post_published")


def test_the_same_time_may_be_scheduled_again_after_an_edit(bus: Bus, time: Clock, ann: Person, mod: Person) -> None:
    post = scheduled(ann, mod)
    call(publish, f"PATCH /v1/posts/{post['id']}", {"title": "Second thoughts"}, token=ann.token).ok()
    call(publish, f"POST /v1/posts/{post['id']}/submit", token=ann.token).ok()
    decided(mod, post["id"], "approve").ok()
    time.forward(hours=6)
    drain(bus)

    assert seen(post["id"]).ok()["title"] == "Second thoughts"
    assert len(told("content.post_published")) == 1


def test_a_time_that_has_passed_at_the_decision_publishes_at_once(bus: Bus, time: Clock, ann: Person, join) -> None:
    post = submitted(ann, publish_at=LATER)
    time.forward(hours=6)
    mod = join("mod", "moderator")
    decided(mod, post["id"], "approve").ok()

    assert seen(post["id"]).ok()["status"] == "published"


def test_whoever_needs_no_review_schedules_by_submitting(mod: Person) -> None:
    assert submitted(mod, publish_at=LATER)["status"] == "scheduled"
    assert len(told("content.post_scheduled")) == 1


def test_a_deadline_of_another_time_publishes_nothing(bus: Bus, ann: Person, mod: Person) -> None:
    post = scheduled(ann, mod)
    row = told("content.post_scheduled")[0]
    forged = {"post_id": post["id"], "publish_at": "2026-11-20T08:00:00Z"}
    assert deliver(on_publish_due.handler, row | {"name": "content.publish_due", "data": json.dumps(forged)})

    assert seen(post["id"]).status == 404


def test_a_draft_keeps_its_time_in_the_zone_of_all(ann: Person) -> None:
    assert drafted(ann, publish_at="2026-11-20T17:08:00+08:00")["publish_at"] == "2026-11-20T09:08:00Z"


def test_a_post_is_scheduled_a_year_ahead_and_no_further(ann: Person) -> None:
    post = drafted(ann, publish_at="2027-11-20T04:00:00Z")
    for reply in (
        call(publish, "POST /v1/posts", {**POST, "publish_at": "2027-11-21T04:00:00Z"}, token=ann.token),
        call(publish, f"PATCH /v1/posts/{post['id']}", {"publish_at": "2028-11-20T04:00:00Z"}, token=ann.token),
    ):
        assert (reply.status, reply.problem) == (422, "too_far_ahead")
