"""Buyer and seller hear of what the other did, and never of what they did themselves."""

from tests.after_sales.ways import reached
from tests.after_sales.world import Desk
from tests.support.call import call
from tests.support.people import Person


def heard(desk: Desk, who: Person) -> list[str]:
    entries = call("notifications.inbox", "GET /v1/me/notifications", token=desk.shop.token(who)).ok()["data"]
    return [entry["kind"].removeprefix("after_sale_") for entry in reversed(entries) if "after_sale" in entry["kind"]]


def test_a_return_is_followed_by_both_from_the_wish_to_the_money(desk: Desk) -> None:
    case = reached(desk, "received")
    desk.do(desk.seller, case, "inspect")

    assert heard(desk, desk.seller) == ["applied", "shipped_back"]
    assert heard(desk, desk.buyer) == ["agreed", "done"]


def test_who_calls_the_staff_is_not_told_so_and_both_are_told_what_it_ruled(desk: Desk) -> None:
    case = reached(desk, "arbitrating")
    desk.do(desk.support, case, "ruling", {"ruling": "seller", "reason": "It shines."})

    assert heard(desk, desk.buyer) == ["rejected", "ruled_seller"]
    assert heard(desk, desk.seller) == ["applied", "escalated", "ruled_seller"]


def test_a_withdrawn_wish_an_objection_a_parcel_and_the_end_are_news_to_the_other_side(desk: Desk) -> None:
    reached(desk, "inspected")
    assert heard(desk, desk.buyer)[-1] == "objected"
    sent = desk.ask("reissue")
    desk.do(desk.seller, sent, "agree")
    desk.do(desk.seller, sent, "reship")
    assert heard(desk, desk.buyer)[-1] == "reshipped"
    desk.do(desk.buyer, desk.ask("repair"), "cancel")
    assert heard(desk, desk.seller)[-1] == "cancelled"
    desk.do(desk.seller, desk.ask("repair"), "reject")
    desk.wait(days=7, minutes=1)
    assert "expired" in heard(desk, desk.buyer)
    assert "expired" in heard(desk, desk.seller)
