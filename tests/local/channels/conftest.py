from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import stripe

from local.channels.stripe import StripeSimulator
from local.channels.wechat import WechatSimulator
from tests.local.channels.endpoint import Endpoint
from tests.local.channels.wechat import Client


@pytest.fixture
def simulator() -> Iterator[StripeSimulator]:
    with StripeSimulator(settle_seconds=0, retry_seconds=(0.02, 0.02, 0.02)) as running:
        yield running


@pytest.fixture
def client(simulator: StripeSimulator) -> Iterator[stripe.StripeClient]:
    """The official SDK with nothing patched; it does not retry by itself, so a test sees each answer."""
    http = stripe.RequestsClient()
    yield stripe.StripeClient(
        "sk_test_argosy", base_addresses={"api": simulator.url}, http_client=http, max_network_retries=0
    )
    http.close()


@pytest.fixture
def endpoint(simulator: StripeSimulator) -> Iterator[Endpoint]:
    """The simulator's webhooks go there."""
    listening = Endpoint()
    simulator.use_webhook(listening.url)
    yield listening
    listening.close()


@pytest.fixture
def web(simulator: StripeSimulator) -> Iterator[httpx.Client]:
    """Plain HTTP, as a browser or curl would speak it."""
    with httpx.Client(base_url=simulator.url, trust_env=False, verify=False) as speaking:
        yield speaking


@pytest.fixture
def wish() -> dict[str, Any]:
    return {"amount": 1099, "currency": "usd", "metadata": {"attempt": "att_1"}}


@pytest.fixture
def hook() -> Iterator[Endpoint]:
    """Where orders at WeChat Pay want to be told."""
    listening = Endpoint()
    yield listening
    listening.close()


@pytest.fixture
def wechat() -> Iterator[WechatSimulator]:
    with WechatSimulator(settle_seconds=3_600, retry_seconds=(0.02, 0.02)) as running:
        yield running


@pytest.fixture
def merchant(wechat: WechatSimulator, hook: Endpoint) -> Client:
    return Client(wechat, hook.url)


@pytest.fixture
def console(wechat: WechatSimulator) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=wechat.url, trust_env=False, timeout=10) as made:
        yield made
