"""People see the money they have earned, and every movement of it."""

from argosy.kernel.auth import Caller
from argosy.kernel.body import Instant, View
from argosy.kernel.http import Api, Listed
from argosy.kernel.money import Currency, Money
from argosy.kernel.paging import Paging
from argosy.ledger import wallets
from argosy.ledger.items import EntryItem
from argosy.ledger.permissions import WALLET_OWN
from argosy.ledger.wallets import Wallet

app = Api(tag="wallet")


class WalletView(View):
    """Minor units. `frozen` is what neither the owner nor a settlement may move."""

    asset: str
    balance: int
    available: int
    pending: int
    frozen: int

    @classmethod
    def of_wallet(cls, wallet: Wallet) -> "WalletView":
        return cls(
            asset=wallet.asset,
            balance=wallet.balance_minor,
            available=wallet.available_minor,
            pending=wallet.pending_minor,
            frozen=wallet.frozen_minor,
        )


class Wallets(View):
    data: list[WalletView]


class EntryView(View):
    """One movement: below zero it left the account."""

    journal_id: str
    at: Instant
    account: str
    business: str
    business_id: str
    amount: Money

    @classmethod
    def of_item(cls, item: EntryItem) -> "EntryView":
        money = Money(amount=int(item.amount_minor), currency=item.asset)
        return cls(
            journal_id=item.journal_id,
            at=item.at,
            account=item.account.rpartition(":")[2],
            business=item.business,
            business_id=item.business_id,
            amount=money,
        )


@app.get("/v1/wallets", may=WALLET_OWN)
def mine(caller: Caller) -> Wallets:
    """The caller's money by asset."""
    return Wallets(data=[WalletView.of_wallet(wallet) for wallet in wallets.of(caller.id)])


@app.get("/v1/wallets/{asset}/entries", may=WALLET_OWN)
def movements(asset: Currency, paging: Paging, caller: Caller) -> Listed[EntryView]:
    """Every movement in one asset, newest first."""
    return paging.answer(wallets.entries(caller.id, asset, paging.limit, paging.after), EntryView.of_item)


handler = app.handler
