"""What people do with money that is theirs already: wallets, payouts, disputes, after-sale cases. Pieces of duels and crowds."""

from collections.abc import Callable
from typing import Any

from argosy.ledger import accounts
from tests.faults.acts import Acts
from tests.faults.told import Wish
from tests.support.people import Person

ACCOUNT = {
    "holder_name": "Sam Seller",
    "account_number": "6222020200112230",
    "bank_code": "ICBKCNBJ",
    "currency": "CNY",
}
A_WEEK_MINUTES = 7 * 24 * 60


def yuan(minor: int) -> Any:
    return {"amount": minor, "currency": "CNY"}


def recharged(acts: Acts, who: Person, minor: int) -> None:
    """So much in somebody's wallet, by card."""
    key = f"recharge {who.id}"
    order = acts.wish("orders.recharge", "POST /v1/wallets/recharges", {"amount": yuan(minor)}, key, who).body_told[
        "id"
    ]
    acts.bank_takes(acts.begun(who, order, f"pay {key}"))
    acts.delivery.settle()


def transfer(acts: Acts, who: Person, to: Person, minor: int, key: str = "send") -> Wish:
    wish = {"to": to.id, "amount": yuan(minor)}
    return acts.wish("ledger.transfers", "POST /v1/wallets/transfers", wish, key, who)


def bank_account(acts: Acts, who: Person) -> str:
    """A verified one, past its cooling-off once a day has passed; its id."""
    made = acts.wish("payouts.methods", "POST /v1/payout-methods", ACCOUNT, "bank account", who)
    return str(made.body_told["id"])


def payee(acts: Acts, quantity: int = 2) -> str:
    """The seller has sold and been given, and has a bank account: its id."""
    method = bank_account(acts, acts.lab.seller)
    acts.paid(acts.lab.buyer, quantity, key="earned")
    acts.minutes_pass(A_WEEK_MINUTES)
    return method


def earned(acts: Acts) -> int:
    """What the seller may be paid."""
    return available(acts, accounts.available(accounts.creator(acts.lab.seller.id)))


def available(acts: Acts, account: str) -> int:
    found = [row.plain for row in acts.lab.rows("balance") if row.plain["account"] == account]
    return sum(row["available_minor"] for row in found)


def wallet(acts: Acts, who: Person) -> int:
    return available(acts, accounts.cash(accounts.user(who.id)))


def withdraw(acts: Acts, method: str, minor: int, key: str = "withdraw") -> Wish:
    wish = {"amount": yuan(minor), "method_id": method}
    return acts.wish("payouts.payout", "POST /v1/payouts", wish, key, acts.lab.seller)


def decide(acts: Acts, what: str, payout_id: str) -> Wish:
    """Finance: `approve`, `reject`, `retry`."""
    wish = {"reason": "no"} if what == "reject" else None
    return acts.wish("payouts.review", f"POST /v1/admin/payouts/{payout_id}/{what}", wish, what, acts.lab.finance)


def bank_ends(acts: Acts, status: str) -> None:
    """What becomes of every transfer that is on its way."""
    for transfer in [one for one in acts.lab.bank.desk.transfers.values() if one["status"] == "accepted"]:
        acts.lab.bank.settle(transfer["reference"], status)


def disputed(acts: Acts, attempt: Any, minor: int | None = None) -> str:
    """The buyer's bank takes the money of an attempt back; its number at Stripe."""
    intent = attempt["client_payload"]["client_secret"].partition("_secret_")[0]
    charge = acts.lab.stripe.account.get("payment_intent", intent)["latest_charge"]
    return str(acts.lab.stripe.dispute(charge, minor)["id"])


def case(acts: Acts, who: Person, order_id: str, key: str, quantity: int = 1) -> Wish:
    """The buyer asks for the money of so many pieces."""
    wish = {"kind": "refund_only", "line_no": 1, "quantity": quantity, "reason": "It does not shine."}
    return acts.wish("after_sales.apply", f"POST /v1/orders/{order_id}/after-sales", wish, key, who)


def agree(acts: Acts, case_id: str, key: str = "agree") -> Wish:
    return acts.wish("after_sales.answer", f"POST /v1/after-sales/{case_id}/agree", {}, key, acts.lab.seller)


def give_up(acts: Acts, who: Person, case_id: str, key: str = "cancel") -> Wish:
    return acts.wish("after_sales.apply", f"POST /v1/after-sales/{case_id}/cancel", None, key, who)


def bank_decides(acts: Acts, how: Callable[[], str]) -> None:
    """The buyers' bank ends every dispute that is open: `won` or `lost` is the seller's."""
    for dispute in acts.lab.stripe.account.all("dispute"):
        if dispute["status"] not in ("won", "lost"):
            acts.lab.stripe.close_dispute(dispute["id"], how())


def everybody_has_money(acts: Acts) -> None:
    """What a crowd begins with: wallets that are filled, a seller who has earned and has a bank account, the stock as before."""
    for who in (acts.lab.buyer, *acts.lab.others):
        recharged(acts, who, 30_000)
    payee(acts, 1)
    one = {"delta": 1, "reason": "came in"}
    acts.wish(
        "catalogue.stock", f"POST /v1/skus/{acts.lab.sku}/stock", one, "for the one that is sold", acts.lab.seller
    )
    acts.delivery.settle()


def outsiders_come_to_an_end(acts: Acts) -> None:
    """What banks still have is decided, and what follows from that too."""
    for _ in range(3):
        bank_decides(acts, lambda: "lost")
        bank_ends(acts, "paid")
        acts.delivery.settle()
        acts.all_is_answered()
