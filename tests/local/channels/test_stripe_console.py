from typing import Any

import httpx
import stripe

from local.channels.stripe import StripeSimulator
from tests.local.channels.endpoint import Endpoint

Wish = Any


def test_health_tells_the_simulators_time(web: httpx.Client) -> None:
    health = web.get("/_sim/health").json()
    assert (health["status"], health["offset_seconds"]) == ("ok", 0)


def test_a_buyer_pays_by_client_secret_or_id_and_hears_of_a_decline(
    client: stripe.StripeClient, web: httpx.Client, wish: Wish
) -> None:
    intent = client.v1.payment_intents.create(wish)
    body = {"client_secret": intent.client_secret, "payment_method": "pm_card_chargeDeclined"}
    declined = web.post("/_sim/pay", json=body)
    assert (declined.status_code, declined.json()["error"]["code"]) == (402, "card_declined")
    assert web.post("/_sim/pay", json={"client_secret": f"{intent.id}_secret_guess"}).status_code == 404
    assert web.post("/_sim/pay", json={"payment_intent": intent.id}).json()["status"] == "succeeded"
    assert client.v1.payment_intents.retrieve(intent.id).status == "succeeded"
    again = web.post("/_sim/pay", json={"payment_intent": intent.id})
    assert (again.status_code, again.json()["error"]["code"]) == (400, "payment_intent_unexpected_state")


def test_actions_disputes_and_failed_refunds_are_a_request_away(
    client: stripe.StripeClient, web: httpx.Client, wish: Wish
) -> None:
    intent = client.v1.payment_intents.create(wish)
    web.post("/_sim/pay", json={"payment_intent": intent.id, "payment_method": "pm_card_authenticationRequired"})
    path = f"/_sim/payment_intents/{intent.id}/action"
    assert web.post(path, json={"outcome": "maybe"}).status_code == 400
    charge = web.post(path, json={"outcome": "succeed"}).json()["latest_charge"]
    refund = client.v1.refunds.create({"charge": charge, "amount": 99}).id
    assert web.post(f"/_sim/refunds/{refund}/fail").json()["status"] == "failed"
    dispute = web.post(f"/_sim/charges/{charge}/dispute", json={"reason": "duplicate"}).json()
    assert (dispute["reason"], dispute["amount"]) == ("duplicate", 1099)
    closed = web.post(f"/_sim/disputes/{dispute['id']}/close", json={"outcome": "won"}).json()
    assert closed["status"] == "won"
    assert web.get("/_sim/books").json()["usd"]["net"] == 1099


def test_events_are_shown_with_their_deliveries_and_sent_again(
    client: stripe.StripeClient, web: httpx.Client, endpoint: Endpoint, wish: Wish
) -> None:
    client.v1.payment_intents.create(wish)
    endpoint.wait_for(1)
    event = web.get("/_sim/events").json()["data"][0]
    assert event["type"] == "payment_intent.created"
    sent = web.post(f"/_sim/events/{event['id']}/deliver", json={"times": 3, "concurrent": True}).json()
    assert [one["status"] for one in sent["deliveries"]] == [200] * 3
    assert len({one.body for one in endpoint.received}) == 1
    shown = web.get("/_sim/events").json()["data"][0]["deliveries"]
    assert [one["status"] for one in shown] == [200] * 4
    assert web.post("/_sim/events/evt_none/deliver").status_code == 404


def test_a_hand_made_event_goes_to_the_endpoint_of_choice_with_the_secret_of_choice(
    web: httpx.Client, endpoint: Endpoint
) -> None:
    chosen = web.post("/_sim/webhooks", json={"url": endpoint.url, "secret": "whsec_chosen"}).json()
    assert chosen == web.get("/_sim/webhooks").json() == {"url": endpoint.url, "secret": "whsec_chosen"}
    made = {"type": "payment_intent.succeeded", "data": {"object": {"id": "pi_foreign", "amount": 1}}}
    told = web.post("/_sim/deliver", json={"event": made}).json()
    assert told["deliveries"][0]["status"] == 200
    assert endpoint.received[0].verified("whsec_chosen").data.object.id == "pi_foreign"
    web.post("/_sim/deliver", json={"event": made, "secret": "whsec_wrong", "timestamp": 1})
    assert endpoint.received[1].signature.startswith("t=1,v1=")
    assert web.post("/_sim/deliver", json={}).json()["error"]["param"] == "event"


def test_without_an_endpoint_a_delivery_is_refused(client: stripe.StripeClient, web: httpx.Client, wish: Wish) -> None:
    client.v1.payment_intents.create(wish)
    event = web.get("/_sim/events").json()["data"][0]["id"]
    assert web.post(f"/_sim/events/{event}/deliver").status_code == 400


def test_what_the_console_does_not_know_is_said(web: httpx.Client) -> None:
    assert web.get("/_sim/nothing").status_code == 404
    assert web.post("/_sim/pay", content=b"no json").status_code == 400
    assert web.post("/_sim/pay", json=[]).status_code == 400
    assert "Invalid kind" in web.post("/_sim/faults", json={"kind": "gremlin"}).json()["error"]["message"]
    assert web.post("/_sim/faults", json={"kind": "slow", "times": "many"}).status_code == 400


def test_a_person_sees_intents_on_the_page_and_no_markup_gets_through(
    simulator: StripeSimulator, client: stripe.StripeClient, web: httpx.Client
) -> None:
    assert "Nothing to pay yet" in web.get("/_sim").text
    wish: Any = {"amount": 123456, "currency": "usd", "metadata": {"note": "<script>alert(1)</script>"}}
    intent = client.v1.payment_intents.create(wish)
    page = web.get("/_sim/")
    assert page.headers["Content-Type"].startswith("text/html")
    assert intent.id in page.text and "1,234.56 USD" in page.text and 'data-act="pay"' in page.text
    assert "<script>alert" not in page.text
    simulator.pay(intent.id, "pm_card_authenticationRequired")
    assert 'data-act="fail"' in web.get("/_sim/").text


def test_a_person_sees_what_went_back_and_what_a_bank_took(
    simulator: StripeSimulator, client: stripe.StripeClient, web: httpx.Client
) -> None:
    wish: Any = {"amount": 123456, "currency": "usd"}
    refunded, disputed = (client.v1.payment_intents.create(wish) for _ in range(2))
    for intent in (refunded, disputed):
        simulator.pay(intent.id, "pm_card_visa")
    client.v1.refunds.create({"payment_intent": refunded.id, "amount": 3_400})
    charge = client.v1.payment_intents.retrieve(disputed.id).latest_charge
    simulator.dispute(str(charge))

    rows = {row.partition('"')[0]: row for row in web.get("/_sim/").text.split('<tr id="')[1:]}
    assert "34.00 USD back: succeeded" in rows[refunded.id]
    assert "1,234.56 USD disputed: needs_response" in rows[disputed.id]
    assert "back" not in rows[disputed.id]
