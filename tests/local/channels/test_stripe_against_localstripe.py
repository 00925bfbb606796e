"""An independent check: what both can do looks the same to Argosy as on localstripe, another's simulator.

localstripe is GPL: it runs as a program of its own and nothing of ours imports it.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import stripe

from local.channels.stripe import StripeSimulator
from tests.local.channels.endpoint import Endpoint

# On the loopback interface only and without its pickle in /tmp; its own command listens everywhere.
PROGRAM = """
import socket
from aiohttp import web
from localstripe import resources, server
resources.Store.dump_to_disk = lambda store: None
listening = socket.socket()
listening.bind(("127.0.0.1", 0))
listening.listen()
print(listening.getsockname()[1], flush=True)
web.run_app(server.app, sock=listening, print=None)
"""
SECRET = "whsec_shared"
INTENT = "id object amount currency status client_secret livemode created metadata latest_charge next_action"
REFUND = "id object amount currency status charge payment_intent created metadata balance_transaction"
EVENT = "id object type created livemode api_version data"


@pytest.fixture
def peer(tmp_path: Path) -> Iterator[str]:
    with subprocess.Popen([sys.executable, "-c", PROGRAM], cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.terminate()


def shape(answer: Any, fields: str) -> dict[str, str]:
    """The fields that Argosy reads: their types, the beginning of ids, and what is a constant of the API."""
    shaped = {}
    for field in fields.split():
        value = answer[field]
        if field == "latest_charge" and isinstance(value, stripe.Charge):
            value = value.id  # localstripe expands it unasked
        shaped[field] = type(value).__name__
        if isinstance(value, str) and "_" in value[:4]:
            shaped[field] = value.partition("_")[0]
        elif field in ("object", "status", "type", "currency", "amount"):
            shaped[field] = repr(value)
    return shaped


def play(url: str, endpoint: Endpoint) -> dict[str, Any]:
    """A handful of calls, and what came of them."""
    http = stripe.RequestsClient()
    client = stripe.StripeClient("sk_test_argosy", base_addresses={"api": url}, http_client=http)
    wish: Any = {"amount": 1000, "currency": "usd", "metadata": {"attempt": "att_1"}, "payment_method_types": ["card"]}
    intents, story = client.v1.payment_intents, dict[str, Any]()
    paid = intents.create(wish | {"confirm": True, "payment_method": "pm_card_visa"})
    open_one = intents.create(wish)
    story["paid"] = shape(paid, INTENT)
    story["retrieved"] = shape(intents.retrieve(paid.id), INTENT)
    story["open"] = shape(open_one, INTENT)
    story["canceled"] = shape(intents.cancel(open_one.id), INTENT)
    story["charge"] = shape(intents.retrieve(paid.id, {"expand": ["latest_charge"]}).latest_charge, "id amount status")
    story["refunded"] = shape(client.v1.refunds.create({"payment_intent": paid.id, "amount": 300}), REFUND)
    charge = intents.retrieve(paid.id, {"expand": ["latest_charge"]}).latest_charge
    assert isinstance(charge, stripe.Charge)
    story["charge after"] = (charge.amount_refunded, charge.refunded, charge.paid, charge.captured)
    told = [one for one in client.v1.events.list().data if one.type == "payment_intent.succeeded"]
    story["told"] = shape(told[0], EVENT)
    story["told about"] = shape(told[0].data.object, INTENT.replace("latest_charge ", ""))
    story["refusals"] = [refusal(lambda: intents.retrieve("pi_none")), refusal(lambda: intents.cancel(paid.id))]
    story["webhook"] = shape(received(endpoint), EVENT)
    http.close()
    return story


def refusal(call: Any) -> tuple[int | None, str | None]:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        call()
    assert refused.value.error is not None
    return refused.value.http_status, refused.value.error.type


def received(endpoint: Endpoint) -> Any:
    """The webhook of the success, its signature verified; one that was tampered with is not accepted."""
    endpoint.wait_for(1)
    while True:
        for came in list(endpoint.received):
            with pytest.raises(stripe.SignatureVerificationError):
                stripe.Webhook.construct_event(came.body + b" ", came.signature, SECRET)
            event = came.verified(SECRET)
            if event.type == "payment_intent.succeeded":
                return event
        endpoint.wait_for(len(endpoint.received) + 1)


def test_both_simulators_tell_argosy_the_same_story(simulator: StripeSimulator, peer: str) -> None:
    ours, theirs = Endpoint(), Endpoint()
    simulator.use_webhook(ours.url, SECRET)
    hook = {"url": theirs.url, "secret": SECRET}
    httpx.post(f"{peer}/_config/webhooks/argosy", json=hook, trust_env=False, verify=False).raise_for_status()
    try:
        assert play(simulator.url, ours) == play(peer, theirs)
    finally:
        ours.close()
        theirs.close()
