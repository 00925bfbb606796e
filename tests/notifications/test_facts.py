"""A fact becomes one entry in the inbox of each whom it concerns, in their language, however often it is told."""

from collections.abc import Callable
from typing import Any

from argosy.kernel.money import Money
from events.orders import OrderClosed
from events.settlement import StatementReady
from tests.notifications.world import ORDER, inbox, order_paid, tell, texts
from tests.social.world import comment, publish_post
from tests.support.bus import Bus, told
from tests.support.call import call
from tests.support.people import Person

Join = Callable[..., Person]


def test_a_comment_reaches_the_owner_and_the_one_it_answers_and_never_its_own_author(join: Join, bus: Bus) -> None:
    ann, bob = join("ann", "moderator"), join("bob")
    post = publish_post(ann)
    first = comment(bob, f"posts/{post}", "Where?").ok()
    answer = comment(ann, f"posts/{post}", "In the {park}.", reply_to=first["id"]).ok()
    comment(ann, f"posts/{post}", "By the way.", reply_to=answer["id"])
    bus.settle()

    assert texts(ann) == ["Bob commented on “A walk”: Where?"]
    (entry,) = inbox(bob)["data"]
    assert (entry["title"], entry["text"]) == ("New reply", "Ann replied to you under “A walk”: In the {park}.")
    assert (entry["kind"], entry["subject_kind"], entry["subject_id"]) == ("comment_answered", "comment", answer["id"])


def test_who_owns_the_post_and_is_answered_hears_it_once(join: Join, bus: Bus) -> None:
    ann, bob = join("ann", "moderator"), join("bob")
    post = publish_post(ann)
    own = comment(ann, f"posts/{post}", "Questions?").ok()
    comment(bob, f"posts/{post}", "Where?", reply_to=own["id"])
    bus.settle()

    assert texts(ann) == ["Bob replied to you under “A walk”: Where?"]


def test_a_paid_order_is_told_to_the_buyer_and_to_each_seller_about_their_own_lines_once(join: Join, bus: Bus) -> None:
    bob, sam, sue = join("bob"), join("sam", "seller"), join("sue", "seller", locale="zh-CN")
    paid = order_paid(bob, sam, sue)
    tell(paid)
    bus.settle()
    bus.again("order.paid")
    tell(paid)
    bus.settle()

    assert texts(bob) == ["Your order of CNY 39.98 is paid: Lamp 1, Lamp 2"]
    assert texts(sam) == ["Paid and ready for you: Lamp 1"]
    assert texts(sue) == ["买家已付款：Lamp 2"]
    assert len(told("notifications.notification_created")) == 3
    assert [inbox(person)["unread"] for person in (bob, sam, sue)] == [1, 1, 1]


def test_a_closed_order_and_a_statement_are_told_and_a_party_that_is_no_user_has_no_inbox(join: Join, bus: Bus) -> None:
    bob = join("bob")
    reasons: tuple[Any, ...] = ("timeout", "user", "refunded", "charged_back")
    for number, reason in enumerate(reasons):
        tell(OrderClosed(order_id=f"{ORDER[:-1]}{number}", buyer_id=bob.id, reason=reason))
    for party in (bob.id, "platform"):
        closing = Money(amount=-500, currency="JPY")
        tell(StatementReady(statement_id=f"st_{party}", party_id=party, period="2026-11-20", closing=closing))
    bus.settle()

    assert sorted(entry["kind"] for entry in inbox(bob)["data"]) == [
        "order_closed_charged_back", "order_closed_refunded", "order_closed_timeout", "order_closed_user", "statement_ready",
    ]  # fmt: skip
    assert "Your statement for 2026-11-20 is ready; it closes with JPY -500." in texts(bob)
    assert len(told("notifications.notification_created")) == 5


def test_an_author_hears_what_a_reviewer_decided_and_nothing_of_what_they_did_themselves(join: Join, bus: Bus) -> None:
    ann, mod = join("ann"), join("mod", "moderator")
    for title, decision in (("Good", "approve"), ("Bad", "reject")):
        post = call("content.publish", "POST /v1/posts", {"title": title, "body": "b"}, token=ann.token).ok()["id"]
        call("content.publish", f"POST /v1/posts/{post}/submit", token=ann.token).ok()
        case = call("content.review", "GET /v1/reviews?status=open", token=mod.token).ok()["data"][0]["id"]
        reason = {"reason": "Too short."} if decision == "reject" else None
        call("content.review", f"POST /v1/reviews/{case}/{decision}", reason, token=mod.token).ok()
    publish_post(mod)
    bus.settle()

    assert texts(ann) == ["“Bad” was not published: Too short.", "“Good” has been published."]
    assert texts(mod) == []
