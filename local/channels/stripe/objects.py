"""The shapes of Stripe's objects, with the fields that a backend reads; what is not simulated stands as null."""

from typing import Any

from local.channels.stripe.account import StripeObject
from local.channels.stripe.payment_methods import Behaviour, details

Params = dict[str, Any]


def metadata_of(p: Params) -> dict[str, str]:
    """An empty value unsets a key."""
    return {key: value for key, value in p.get("metadata", {}).items() if value}


def payment_intent(p: Params) -> StripeObject:
    types = p.get("payment_method_types")
    automatic = p.get("automatic_payment_methods", {"enabled": types is None})
    return {
        "amount": p["amount"],
        "amount_capturable": 0,
        "amount_received": 0,
        "application_fee_amount": None,
        "automatic_payment_methods": {"allow_redirects": "always", **automatic} if automatic["enabled"] else None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": p.get("capture_method", "automatic_async"),
        "client_secret": None,
        "confirmation_method": "automatic",
        "currency": p["currency"],
        "customer": None,
        "description": p.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": metadata_of(p),
        "next_action": None,
        "payment_method": None,
        "payment_method_types": types or ["card", "us_bank_account"],
        "processing": None,
        "receipt_email": p.get("receipt_email"),
        "setup_future_usage": None,
        "shipping": None,
        "statement_descriptor": p.get("statement_descriptor"),
        "statement_descriptor_suffix": p.get("statement_descriptor_suffix"),
        "status": "requires_payment_method",
        "transfer_data": None,
        "transfer_group": p.get("transfer_group"),
    }


def charge(intent: StripeObject, payment_method_id: str, behaviour: Behaviour) -> StripeObject:
    """As it is while the bank has not answered."""
    return {
        "amount": intent["amount"],
        "amount_captured": 0,
        "amount_refunded": 0,
        "balance_transaction": None,
        "billing_details": {"email": None, "name": None, "phone": None},
        "captured": False,
        "currency": intent["currency"],
        "customer": None,
        "description": intent["description"],
        "disputed": False,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "livemode": False,
        "metadata": dict(intent["metadata"]),
        "outcome": None,
        "paid": False,
        "payment_intent": intent["id"],
        "payment_method": payment_method_id,
        "payment_method_details": {"type": behaviour.type, behaviour.type: details(behaviour)},
        "receipt_email": intent["receipt_email"],
        "receipt_url": None,
        "refunded": False,
        "status": "pending",
        "transfer_group": intent["transfer_group"],
    }


def refund(charge: StripeObject, amount: int, p: Params) -> StripeObject:
    return {
        "amount": amount,
        "balance_transaction": None,
        "charge": charge["id"],
        "currency": charge["currency"],
        "destination_details": {"type": charge["payment_method_details"]["type"]},
        "metadata": metadata_of(p),
        "payment_intent": charge["payment_intent"],
        "reason": p.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "succeeded",
        "transfer_reversal": None,
    }


def transfer(p: Params, transfer_group: str | None) -> StripeObject:
    return {
        "amount": p["amount"],
        "amount_reversed": 0,
        "balance_transaction": None,
        "currency": p["currency"],
        "description": p.get("description"),
        "destination": p["destination"],
        "destination_payment": None,
        "livemode": False,
        "metadata": metadata_of(p),
        "reversed": False,
        "source_transaction": p.get("source_transaction"),
        "source_type": "card",
        "transfer_group": transfer_group,
    }


def transfer_reversal(transfer: StripeObject, amount: int, p: Params) -> StripeObject:
    return {
        "amount": amount,
        "balance_transaction": None,
        "currency": transfer["currency"],
        "destination_payment_refund": None,
        "metadata": metadata_of(p),
        "source_refund": None,
        "transfer": transfer["id"],
    }


def dispute(charge: StripeObject, amount: int, reason: str) -> StripeObject:
    return {
        "amount": amount,
        "balance_transactions": [],
        "charge": charge["id"],
        "currency": charge["currency"],
        "evidence": {},
        "evidence_details": {"due_by": charge["created"] + 14 * 86_400, "has_evidence": False, "submission_count": 0},
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "reason": reason,
        "status": "needs_response",
    }
