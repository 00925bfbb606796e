"""The other side of a payment: what a buyer, their bank and Stripe do, by the console of the channel simulator."""

import time
from typing import Any

import httpx

from local.home import Problem
from local.stack import Stack

DELIVERY_SECONDS = 20.0


class Bank:
    """`bank.pay(client_secret)`; whatever it refuses raises httpx.HTTPStatusError."""

    def __init__(self, stack: Stack) -> None:
        self._http = httpx.Client(base_url=stack.channels["stripe"]["url"], timeout=40, trust_env=False)

    def close(self) -> None:
        self._http.close()

    def pay(self, attempt: dict[str, Any], method: str = "pm_card_visa") -> dict[str, Any]:
        """The buyer's browser gives the card to Stripe."""
        return self._post(
            "/_sim/pay", {"client_secret": attempt["client_payload"]["client_secret"], "payment_method": method}
        )

    def dispute(self, attempt: dict[str, Any]) -> str:
        """The buyer tells their bank that it was not them; the number of the dispute."""
        charge = self.events("payment_intent.succeeded", attempt)[-1]["data"]["object"]["latest_charge"]
        return str(self._post(f"/_sim/charges/{charge}/dispute", {})["id"])

    def decide(self, dispute_ref: str, outcome: str) -> None:
        """The buyer's bank ends a dispute as `won` or `lost`, as our side sees it."""
        self._post(f"/_sim/disputes/{dispute_ref}/close", {"outcome": outcome})

    def books(self) -> dict[str, dict[str, int]]:
        """Stripe's own sums by currency in small letters: captured, refunded, net and more."""
        found: dict[str, dict[str, int]] = self._http.get("/_sim/books").raise_for_status().json()
        return found

    def events(self, kind: str, attempt: dict[str, Any]) -> list[dict[str, Any]]:
        """What Stripe told of a payment, oldest first, each with its deliveries."""
        secret = attempt["client_payload"]["client_secret"]
        told = self._http.get("/_sim/events").raise_for_status().json()["data"]
        return [
            event
            for event in reversed(told)
            if event["type"] == kind and secret.startswith(str(event["data"]["object"]["id"]) + "_secret_")
        ]

    def delivered(self, kind: str, attempt: dict[str, Any]) -> dict[str, Any]:
        """The newest such event once our webhook has taken it. Raises Problem when it never does."""
        deadline = time.monotonic() + DELIVERY_SECONDS
        while time.monotonic() < deadline:
            for event in self.events(kind, attempt)[-1:]:
                if any(200 <= (each["status"] or 0) < 300 for each in event["deliveries"]):
                    return event
            time.sleep(0.02)
        raise Problem(f"Stripe's {kind} was not delivered within {DELIVERY_SECONDS:.0f} s")

    def deliver(self, event: dict[str, Any], *, times: int = 1) -> list[int]:
        """Sends an event that was told, so many times at once; the statuses that came back."""
        sent = self._post(f"/_sim/events/{event['id']}/deliver", {"times": times, "concurrent": times > 1})
        return [int(each["status"]) for each in sent["deliveries"]]

    def say(self, kind: str, like: dict[str, Any], **changes: Any) -> int:
        """Signs and sends an event that never happened: that one, with another type and other fields of its object."""
        event = {"type": kind, "data": {"object": changes}}
        sent = self._post("/_sim/deliver", {"event": event, "based_on": like["id"]})
        return int(sent["deliveries"][0]["status"])

    def fault(self, kind: str, operation: str, times: int = 1) -> None:
        self._post("/_sim/faults", {"kind": kind, "operation": operation, "times": times})

    def no_faults(self) -> None:
        self._http.delete("/_sim/faults").raise_for_status()

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = self._http.post(path, json=body).raise_for_status().json()
        return found
