"""Parties with money that moves on their available accounts, and the settlement's doors."""

import importlib
from typing import Any

import pytest

from argosy.kernel import clock, settings
from argosy.kernel.write import Write
from argosy.ledger import accounts, ledger
from argosy.ledger.journal import Journal, Posting
from tests.support import people
from tests.support.call import COUNT, Reply, call
from tests.support.people import Person
from tests.support.privilege import role_of

BANK = "world:bank"


def again(person: Person) -> Person:
    """Tokens live ten minutes; days have passed."""
    return people.sign_in(person.id, person.email)


def party(person: Person) -> str:
    return accounts.creator(person.id)


def moved(person: Person, amount_minor: int, business: str = "order", *, asset: str = "CNY") -> str:
    """A journal of this business on the person's available account, now; below zero it takes. Its business id."""
    own, other = accounts.available(party(person)), BANK if business == "payout" else "world:stripe"
    source, destination = (other, own) if amount_minor > 0 else (own, other)
    business_id = f"{business}-{next(COUNT)}"
    posting = Posting(source, destination, abs(amount_minor))
    journal = Journal.of(business, business_id, "moved", asset=asset, at=clock.now(), actor="test", postings=(posting,))
    Write().add(*ledger.post(journal)).commit()
    return business_id


def balance(person: Person, purpose: str = "available", asset: str = "CNY") -> int:
    account = f"{party(person)}:{purpose}"
    return ledger.balances([(account, asset)])[account, asset]


def woken(function: str = "settlement.settle") -> None:
    """A schedule's call, with no more than the function's own role."""
    name = f"functions.{function}"
    with role_of(name):
        importlib.import_module(name).handler({}, None)


def agree(finance: Person, person: Person, **terms: Any) -> Reply:
    path = f"PUT /v1/admin/settlement-agreements/{party(person)}"
    return call("settlement.agreements", path, {"cycle": "t1", **terms}, token=again(finance).token)


def statements(person: Person) -> list[dict[str, Any]]:
    """The person's own, newest first."""
    found: list[dict[str, Any]] = call("settlement.statements", "GET /v1/settlements", token=again(person).token).ok()[
        "data"
    ]
    return found


def brief(person: Person) -> list[tuple[str, int, str]]:
    """Period, closing amount and status of each, newest first."""
    return [(one["period"], one["closing"]["amount"], one["status"]) for one in statements(person)]


def lines(person: Person, statement_id: str) -> list[tuple[str, int]]:
    """Kind and amount of each line, oldest first."""
    found = call("settlement.statements", f"GET /v1/settlements/{statement_id}/items?limit=100", token=person.token)
    return [(line["kind"], line["amount"]["amount"]) for line in found.ok()["data"]]


def in_zone(patch: pytest.MonkeyPatch, zone: str) -> None:
    """Days of the platform begin at midnight there."""
    patch.setenv("ZONE", zone)
    settings.settings.cache_clear()
