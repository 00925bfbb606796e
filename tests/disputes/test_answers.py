"""How a dispute is answered, by whom it is seen, and that nobody forgets it."""

import pytest

from tests.disputes.bank import Bank, accept, answer, disputes, fits, statuses, the_dispute
from tests.support.bus import told
from tests.support.call import call
from tests.support.people import Person
from tests.support.shop import Shop


@pytest.fixture
def disputed(shop: Shop, bank: Bank, seller: Person, buyer: Person) -> str:
    """The number at Stripe of a dispute about the seller's lamp."""
    return bank.dispute(shop.pay(buyer, shop.order(buyer, {shop.sku(seller): 1})))


def kinds(person: Person) -> list[str]:
    found = call("notifications.inbox", "GET /v1/me/notifications", token=person.token).ok()["data"]
    return sorted(str(each["kind"]) for each in found if each["subject_kind"] == "dispute")


def test_the_sellers_evidence_reaches_the_bank_once_and_is_final(
    shop: Shop, bank: Bank, disputed: str, seller: Person
) -> None:
    first = answer(shop, seller, "The buyer has signed for it.")
    again = answer(shop, seller, "The buyer has signed for it.")

    assert first.ok()["evidence"] == {"text": "The buyer has signed for it.", "sent": True}
    assert (first.body["status"], again.headers["Idempotent-Replayed"]) == ("under_review", "true")
    shop.hear()
    assert [event["type"] for event in bank.told()].count("charge.dispute.updated") == 1
    more = answer(shop, seller, "And he liked it.", key="more")
    assert (more.status, more.problem) == (409, "invalid_state")
    assert len(told("dispute.evidence_sent")) == 1


def test_evidence_whose_answer_was_lost_is_sent_again_under_its_number(
    shop: Shop, bank: Bank, disputed: str, seller: Person
) -> None:
    shop.stripe.faults.add("answer_lost", "disputes.update", times=3)
    assert answer(shop, seller, "He has it.").problem == "channel_unavailable"
    assert (the_dispute()["status"], statuses("dispute")) == ("needs_response", ["needs_response"])

    assert answer(shop, seller, "He has it.").ok()["evidence"]["sent"]
    assert [event["type"] for event in bank.told()].count("charge.dispute.updated") == 1


def test_only_those_who_sold_it_and_the_staff_see_and_answer_a_dispute(
    shop: Shop, disputed: str, seller: Person, buyer: Person, finance: Person
) -> None:
    rival, support = shop.join("rival", "seller"), shop.join("sue", "support")
    show = f"GET /v1/disputes/{the_dispute()['id']}"
    for person, status in ((seller, 200), (finance, 200), (support, 200), (buyer, 404), (rival, 404)):
        assert call("disputes.disputes", show, token=person.token).status == status, person.email
    for person, status in ((finance, 200), (support, 200), (seller, 403)):
        assert call("disputes.disputes", "GET /v1/admin/disputes", token=person.token).status == status
    assert [answer(shop, person, "No.").status for person in (rival, buyer, support)] == [404, 403, 403]
    assert [accept(shop, person).status for person in (seller, support)] == [403, 403]
    assert answer(shop, finance, "It was right.").status == 200


def test_the_list_shows_those_that_are_open_page_by_page(
    shop: Shop, bank: Bank, disputed: str, seller: Person, buyer: Person
) -> None:
    finance = shop.join("fay", "finance")
    bank.dispute(shop.pay(buyer, shop.order(buyer, {shop.sku(seller): 1})))
    first = call("disputes.disputes", "GET /v1/admin/disputes?limit=1", token=finance.token).ok()
    path = f"GET /v1/admin/disputes?limit=1&cursor={first['next_cursor']}"
    second = call("disputes.disputes", path, token=finance.token).ok()

    assert [row["channel_ref"] for row in disputes() if row["id"] == second["data"][0]["id"]] == [disputed]
    assert (first["data"][0]["amount"], first["data"][0]["fee"]["amount"]) == (
        {"amount": 10_000, "currency": "CNY"},
        1_500,
    )
    bank.decide(disputed, "won")
    left = call("disputes.disputes", "GET /v1/admin/disputes", token=finance.token).ok()
    assert [each["id"] for each in left["data"]] == [first["data"][0]["id"]]


@pytest.mark.parametrize("faults", [0, 9])
def test_finance_gives_a_dispute_up_and_it_is_lost_once(
    shop: Shop, bank: Bank, disputed: str, finance: Person, faults: int
) -> None:
    if faults:
        shop.stripe.faults.add("answer_lost", "disputes.close", times=faults)
        assert accept(shop, finance).problem == "channel_unavailable"
        shop.stripe.faults.clear()
        shop.hear()
    assert accept(shop, finance).ok()["status"] == "lost"
    assert accept(shop, finance).headers["Idempotent-Replayed"] == "true"
    shop.hear()

    assert (statuses("dispute"), len(told("dispute.lost")), len(told("dispute.accepted"))) == (["lost"], 1, 1)
    fits(shop)


def test_a_closed_dispute_is_neither_answered_nor_given_up(
    shop: Shop, bank: Bank, disputed: str, seller: Person, finance: Person
) -> None:
    bank.decide(disputed, "won")

    assert answer(shop, seller, "But.").problem == "invalid_state"
    assert accept(shop, finance).problem == "invalid_state"
    assert statuses("dispute") == ["won"]


@pytest.mark.parametrize("answered", [True, False])
def test_a_dispute_that_nobody_answers_is_told_again_before_it_is_too_late(
    shop: Shop, bank: Bank, disputed: str, seller: Person, answered: bool
) -> None:
    if answered:
        answer(shop, seller, "He has it.").ok()
    bank.wait(days=10)
    assert len(told("dispute.unanswered")) == 0
    bank.wait(days=2)
    shop.bus.again("dispute.evidence_due")

    assert len(told("dispute.unanswered")) == (0 if answered else 1)


def test_sellers_hear_of_a_dispute_and_how_it_ends(shop: Shop, bank: Bank, disputed: str, seller: Person) -> None:
    bank.decide(disputed, "lost")

    assert kinds(seller) == ["dispute_lost", "dispute_opened"]


def test_an_end_that_contradicts_the_one_before_changes_nothing(
    shop: Shop, bank: Bank, disputed: str, seller: Person
) -> None:
    bank.decide(disputed, "lost")
    other = bank.told()[-1]
    other["data"]["object"]["status"] = "won"
    assert shop.webhook({**other, "id": "evt_other"}).status == 200
    shop.bus.settle()

    assert (statuses("dispute"), statuses("attempt")) == (["lost"], ["charged_back"])
    fits(shop)


def test_an_inquiry_holds_the_money_and_takes_none_until_the_bank_does(
    shop: Shop, bank: Bank, seller: Person, buyer: Person
) -> None:
    attempt = shop.pay(buyer, shop.order(buyer, {shop.sku(seller): 1}))
    bank.dispute(attempt, heard=False)
    asks = bank.told()[0]
    asks["data"]["object"] |= {"status": "warning_needs_response", "balance_transactions": []}
    assert shop.webhook({**asks, "id": "evt_asks"}).status == 200
    shop.bus.settle()
    assert (the_dispute()["status"], shop.wallet(seller)["CNY"]["pending"]) == ("inquiry", 0)
    shop.proof()

    shop.hear()
    assert the_dispute()["status"] == "needs_response"
    fits(shop)
