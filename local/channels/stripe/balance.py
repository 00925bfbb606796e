"""The account's balance: each movement is a balance transaction, and money from charges is available after two days."""

from local.channels.stripe.account import Account, StripeObject
from local.channels.stripe.parameters import Params

_DAYS_TO_AVAILABLE = 2
_REPORTING_CATEGORIES = {"payment": "charge", "adjustment": "dispute"}


def record(account: Account, type: str, source: StripeObject, amount: int, fee: int = 0) -> StripeObject:
    """`amount` is signed from the account's point of view. Money in is pending at first; money out goes at once."""
    waits = type in ("charge", "payment")
    details = {"amount": fee, "application": None, "currency": source["currency"], "description": "Stripe fees"}
    fields = {
        "amount": amount,
        "available_on": account.now() + (_DAYS_TO_AVAILABLE * 86_400 if waits else 0),
        "currency": source["currency"],
        "description": source.get("description"),
        "exchange_rate": None,
        "fee": fee,
        "fee_details": [{**details, "type": "stripe_fee"}] if fee else [],
        "net": amount - fee,
        "reporting_category": _REPORTING_CATEGORIES.get(type, type),
        "source": source["id"],
        "status": "pending" if waits else "available",
        "type": type,
    }
    return account.add("txn", "balance_transaction", fields)


def mature(account: Account) -> None:
    """What has waited long enough by the simulator's clock becomes available."""
    for transaction in account.all("balance_transaction"):
        if transaction["available_on"] <= account.now():
            transaction["status"] = "available"


def retrieve(account: Account, p: Params) -> StripeObject:
    mature(account)
    entries: dict[str, dict[str, int]] = {"available": {}, "pending": {}}
    for transaction in account.all("balance_transaction"):
        sums = entries[transaction["status"]]
        sums[transaction["currency"]] = sums.get(transaction["currency"], 0) + transaction["net"]
    shown = {
        status: [
            {"amount": amount, "currency": code, "source_types": {"card": amount}} for code, amount in sums.items()
        ]
        for status, sums in entries.items()
    }
    return {"object": "balance", **shown, "livemode": False}


def available(account: Account, currency: str) -> int:
    entries = retrieve(account, {})["available"]
    return next((entry["amount"] for entry in entries if entry["currency"] == currency), 0)


def books(account: Account) -> dict[str, dict[str, int]]:
    """The provider's truth per currency, summed from charges, refunds, disputes and transfers.

    `net` = captured - refunded - disputed: what buyers have paid and not got back. `balance` is what Stripe holds for
    the account after fees and transfers, from the balance transactions alone, so that one can be checked by the other.
    """
    sums: dict[str, dict[str, int]] = {}

    def add(code: str, name: str, amount: int) -> None:
        names = ("captured", "refunded", "disputed", "fees", "transferred", "net", "balance")
        sums.setdefault(code, dict.fromkeys(names, 0))[name] += amount

    for charge in account.all("charge"):
        add(charge["currency"], "captured", charge["amount_captured"])
    for refund in account.all("refund"):
        add(refund["currency"], "refunded", 0 if refund["status"] == "failed" else refund["amount"])
    for dispute in account.all("dispute"):
        add(dispute["currency"], "disputed", 0 if dispute["status"] == "won" else dispute["amount"])
    for transfer in account.all("transfer"):
        add(transfer["currency"], "transferred", transfer["amount"] - transfer["amount_reversed"])
    for transaction in account.all("balance_transaction"):
        add(transaction["currency"], "fees", transaction["fee"])
        add(transaction["currency"], "balance", transaction["net"])
    for total in sums.values():
        total["net"] = total["captured"] - total["refunded"] - total["disputed"]
    return {code: sums[code] for code in sorted(sums)}
