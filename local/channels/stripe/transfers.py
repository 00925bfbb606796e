"""Transfers to connected accounts and their reversals (separate charges and transfers)."""

from local.channels.stripe import balance, money, objects
from local.channels.stripe.account import Account, StripeObject
from local.channels.stripe.errors import StripeError, invalid, missing
from local.channels.stripe.lists import listing
from local.channels.stripe.parameters import Params


def create(account: Account, p: Params) -> StripeObject:
    """With `source_transaction` at most what that charge brought; without, at most the available balance."""
    if not p["destination"].startswith("acct_"):
        raise missing("destination", p["destination"], "destination")
    group = p.get("transfer_group")
    if "source_transaction" in p:
        source = _source(account, p)
        group = group or source["transfer_group"] or f"group_{source['payment_intent']}"
    elif p["amount"] > balance.available(account, p["currency"]):
        message = "You have insufficient available funds in your Stripe account."
        raise StripeError(400, message, code="balance_insufficient")
    transfer = account.add("tr", "transfer", objects.transfer(p, group))
    transfer["destination_payment"] = account.new_id("py")
    transfer["balance_transaction"] = balance.record(account, "transfer", transfer, -transfer["amount"])["id"]
    transfer["reversals"] = list_reversals(account, {"id": transfer["id"]})
    account.tell("transfer.created", transfer)
    return transfer


def retrieve(account: Account, p: Params) -> StripeObject:
    return account.get("transfer", p["transfer"], "transfer")


def reverse(account: Account, p: Params) -> StripeObject:
    transfer = account.get("transfer", p["id"], "id")
    left = transfer["amount"] - transfer["amount_reversed"]
    amount = p.get("amount", left)
    if left == 0:
        raise StripeError(400, f"Transfer {transfer['id']} is already fully reversed.", param="id")
    if amount > left:
        asked, rest = (money.spell(value, transfer["currency"]) for value in (amount, left))
        raise StripeError(
            400, f"Reversal amount ({asked}) is greater than the unreversed amount ({rest})", param="amount"
        )
    if amount > held(account, transfer["destination"], transfer["currency"]):
        message = "Insufficient funds in the destination account to reverse this transfer."
        raise StripeError(400, message, code="balance_insufficient")
    reversal = account.add("trr", "transfer_reversal", objects.transfer_reversal(transfer, amount, p))
    reversal["balance_transaction"] = balance.record(account, "transfer_refund", reversal, amount)["id"]
    transfer["amount_reversed"] += amount
    transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
    transfer["reversals"] = list_reversals(account, {"id": transfer["id"]})
    account.tell("transfer.reversed", transfer)
    return reversal


def retrieve_reversal(account: Account, p: Params) -> StripeObject:
    reversal = account.get("transfer_reversal", p["reversal"], "id")
    if reversal["transfer"] != p["id"]:
        raise missing("transfer_reversal", p["reversal"], "id")
    return reversal


def list_reversals(account: Account, p: Params) -> StripeObject:
    account.get("transfer", p["id"], "id")
    return listing(account, "transfer_reversal", f"/v1/transfers/{p['id']}/reversals", p, transfer=p["id"])


def held(account: Account, destination: str, currency: str) -> int:
    """What the connected account has of what was transferred to it."""
    moved = [*account.all("transfer"), *account.all("connected_payout")]
    mine = [one for one in moved if (one["destination"], one["currency"]) == (destination, currency)]
    return sum(
        one["amount"] - one["amount_reversed"] if one["object"] == "transfer" else -one["amount"] for one in mine
    )


def pay_out(account: Account, destination: str, amount: int, currency: str) -> None:
    """The connected account sends so much to its own bank."""
    account.add("po", "connected_payout", {"destination": destination, "amount": amount, "currency": currency})


def _source(account: Account, p: Params) -> StripeObject:
    source = account.get("charge", p["source_transaction"], "source_transaction")
    if source["status"] != "succeeded" or source["currency"] != p["currency"]:
        message = "The source_transaction must be a successful charge in the currency of the transfer."
        raise invalid(message, "source_transaction")
    siblings = [one for one in account.all("transfer") if one["source_transaction"] == source["id"]]
    sent = sum(one["amount"] - one["amount_reversed"] for one in siblings)
    if sent + p["amount"] > source["amount"]:
        left = money.spell(source["amount"] - sent, p["currency"])
        message = f"Insufficient funds to create transfer using charge {source['id']}: {left} {p['currency']} is left."
        raise StripeError(400, message, code="balance_insufficient", param="amount")
    return source
