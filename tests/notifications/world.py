"""Facts of orders and settlement as those contexts tell them, and what reached people's devices."""

import json
from typing import Any

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sns.models import sns_backends

from argosy.kernel import settings, trace
from argosy.kernel.money import Money
from argosy.kernel.outbox import Event
from argosy.kernel.table import Key
from argosy.kernel.write import Write
from events.orders import OrderedLine, OrderPaid
from tests.support import cloud
from tests.support.call import call
from tests.support.cloud import REGION
from tests.support.people import Person

ORDER = "ord_01M7VJ7J8A0000000000000000"


def tell(event: Event) -> None:
    trace.begin(trace.Trace())
    Write().tell(event, beside=Key(f"ORDER#{ORDER}", "ORDER")).commit()


def order_paid(buyer: Person, *sellers: Person) -> OrderPaid:
    """One line of each seller: “Lamp 1”, “Lamp 2”."""
    price = Money(amount=1999, currency="CNY")
    lines = tuple(
        OrderedLine(
            line_no=number, sku_id=f"sku_{number}", product_id=f"prd_{number}", seller_id=seller.id,
            title=f"Lamp {number}", quantity=1, payable=price,
        )
        for number, seller in enumerate(sellers, 1)
    )  # fmt: skip
    total = Money(amount=1999 * len(sellers), currency="CNY")
    ids = tuple(seller.id for seller in sellers)
    return OrderPaid(order_id=ORDER, buyer_id=buyer.id, orders=dict.fromkeys(ids, ORDER), payable=total, lines=lines)


def inbox(of: Person, query: str = "", language: str | None = None) -> dict[str, Any]:
    headers = {"accept-language": language} if language else {}
    path = f"GET /v1/me/notifications{query}"
    found: dict[str, Any] = call("notifications.inbox", path, token=of.token, headers=headers).ok()
    return found


def texts(of: Person) -> list[str]:
    return [entry["text"] for entry in inbox(of)["data"]]


def configure(patch: pytest.MonkeyPatch, *platforms: str) -> None:
    """Gives the deployment an SNS application for each of these platforms."""
    names = {"ios": "APNS", "android": "GCM"}
    arns = {
        platform: cloud.client("sns").create_platform_application(
            Name=platform, Platform=names[platform], Attributes={"PlatformCredential": "secret"}
        )["PlatformApplicationArn"]
        for platform in platforms
    }
    patch.setenv("PUSH_APPLICATIONS", json.dumps(arns))
    settings.settings.cache_clear()


def add_device(of: Person, token: str = "token-1", platform: str = "ios") -> dict[str, Any]:
    wish = {"platform": platform, "token": token}
    made: dict[str, Any] = call("notifications.devices", "POST /v1/me/devices", wish, token=of.token).ok()
    return made


def endpoints() -> dict[str, Any]:
    """What SNS knows, by token."""
    return {
        endpoint.token: endpoint for endpoint in sns_backends[DEFAULT_ACCOUNT_ID][REGION].platform_endpoints.values()
    }


def pushed(token: str = "token-1") -> list[dict[str, Any]]:
    """What reached the device with this token, oldest first."""
    found = endpoints().get(token)
    return [json.loads(message) for message in found.messages.values()] if found else []
