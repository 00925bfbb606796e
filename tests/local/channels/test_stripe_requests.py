from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
import stripe

from local.channels.stripe import StripeSimulator

Wish = Any
SECRET = {"Authorization": "Bearer sk_test_argosy"}


def test_an_unknown_or_missing_key_is_refused(simulator: StripeSimulator, web: httpx.Client) -> None:
    stranger = stripe.StripeClient("sk_test_other", base_addresses={"api": simulator.url})
    with pytest.raises(stripe.AuthenticationError, match="Invalid API Key"):
        stranger.v1.payment_intents.list()
    answer = web.get("/v1/payment_intents")
    assert (answer.status_code, answer.json()["error"]["type"]) == (401, "invalid_request_error")
    assert web.get("/v1/payment_intents", auth=("sk_test_argosy", "")).status_code == 200
    assert web.get("/v1/payment_intents", headers={"Authorization": "Basic %%%"}).status_code == 401


def test_a_browser_confirms_with_its_client_secret_and_sees_no_metadata(
    client: stripe.StripeClient, web: httpx.Client, wish: Wish
) -> None:
    intent = client.v1.payment_intents.create(wish)
    path = f"/v1/payment_intents/{intent.id}"
    browser = {"Authorization": "Bearer pk_test_argosy"}
    proof = {"client_secret": str(intent.client_secret)}
    assert web.get("/v1/payment_intents", headers=browser).status_code == 403
    assert web.get(path, headers=browser).json()["error"]["code"] == "secret_key_required"
    assert web.get(path, headers=browser, params={"client_secret": f"{intent.id}_secret_guess"}).status_code == 404
    seen = web.get(path, params={**proof, "key": "pk_test_argosy"}).json()
    assert seen["status"] == "requires_payment_method" and "metadata" not in seen
    declined = web.post(f"{path}/confirm", headers=browser, data={**proof, "payment_method": "pm_card_chargeDeclined"})
    assert declined.status_code == 402 and "metadata" not in declined.json()["error"]["payment_intent"]
    paid = web.post(f"{path}/confirm", headers=browser, data={**proof, "payment_method": "pm_card_visa"})
    assert (paid.status_code, paid.json()["status"]) == (200, "succeeded")
    assert paid.headers["Access-Control-Allow-Origin"] == "*"
    assert client.v1.payment_intents.retrieve(intent.id).status == "succeeded"


@pytest.mark.parametrize(
    ("wish", "param", "code"),
    [
        ({"currency": "usd"}, "amount", "parameter_missing"),
        ({"amount": 100}, "currency", "parameter_missing"),
        ({"amount": "10.5", "currency": "usd"}, "amount", "parameter_invalid_integer"),
        ({"amount": -1, "currency": "usd"}, "amount", "parameter_invalid_integer"),
        ({"amount": 49, "currency": "usd"}, "amount", "amount_too_small"),
        ({"amount": 100, "currency": "xxx"}, "currency", None),
        ({"amount": 100, "currency": "usd", "colour": "red"}, "colour", "parameter_unknown"),
        (
            {"amount": 100, "currency": "usd", "automatic_payment_methods": {"enabled": True, "odd": 1}},
            "automatic_payment_methods[odd]",
            "parameter_unknown",
        ),
        ({"amount": 100, "currency": "usd", "metadata": {"note": "x" * 501}}, "metadata[note]", None),
        ({"amount": 100, "currency": "usd", "description": ""}, "description", "parameter_invalid_empty"),
        ({"amount": 100, "currency": "usd", "capture_method": "manual"}, "capture_method", None),
        ({"amount": 100, "currency": "usd", "payment_method": "pm_other"}, "payment_method", "resource_missing"),
    ],
)
def test_a_wrong_parameter_is_named_and_makes_nothing(
    client: stripe.StripeClient, wish: Any, param: str, code: str | None
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.create(wish)
    assert (refusal.value.param, refusal.value.code) == (param, code)
    assert client.v1.payment_intents.list().data == []


def test_what_does_not_exist_is_missing(client: stripe.StripeClient, web: httpx.Client) -> None:
    calls = (
        lambda: client.v1.payment_intents.retrieve("pi_none"),
        lambda: client.v1.charges.retrieve("ch_none"),
        lambda: client.v1.refunds.create({"payment_intent": "pi_none"}),
        lambda: client.v1.events.retrieve("evt_none"),
    )
    for call in calls:
        with pytest.raises(stripe.InvalidRequestError) as missing:
            call()
        assert (missing.value.http_status, missing.value.code) == (404, "resource_missing")
    assert web.get("/v1/invoices", headers=SECRET).status_code == 404


def test_forms_that_contradict_themselves_and_json_are_refused(web: httpx.Client) -> None:
    for body in ("metadata=a&metadata[b]=c", "metadata[b]=c&metadata=a", "amount[x]=1&currency=usd", "[a]=1"):
        answer = web.post("/v1/payment_intents", headers=SECRET, content=body)
        assert (answer.status_code, answer.json()["error"]["type"]) == (400, "invalid_request_error")
    answer = web.post("/v1/payment_intents", headers=SECRET, json={"amount": 100, "currency": "usd"})
    assert "application/x-www-form-urlencoded" in answer.json()["error"]["message"]


def test_expanding_what_is_no_reference_is_refused(client: stripe.StripeClient, wish: Wish) -> None:
    intent = client.v1.payment_intents.create(wish)
    for path in ("amount", "nothing", "a.b.c.d.e"):
        with pytest.raises(stripe.InvalidRequestError, match="expand"):
            client.v1.payment_intents.retrieve(intent.id, {"expand": [path]})


def test_forty_requests_at_once_are_all_served(client: stripe.StripeClient, simulator: StripeSimulator) -> None:
    def pay(_: int) -> str:
        wish: Any = {"amount": 100, "currency": "eur", "confirm": True, "payment_method": "pm_card_visa"}
        return client.v1.payment_intents.create(wish).status

    with ThreadPoolExecutor(40) as pool:
        assert set(pool.map(pay, range(120))) == {"succeeded"}
    assert simulator.books()["eur"]["captured"] == 12_000
