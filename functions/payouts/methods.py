"""People say to which bank accounts they are paid, and prove that these are theirs."""

from typing import Annotated, Literal

from pydantic import Field

from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Text
from argosy.kernel.http import Api, Created, Listed, Reply
from argosy.kernel.money import Currency, Price, Sum
from argosy.kernel.once import Once
from argosy.payouts import methods
from argosy.payouts.account_number import AccountNumber, BankCode
from argosy.payouts.bank import BANK, Account, bank
from argosy.payouts.errors import AccountNameMismatch, AccountRefused, BankRefused, CurrencyDiffers, WrongDeposit
from argosy.payouts.method import Method, MethodStatus
from argosy.payouts.permissions import PAYOUT_OWN
from argosy.payouts.views import MethodView

app = Api(tag="payouts")
MethodId = Annotated[str, Id("pym")]


class MethodWish(Body):
    kind: Literal["bank"] = "bank"
    holder_name: Annotated[str, Text(2, 70)]
    account_number: AccountNumber = Field(repr=False)
    bank_code: BankCode
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = None
    currency: Currency


class Deposit(Body):
    amount: Sum


@app.post("/v1/payout-methods", may=PAYOUT_OWN)
def add(wish: MethodWish, caller: Caller, once: Once) -> Created[MethodView]:
    """Name a bank account. The bank says whose it is, or sends a small amount that `…/verify` names. It is paid a day later."""
    at = clock.now()
    account = Account(wish.holder_name, wish.bank_code, wish.country, wish.currency, wish.account_number)
    wished = Method(
        id=ids.derived("pym", caller.id, once.key), owner_id=caller.id, holder_name=wish.holder_name,
        bank_code=wish.bank_code, country=wish.country, currency=wish.currency, last4=wish.account_number[-4:],
        created_at=at,
    )  # fmt: skip
    begun = methods.begin(wished, account, once)
    checked = _checked(begun) if begun.status is MethodStatus.CHECKING else begun
    reply = Created(MethodView.of(checked), f"/v1/payout-methods/{checked.id}")
    methods.change(checked, once, reply)
    return reply


@app.get("/v1/payout-methods", may=PAYOUT_OWN)
def mine(caller: Caller) -> Listed[MethodView]:
    """The caller's bank accounts."""
    return Listed(data=[MethodView.of(method) for method in methods.of_owner(caller.id)])


@app.get("/v1/payout-methods/{method_id}", may=PAYOUT_OWN)
def show(method_id: MethodId, caller: Caller) -> MethodView:
    """One of the caller's bank accounts."""
    return MethodView.of(methods.get(caller.id, method_id))


@app.post("/v1/payout-methods/{method_id}/verify", may=PAYOUT_OWN)
def verify(method_id: MethodId, wish: Deposit, caller: Caller, once: Once) -> Reply[MethodView]:
    """Name the small amount that came. The fifth wrong one refuses the account."""
    method = methods.get(caller.id, method_id)
    tried = method.tried()
    amount_minor = _minor(wish.amount, method)
    methods.change(tried, once)  # a guess counts before the bank is asked, so that many at once are not more guesses
    if not bank(BANK).confirm_deposit(method.id, amount_minor):
        raise WrongDeposit(left=tried.tries_left)
    verified = tried.verified(clock.now())
    reply = Reply(MethodView.of(verified))
    methods.change(verified, once, reply)
    return reply


@app.delete("/v1/payout-methods/{method_id}", may=PAYOUT_OWN)
def remove(method_id: MethodId, caller: Caller) -> None:
    """It is paid no more. What the bank has already goes there."""
    methods.remove(methods.get(caller.id, method_id), clock.now())


def _checked(method: Method) -> Method:
    """As the bank knows it. Raises AccountNameMismatch, AccountRefused, BankSilent."""
    try:
        said = bank(BANK).check_name(method.id, methods.account(method.id))
    except BankRefused as no:
        methods.refuse(method)
        raise AccountRefused(reason=no.facts["reason"]) from None
    if said == "no_match":
        methods.refuse(method)
        raise AccountNameMismatch
    return method.verified(clock.now()) if said == "match" else method.deposit_sent()


def _minor(amount: Price | int, method: Method) -> int:
    if not isinstance(amount, Price):
        return amount
    if amount.currency != method.currency:
        raise CurrencyDiffers(currency=method.currency)
    return amount.amount


handler = app.handler
