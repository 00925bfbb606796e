"""How a case gets into each of its states, and what anybody may do there: the table of trade.md §4, written down again."""

from collections.abc import Callable

from tests.after_sales.world import OBJECTION, Desk

Way = Callable[[Desk, str], object]


def by(role: str, deed: str, body: object = None) -> Way:
    return lambda desk, case: desk.do(getattr(desk, role), case, deed, body)


def silence(**span: float) -> Way:
    return lambda desk, case: desk.wait(**span)


def channel_is_silent(desk: Desk, case: str) -> None:
    desk.shop.stripe.faults.add("answer_lost", "refunds.create", times=99)


AGREED = [by("seller", "agree")]
BACK = [*AGREED, by("buyer", "ship-back"), by("seller", "receive")]
REJECTED = [by("seller", "reject")]
CALLED = [*REJECTED, by("buyer", "escalate")]
CLOSED = [*CALLED, silence(days=3, minutes=1)]


def ruled(ruling: str, **more: object) -> list[Way]:
    return [*CLOSED, by("support", "ruling", {"ruling": ruling, "reason": "So it is.", **more})]


WAYS: dict[str, tuple[str, list[Way]]] = {
    "applied": ("return_refund", []),
    "seller_agreed": ("return_refund", AGREED),
    "buyer_shipped": ("return_refund", BACK[:2]),
    "received": ("return_refund", BACK),
    "inspected": ("return_refund", [*BACK, by("seller", "inspect", OBJECTION)]),
    "refunding": ("return_refund", [*BACK, channel_is_silent, by("seller", "inspect")]),
    "reshipping": ("reissue", AGREED),
    "done": ("reissue", [*AGREED, by("seller", "reship")]),
    "seller_rejected": ("return_refund", REJECTED),
    "buyer_cancelled": ("return_refund", [by("buyer", "cancel")]),
    "escalated": ("return_refund", CALLED),
    "arbitrating": ("return_refund", CLOSED),
    "ruled_buyer": ("return_refund", ruled("buyer")),
    "ruled_seller": ("return_refund", ruled("seller")),
    "ruled_split": (
        "return_refund",
        [channel_is_silent, *ruled("split", amount={"amount": 1, "currency": "CNY"})],
    ),
    "expired": ("return_refund", [*AGREED, silence(days=7, minutes=1)]),
}

LEGAL: dict[str, dict[tuple[str, str], str]] = {
    "applied": {
        ("seller", "agree"): "seller_agreed",
        ("seller", "reject"): "seller_rejected",
        ("buyer", "cancel"): "buyer_cancelled",
    },
    "seller_agreed": {("buyer", "ship-back"): "buyer_shipped", ("buyer", "cancel"): "buyer_cancelled"},
    "buyer_shipped": {("seller", "receive"): "received"},
    "received": {("seller", "inspect"): "done"},
    "inspected": {
        ("seller", "inspect"): "done",
        ("buyer", "escalate"): "escalated",
        ("seller", "escalate"): "escalated",
    },
    "reshipping": {("seller", "reship"): "done", ("buyer", "escalate"): "escalated"},
    "seller_rejected": {("buyer", "escalate"): "escalated", ("buyer", "cancel"): "buyer_cancelled"},
    "escalated": {
        ("buyer", "evidence"): "escalated",
        ("seller", "evidence"): "escalated",
        ("buyer", "cancel"): "buyer_cancelled",
    },
    "arbitrating": {("support", "ruling"): "ruled_buyer"},
    "ruled_buyer": {("buyer", "ship-back"): "buyer_shipped"},
}
"""Who may do what in a state, and where it leads; whatever is not here is refused."""

SILENT: dict[str, tuple[dict[str, float], str]] = {
    "applied": ({"hours": 48}, "seller_agreed"),
    "seller_agreed": ({"days": 7}, "expired"),
    "buyer_shipped": ({"days": 10}, "received"),
    "received": ({"hours": 48}, "done"),
    "inspected": ({"days": 7}, "escalated"),
    "reshipping": ({"days": 10}, "escalated"),
    "seller_rejected": ({"days": 7}, "expired"),
    "escalated": ({"days": 3}, "arbitrating"),
    "ruled_buyer": ({"days": 7}, "expired"),
}
"""How long a state lasts when nobody does anything, and what comes then; the others last."""


def reached(desk: Desk, status: str) -> str:
    """A case in that state."""
    kind, ways = WAYS[status]
    desk.ship()
    desk.receive()
    case = desk.ask(kind)
    for way in ways:
        way(desk, case)
    assert desk.status(case) == status
    return case
