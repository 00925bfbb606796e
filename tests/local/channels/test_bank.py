"""The bank simulator over HTTP: what it takes, what it refuses, and how its notifications go astray."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from local.channels.bank import BankSimulator
from local.channels.bank.signing import is_signed, sign
from tests.local.channels.endpoint import Endpoint

WISH = {
    "reference": "pyo_1-1",
    "amount": 4_000,
    "currency": "CNY",
    "holder_name": "Ann Lee",
    "bank_code": "ICBKCNBJ",
    "account_number": "6222020200112230",
}


@pytest.fixture
def bank() -> Iterator[BankSimulator]:
    with BankSimulator(settle_seconds=0, retry_seconds=(0.02, 0.02)) as running:
        yield running


@pytest.fixture
def web(bank: BankSimulator) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=bank.url, trust_env=False, verify=False) as speaking:
        yield speaking


@pytest.fixture
def endpoint(bank: BankSimulator) -> Iterator[Endpoint]:
    listening = Endpoint()
    bank.webhooks.url = listening.url
    yield listening
    listening.close()


def post(web: httpx.Client, path: str, wish: dict[str, Any], secret: str = "banksec_argosy") -> httpx.Response:
    body = json.dumps(wish).encode()
    signed = sign(f"POST.{path}.".encode() + body, secret, 1_800_000_000)
    return web.post(path, content=body, headers={"X-Api-Key": "bank_argosy", "X-Signature": signed})


def told(endpoint: Endpoint) -> list[str]:
    return [json.loads(one.body)["data"]["status"] for one in endpoint.received]


def test_a_reference_is_taken_once(bank: BankSimulator, web: httpx.Client) -> None:
    first, again = (post(web, "/v1/transfers", WISH) for _ in range(2))
    other = post(web, "/v1/transfers", {**WISH, "amount": 4_001})

    assert (first.status_code, again.json()["id"]) == (200, first.json()["id"])
    assert (other.status_code, other.json()["error"]["code"]) == (409, "reference_reused")
    assert len(bank.transfers) == 1
    assert "6222020200112230" not in json.dumps([bank.transfers, bank.events])


def test_a_request_that_is_not_signed_by_its_customer_is_refused(bank: BankSimulator, web: httpx.Client) -> None:
    assert post(web, "/v1/transfers", WISH, secret="another").status_code == 401
    assert web.get("/v1/transfers/pyo_1-1").status_code == 401
    assert bank.transfers == []


@pytest.mark.parametrize(
    ("digits", "statuses"),
    [
        ("2230", ["accepted", "paid"]),
        ("0012", ["accepted", "failed"]),
        ("0013", ["accepted", "paid", "returned"]),
        ("0014", ["accepted"]),
    ],
)
def test_a_transfer_goes_the_course_of_its_account(
    bank: BankSimulator, web: httpx.Client, endpoint: Endpoint, digits: str, statuses: list[str]
) -> None:
    post(web, "/v1/transfers", {**WISH, "account_number": f"622202020011{digits}"})
    endpoint.wait_for(len(statuses))
    bank.wait_until_delivered()

    assert told(endpoint) == statuses


def test_notifications_are_lost_doubled_and_reordered_on_demand(
    bank: BankSimulator, web: httpx.Client, endpoint: Endpoint
) -> None:
    wish = {**WISH, "account_number": "6222020200110014"}
    for kind in ("webhook_lost", "webhook_doubled", "webhook_reordered"):
        assert web.post("/_sim/faults", json={"kind": kind}).status_code == 200
    post(web, "/v1/transfers", wish)
    post(web, "/v1/transfers", {**wish, "reference": "pyo_2-1"})
    post(web, "/v1/transfers", {**wish, "reference": "pyo_3-1"})
    web.post("/_sim/transfers/pyo_3-1/settle", json={"status": "paid"})
    endpoint.wait_for(4)

    came = [json.loads(one.body)["data"] for one in endpoint.received]
    assert sorted(one["reference"] for one in came) == ["pyo_2-1", "pyo_2-1", "pyo_3-1", "pyo_3-1"]
    assert [one["status"] for one in came if one["reference"] == "pyo_3-1"] == ["paid", "accepted"]


def test_a_person_settles_transfers_and_reads_deposits_on_the_console(bank: BankSimulator, web: httpx.Client) -> None:
    post(web, "/v1/name-checks", {**WISH, "reference": "pym_1", "account_number": "6222020200110001"})
    post(web, "/v1/transfers", {**WISH, "account_number": "6222020200110014"})
    assert 1 <= web.get("/_sim/deposits/pym_1").json()["amount"] <= 99
    assert web.get("/_sim/deposits/pym_2").status_code == 404
    settle = "/_sim/transfers/pyo_1-1/settle"

    assert "pyo_1-1" in web.get("/_sim/").text
    assert web.post(settle, json={"status": "returned"}).status_code == 409
    assert web.post(settle, json={"status": "paid"}).json()["status"] == "paid"
    assert web.get("/_sim/books").json() == {"CNY": 4_000}
    assert web.get("/_sim/health").json()["status"] == "ok"


@pytest.mark.parametrize(
    ("currency", "shown"), [("CNY", "20,000.00 CNY"), ("JPY", "2,000,000 JPY"), ("KWD", "2,000.000 KWD")]
)
def test_a_person_reads_amounts_by_their_currency_and_not_in_minor_units(
    bank: BankSimulator, web: httpx.Client, currency: str, shown: str
) -> None:
    post(web, "/v1/transfers", {**WISH, "amount": 2_000_000, "currency": currency})

    assert shown in web.get("/_sim/").text
    assert web.get("/_sim/transfers").json()["data"][0]["amount"] == 2_000_000


def test_no_markup_of_a_transfer_gets_onto_the_page(bank: BankSimulator, web: httpx.Client) -> None:
    post(web, "/v1/transfers", {**WISH, "holder_name": "<script>alert(1)</script>"})

    assert "<script>alert" not in web.get("/_sim/").text


def test_a_signature_covers_the_bytes_and_the_time() -> None:
    good = sign(b"{}", "secret", 1_800_000_000)

    assert is_signed(b"{}", good, "secret")
    assert not is_signed(b"{} ", good, "secret")
    assert not is_signed(b"{}", good.replace("t=1800000000", "t=1800000001"), "secret")
    assert not is_signed(b"{}", "", "secret")
