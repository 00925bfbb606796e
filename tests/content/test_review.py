"""Reviews: one queue for posts and products, one decision each, never on one's own work."""

import pytest

from functions.content import review
from tests.catalogue.goods import drafted as product_drafted
from tests.catalogue.goods import submitted as product_submitted
from tests.content.posts import case_of, decided, drafted, seen, submitted
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person


@pytest.fixture
def ann(join) -> Person:
    return join("ann", "seller")


@pytest.fixture
def mod(join) -> Person:
    return join("mod", "moderator")


def test_the_queue_holds_what_was_handed_in_and_not_what_is_a_draft_or_decided(ann: Person, mod: Person) -> None:
    drafted(ann)
    product_drafted(ann)
    post, product, done = submitted(ann), product_submitted(ann), submitted(ann)
    decided(mod, done["id"], "approve").ok()

    waiting = call(review, "GET /v1/reviews?status=open", token=mod.token).ok()["data"]
    assert [(case["subject_kind"], case["subject_id"]) for case in waiting] == [
        ("post", post["id"]),
        ("product", product["id"]),
    ]
    assert [case["status"] for case in waiting] == ["open", "open"]


def test_approving_publishes_and_tells_it_once(ann: Person, mod: Person) -> None:
    post = submitted(ann)
    reply = decided(mod, post["id"], "approve")

    assert (reply.status, reply.body["status"], reply.body["decided_by"]) == (200, "approved", mod.id)
    assert seen(post["id"]).ok()["status"] == "published"
    (fact,) = told("content.post_published")
    assert all(field in fact["data"] for field in (post["id"], ann.id, post["title"], '"sea"', "published_at"))


def test_rejecting_keeps_the_reason_and_an_edit_may_be_handed_in_again(ann: Person, mod: Person) -> None:
    from functions.content import publish

    post = submitted(ann)
    decided(mod, post["id"], "reject", "Say where from.").ok()
    mine = seen(post["id"], ann).ok()

    assert (mine["status"], mine["reason"]) == ("rejected", "Say where from.")
    assert seen(post["id"]).status == 404
    assert "Say where from." in told("content.post_rejected")[0]["data"]
    assert call(publish, f"POST /v1/posts/{post['id']}/submit", token=ann.token).problem == "invalid_state"

    edited = call(publish, f"PATCH /v1/posts/{post['id']}", {"body": "From Athens."}, token=ann.token).ok()
    assert (edited["status"], edited["reason"]) == ("draft", None)
    call(publish, f"POST /v1/posts/{post['id']}/submit", token=ann.token).ok()
    decided(mod, post["id"], "approve").ok()
    assert seen(post["id"]).ok()["body"] == "From Athens."


def test_a_second_decision_is_a_conflict_and_changes_nothing(ann: Person, mod: Person, join) -> None:
    post = submitted(ann)
    case = case_of(mod, post["id"])
    call(review, f"POST /v1/reviews/{case}/approve", token=mod.token).ok()
    late = call(review, f"POST /v1/reviews/{case}/reject", {"reason": "No."}, token=join("mia", "moderator").token)

    assert (late.status, late.problem) == (409, "invalid_state")
    assert seen(post["id"]).status == 200
    assert not told("content.post_rejected")


def test_of_two_decisions_at_the_same_moment_one_wins(ann: Person, mod: Person, join, monkeypatch) -> None:
    from argosy.publishing import cases

    post = submitted(ann)
    case_id = case_of(mod, post["id"])
    read_before = cases.get(case_id)
    call(review, f"POST /v1/reviews/{case_id}/approve", token=mod.token).ok()
    monkeypatch.setattr(cases, "get", lambda _: read_before)
    late = call(review, f"POST /v1/reviews/{case_id}/approve", token=join("mia", "moderator").token)

    assert late.status == 409
    assert len(told("content.post_published")) == 1


def test_a_decision_repeated_with_its_key_gets_the_first_answer(ann: Person, mod: Person) -> None:
    case = case_of(mod, submitted(ann)["id"])
    first = call(review, f"POST /v1/reviews/{case}/approve", token=mod.token, key="d1")
    again = call(review, f"POST /v1/reviews/{case}/approve", token=mod.token, key="d1")

    assert (again.status, again.body, again.headers["Idempotent-Replayed"]) == (200, first.body, "true")


def test_nobody_decides_on_their_own_work(mod: Person, join) -> None:
    from argosy.identity import users

    ann = join("ann")
    case = case_of(mod, submitted(ann)["id"])
    users.grant(ann.id, "admin", by=None)

    for word, body in (("approve", None), ("reject", {"reason": "Not mine."})):
        reply = call(review, f"POST /v1/reviews/{case}/{word}", body, token=signed_in_again(ann).token)
        assert (reply.status, reply.problem) == (403, "own_work")
    assert [row["status"] for row in rows() if row["kind"] == "review_case"] == ["open"]


def test_only_moderators_see_the_queue_and_decide(ann: Person, mod: Person) -> None:
    case = case_of(mod, submitted(ann)["id"])
    targets = (
        ("GET /v1/reviews", None),
        (f"POST /v1/reviews/{case}/approve", None),
        (f"POST /v1/reviews/{case}/reject", {"reason": "x"}),
    )

    for target, body in targets:
        assert (call(review, target, body, token=ann.token).status, call(review, target, body).status) == (403, 401)


def test_a_moderator_without_the_role_any_more_decides_nothing(ann: Person, mod: Person) -> None:
    from argosy.identity import users

    case = case_of(mod, submitted(ann)["id"])
    users.withdraw(mod.id, "moderator", by=None)

    assert call(review, f"POST /v1/reviews/{case}/approve", token=mod.token).problem == "forbidden"


def test_a_moderator_reads_what_was_handed_in_and_a_stranger_does_not(ann: Person, mod: Person, join) -> None:
    post = submitted(ann)

    assert seen(post["id"], mod).ok()["status"] == "pending"
    assert seen(post["id"], join("bob")).status == 404


def test_the_queue_goes_page_by_page_and_its_cursors_are_one_moderators_own(ann: Person, mod: Person, join) -> None:
    posts = [submitted(ann)["id"] for _ in range(5)]
    first = call(review, "GET /v1/reviews?limit=2", token=mod.token).ok()
    second = call(review, f"GET /v1/reviews?limit=2&cursor={first['next_cursor']}", token=mod.token).ok()
    third = call(review, f"GET /v1/reviews?limit=2&cursor={second['next_cursor']}", token=mod.token).ok()

    found = [case["subject_id"] for page in (first, second, third) for case in page["data"]]
    assert found == posts
    assert third["next_cursor"] is None
    stolen = call(
        review, f"GET /v1/reviews?limit=2&cursor={first['next_cursor']}", token=join("mia", "moderator").token
    )
    assert (stolen.status, stolen.problem) == (400, "invalid_cursor")


def test_what_no_review_can_be_is_refused(ann: Person, mod: Person) -> None:
    case = case_of(mod, submitted(ann)["id"])
    unknown = "rev_" + "0" * 26
    refused = {
        "GET /v1/reviews?status=closed": (None, 400, "invalid_parameter"),
        "GET /v1/reviews?kind=post": (None, 400, "unknown_parameter"),
        f"POST /v1/reviews/{unknown}/approve": (None, 404, "not_found"),
        "POST /v1/reviews/rev_1/approve": (None, 400, "invalid_id"),
        f"POST /v1/reviews/{case}/reject": ({"reason": " "}, 422, "invalid_field"),
        f"POST /v1/reviews/{case}/approve": ({"status": "approved"}, 400, "malformed_json"),
    }
    for target, (body, status, code) in refused.items():
        reply = call(review, target, body, token=mod.token)
        assert (reply.status, reply.problem) == (status, code), target


def signed_in_again(person: Person) -> Person:
    from tests.support.people import sign_in

    return sign_in(person.id, person.email)
