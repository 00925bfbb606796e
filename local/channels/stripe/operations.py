"""The part of Stripe's API that is simulated: each operation with its path, its parameters and what it does."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from local.channels.stripe import balance, disputes, payment_intents, refunds, transfers
from local.channels.stripe.account import Account, StripeObject
from local.channels.stripe.lists import list_of
from local.channels.stripe.money import MOST, currency
from local.channels.stripe.parameters import (
    Parameters,
    Params,
    Reader,
    array_of,
    boolean,
    created,
    hash_of,
    integer,
    metadata,
    one_of,
    string,
)

_amount = integer(1, MOST)
_NOTHING = Parameters()
_CONFIRMING: dict[str, Reader] = {
    "off_session": boolean,
    "payment_method": string,
    "return_url": string,
    "use_stripe_sdk": boolean,
}


@dataclass(frozen=True)
class Operation:
    """`public` ones a browser may call, with the publishable key and the intent's client secret."""

    name: str
    method: str
    path: str
    run: Callable[[Account, Params], StripeObject]
    parameters: Parameters = field(default=_NOTHING)
    public: bool = False

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", self.path))


def _paged(**filters: Reader) -> Parameters:
    pages: dict[str, Reader] = {"starting_after": string, "ending_before": string, "limit": integer(1, 100)}
    return Parameters(created=created, **pages, **filters)


def _list(name: str, object_name: str, **filters: Reader) -> Operation:
    """`type` may be a pattern and `types` several; every other filter is what a field must equal."""
    equal = [param for param in filters if param not in ("type", "types")]
    return Operation(
        f"{name}.list", "GET", f"/v1/{name}", list_of(object_name, f"/v1/{name}", *equal), _paged(**filters)
    )


def _retrieve(object_name: str) -> Callable[[Account, Params], StripeObject]:
    def run(account: Account, p: Params) -> StripeObject:
        return account.get(object_name, p["id"])

    return run


def _balance_transaction(account: Account, p: Params) -> StripeObject:
    balance.mature(account)
    return account.get("balance_transaction", p["id"])


_CREATE_INTENT = Parameters(
    "amount",
    "currency",
    amount=_amount,
    currency=currency,
    automatic_payment_methods=hash_of(enabled=boolean, allow_redirects=one_of("always", "never")),
    payment_method_types=array_of(one_of("card", "us_bank_account")),
    capture_method=one_of("automatic", "automatic_async"),
    confirm=boolean,
    description=string,
    metadata=metadata,
    receipt_email=string,
    statement_descriptor=string,
    statement_descriptor_suffix=string,
    transfer_group=string,
    **_CONFIRMING,
)
_CANCEL_INTENT = Parameters(
    cancellation_reason=one_of("duplicate", "fraudulent", "requested_by_customer", "abandoned"),
)
_CREATE_REFUND = Parameters(
    amount=_amount,
    charge=string,
    payment_intent=string,
    metadata=metadata,
    reason=one_of("duplicate", "fraudulent", "requested_by_customer"),
)
_CREATE_TRANSFER = Parameters(
    "amount",
    "currency",
    "destination",
    amount=_amount,
    currency=currency,
    description=string,
    destination=string,
    metadata=metadata,
    source_transaction=string,
    transfer_group=string,
)
_UPDATE_DISPUTE = Parameters(evidence=hash_of(uncategorized_text=string), submit=boolean)
_CREATE_REVERSAL = Parameters(amount=_amount, description=string, metadata=metadata)

_BY_SECRET = Parameters(client_secret=string)
_CONFIRM = Parameters(client_secret=string, **_CONFIRMING)

_INTENT, _REFUND, _TRANSFER = "/v1/payment_intents", "/v1/refunds", "/v1/transfers"
_REVERSAL = _TRANSFER + "/{id}/reversals"
_DISPUTE = "/v1/disputes/{dispute}"

OPERATIONS = (
    Operation("payment_intents.create", "POST", _INTENT, payment_intents.create, _CREATE_INTENT),
    Operation("payment_intents.retrieve", "GET", _INTENT + "/{intent}", payment_intents.retrieve, _BY_SECRET, True),
    Operation(
        "payment_intents.confirm", "POST", _INTENT + "/{intent}/confirm", payment_intents.confirm, _CONFIRM, True
    ),
    Operation("payment_intents.cancel", "POST", _INTENT + "/{intent}/cancel", payment_intents.cancel, _CANCEL_INTENT),
    Operation("payment_methods.retrieve", "GET", "/v1/payment_methods/{id}", _retrieve("payment_method")),
    Operation("charges.retrieve", "GET", "/v1/charges/{id}", _retrieve("charge")),
    Operation("refunds.create", "POST", _REFUND, refunds.create, _CREATE_REFUND),
    Operation("refunds.retrieve", "GET", _REFUND + "/{refund}", refunds.retrieve),
    Operation("refunds.update", "POST", _REFUND + "/{refund}", refunds.update, Parameters(metadata=metadata)),
    Operation("transfers.create", "POST", _TRANSFER, transfers.create, _CREATE_TRANSFER),
    Operation("transfers.retrieve", "GET", _TRANSFER + "/{transfer}", transfers.retrieve),
    Operation("transfers.reversals.create", "POST", _REVERSAL, transfers.reverse, _CREATE_REVERSAL),
    Operation("transfers.reversals.list", "GET", _REVERSAL, transfers.list_reversals, _paged()),
    Operation("transfers.reversals.retrieve", "GET", _REVERSAL + "/{reversal}", transfers.retrieve_reversal),
    Operation("balance.retrieve", "GET", "/v1/balance", balance.retrieve),
    Operation("balance_transactions.retrieve", "GET", "/v1/balance_transactions/{id}", _balance_transaction),
    Operation("disputes.retrieve", "GET", _DISPUTE, disputes.retrieve),
    Operation("disputes.update", "POST", _DISPUTE, disputes.update, _UPDATE_DISPUTE),
    Operation("disputes.close", "POST", _DISPUTE + "/close", disputes.accept),
    Operation("events.retrieve", "GET", "/v1/events/{id}", _retrieve("event")),
    _list("payment_intents", "payment_intent"),
    _list("charges", "charge", payment_intent=string),
    _list("refunds", "refund", charge=string, payment_intent=string),
    _list("transfers", "transfer", destination=string, transfer_group=string),
    _list("balance_transactions", "balance_transaction", source=string, currency=currency, type=string),
    _list("disputes", "dispute", charge=string, payment_intent=string),
    _list("events", "event", type=string, types=array_of(string)),
)
