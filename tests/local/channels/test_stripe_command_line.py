import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import stripe

from local.channels.stripe import StripeSimulator
from tests.local.channels.endpoint import Endpoint

ROOT = Path(__file__).parents[3]


@contextmanager
def running(*options: str) -> Iterator[str]:
    """The address it listens on; it is asked to stop by SIGTERM at the end and must do so cleanly."""
    command = [sys.executable, "-m", "local.channels.stripe", *options]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
        assert process.stdout is not None
        try:
            said = process.stdout.readline()
            assert said.startswith("listening on http://127.0.0.1:")
            yield said.removeprefix("listening on ").strip()
        finally:
            process.send_signal(signal.SIGTERM)
            assert process.wait(5) == 0
            assert process.stdout.read() == ""


def client_of(url: str, key: str = "sk_test_own") -> stripe.StripeClient:
    return stripe.StripeClient(key, base_addresses={"api": url}, max_network_retries=0)


def test_it_listens_keeps_its_state_over_a_restart_and_stops_when_told(tmp_path: Path) -> None:
    endpoint = Endpoint()
    endpoint.answers = [500] * 3
    (tmp_path / "offset").write_text("3600")
    options = ["--state-dir", f"{tmp_path / 'state'}", "--api-key", "sk_test_own", "--publishable-key", "pk_test_own"]
    options += [
        "--webhook-url",
        endpoint.url,
        "--webhook-secret",
        "whsec_own",
        "--clock-file",
        f"{tmp_path / 'offset'}",
    ]
    with running("--port", "0", *options) as url:
        intent = client_of(url).v1.payment_intents.create(
            {"amount": 500, "currency": "usd"}, {"idempotency_key": "att_1"}
        )
        endpoint.wait_for(1)
    with running(*options) as url:
        again = client_of(url).v1.payment_intents.create(
            {"amount": 500, "currency": "usd"}, {"idempotency_key": "att_1"}
        )
        assert again == intent
        confirmed = client_of(url).v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
        assert confirmed.status == "succeeded"
        endpoint.wait_for(4)
    told = {one.verified("whsec_own").type for one in endpoint.received}
    assert told == {"payment_intent.created", "charge.succeeded", "payment_intent.succeeded"}
    endpoint.close()


def test_a_stopped_simulator_serves_nobody_even_on_a_kept_connection() -> None:
    simulator = StripeSimulator(api_key="sk_test_own").start()
    client = client_of(simulator.url)
    client.v1.payment_intents.list()
    simulator.stop()
    try:
        client.v1.payment_intents.list()
    except stripe.APIConnectionError:
        return
    raise AssertionError("it answered")
