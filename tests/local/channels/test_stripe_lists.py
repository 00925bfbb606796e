from pathlib import Path
from typing import Any

import pytest
import stripe

from local.channels.stripe import StripeSimulator

Wish = Any


def test_lists_come_newest_first_and_auto_paging_misses_nothing(client: stripe.StripeClient) -> None:
    made = [client.v1.payment_intents.create({"amount": 100 + n, "currency": "usd"}).id for n in range(7)]
    page = client.v1.payment_intents.list({"limit": 3})
    assert ([one.id for one in page.data], page.has_more) == (made[:3:-1], True)
    assert [one.id for one in page.auto_paging_iter()] == made[::-1]
    back = client.v1.payment_intents.list({"limit": 2, "ending_before": made[3]})
    assert ([one.id for one in back.data], back.has_more) == ([made[5], made[4]], True)
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.payment_intents.list({"limit": 101})
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.payment_intents.list({"starting_after": "pi_none"})


def test_lists_are_cut_by_time(tmp_path: Path) -> None:
    offset = tmp_path / "offset"
    with StripeSimulator(clock_file=offset) as simulator:
        client = stripe.StripeClient("sk_test_argosy", base_addresses={"api": simulator.url})
        old = client.v1.payment_intents.create({"amount": 100, "currency": "usd"})
        offset.write_text("3600")
        new = client.v1.payment_intents.create({"amount": 100, "currency": "usd"})
        intents = client.v1.payment_intents
        assert [one.id for one in intents.list({"created": {"gt": old.created}}).data] == [new.id]
        assert [one.id for one in intents.list({"created": {"gte": old.created, "lt": new.created}}).data] == [old.id]
        assert [one.id for one in intents.list({"created": new.created}).data] == [new.id]
        assert [one.data.object["id"] for one in client.v1.events.list({"created": {"lte": old.created}}).data] == [
            old.id
        ]


def test_events_are_listed_by_type(client: stripe.StripeClient, wish: Wish) -> None:
    client.v1.payment_intents.create(wish | {"confirm": True, "payment_method": "pm_card_visa"})
    events = client.v1.events
    assert [one.type for one in events.list().data] == [
        "payment_intent.succeeded",
        "charge.succeeded",
        "payment_intent.created",
    ]
    assert [one.type for one in events.list({"type": "charge.*"}).data] == ["charge.succeeded"]
    wanted = events.list({"types": ["payment_intent.created", "charge.succeeded"]}).data
    assert [one.type for one in wanted] == ["charge.succeeded", "payment_intent.created"]
    assert events.retrieve(wanted[0].id).data.object["status"] == "succeeded"
