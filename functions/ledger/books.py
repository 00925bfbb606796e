"""Finance reads the books: what an account holds or held, and the journals of a business, an order, or all."""

from typing import Annotated

from pydantic import StringConstraints, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from argosy.kernel import clock
from argosy.kernel.body import Id, Instant, Query, Time, View
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Api, Listed
from argosy.kernel.money import Currency
from argosy.kernel.paging import Paging
from argosy.ledger import history, journals, ledger
from argosy.ledger.account_kinds import AccountName, is_strict
from argosy.ledger.history import MOMENT
from argosy.ledger.holding import AccountStatus
from argosy.ledger.journal import Journal
from argosy.ledger.permissions import LEDGER_READ
from argosy.ledger.views import JournalView

app = Api(tag="finance")
BusinessId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_:.-]{1,100}$")]


class BalanceQuery(Query):
    """`at`: what was held then, instead of now."""

    asset: Currency
    at: Time | None = None


class BalanceView(View):
    """Minor units. What is held, available and frozen is known of a party's own accounts, and of now only."""

    account: str
    asset: str
    at: Instant
    balance: int
    held: int | None = None
    available: int | None = None
    status: AccountStatus | None = None
    entries: int | None = None


class JournalsQuery(Paging):
    """Those of one business or of one order; without either the newest of all."""

    business_id: BusinessId | None = None
    order_id: Annotated[str, Id("ord")] | None = None

    @field_validator("order_id")
    @classmethod
    def one_of_them(cls, order_id: str | None, info: ValidationInfo) -> str | None:
        if order_id and info.data.get("business_id"):
            raise PydanticCustomError("invalid_parameter", "ask by business or by order")
        return order_id


@app.get("/v1/ledger/accounts/{account}", may=LEDGER_READ)
def balance(account: AccountName, query: BalanceQuery) -> BalanceView:
    """What an account holds of one asset, now or at a moment of the past."""
    if not ledger.is_used(account, query.asset):
        raise NotFound
    if query.at:
        minor = history.balance_before(account, query.asset, query.at + MOMENT)
        return BalanceView(account=account, asset=query.asset, at=query.at, balance=minor)
    now = BalanceView(account=account, asset=query.asset, at=clock.now(), balance=0)
    if not is_strict(account):
        return now.model_copy(update={"balance": ledger.balances([(account, query.asset)])[account, query.asset]})
    holding = ledger.holdings([(account, query.asset)])[account, query.asset]
    known = {"balance": holding.balance_minor, "held": holding.held_minor, "available": holding.available_minor}
    return now.model_copy(update=known | {"status": holding.status, "entries": holding.seq})


@app.get("/v1/ledger/journals", may=LEDGER_READ)
def several(query: JournalsQuery) -> Listed[JournalView]:
    """The journals of a business (a payment, a refund, a transfer) or of an order, oldest first; or all, newest first."""
    if query.business_id:
        page = journals.of_business(query.business_id, query.limit, query.after)
    elif query.order_id:
        page = journals.of_order(query.order_id, query.limit, query.after)
    else:
        page = journals.newest(query.limit, query.after)
    return query.answer(page, lambda item: JournalView.of_journal(item.to(Journal)))


@app.get("/v1/ledger/journals/{journal_id}", may=LEDGER_READ)
def one(journal_id: Annotated[str, Id("jrn")]) -> JournalView:
    """One journal."""
    return JournalView.of_journal(journals.get(journal_id))


handler = app.handler
