"""Finance sets money in somebody's wallet aside, and decides later whether it moves."""

from datetime import datetime, timedelta
from typing import Annotated

from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller, May
from argosy.kernel.body import Body, Id, Instant, Text, Time, View
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Api, Created, Reply
from argosy.kernel.money import Amount, Money, Price
from argosy.kernel.once import Once
from argosy.kernel.write import Part, Write, retrying
from argosy.ledger import holds, ledger, owners
from argosy.ledger.account_kinds import PayableAccount, owner_of
from argosy.ledger.accounts import SameAccount, cash, user
from argosy.ledger.errors import InvalidExpiry
from argosy.ledger.hold import Hold, HoldStatus
from argosy.ledger.journal import Journal, Posting
from argosy.ledger.permissions import WALLET_HOLD, WALLET_OWN
from events.ledger import HoldPlaced

app = Api(tag="wallet")
HoldId = Annotated[str, Id("hld")]
USUAL_DAYS, MOST_DAYS = 7, 90


class WalletHoldWish(Body):
    user_id: Annotated[str, Id("usr")]
    amount: Price
    reason: Annotated[str, Text(1, 300)]
    expires_at: Time | None = None


class HoldPostWish(Body):
    """Without an amount all of it moves."""

    to: PayableAccount
    amount: Amount | None = None


class WalletHold(View):
    id: str
    account: str
    amount: Money
    posted: Money
    reason: str
    status: HoldStatus
    expires_at: Instant
    created_at: Instant
    version: int

    @classmethod
    def of_hold(cls, hold: Hold) -> "WalletHold":
        amounts = {"amount": hold.amount_minor, "posted": hold.posted_minor}
        money = {name: Money(amount=minor, currency=hold.asset) for name, minor in amounts.items()}
        return cls.model_validate({**vars(hold), **money, "expires_at": hold.expires_at_moment})


@app.post("/v1/wallets/holds", may=WALLET_HOLD, once=True)
def place(wish: WalletHoldWish, caller: Caller, once: Once) -> Created[WalletHold]:
    """Set so much of a person's available money aside, for a week or until the time that is named."""

    def set_aside() -> Created[WalletHold]:
        hold = _hold(wish, ids.derived("hld", caller.id, once.key), clock.now())
        told = HoldPlaced(hold_id=hold.id, account=hold.account, amount=wish.amount, reason=hold.reason)
        reply = Created(WalletHold.of_hold(hold), f"/v1/wallets/holds/{hold.id}")
        write = Write(once).add(*holds.placed(hold), holds.timed(hold))
        write.tell(told, beside=holds.key(hold.id)).commit(reply)
        return reply

    return retrying(set_aside)


@app.get("/v1/wallets/holds/{hold_id}", may=WALLET_OWN)
def show(hold_id: HoldId, caller: Caller, sees_any: Annotated[bool, May(WALLET_HOLD)]) -> WalletHold:
    """For whoever's money it is, and for those who may hold it."""
    hold = holds.get(hold_id)
    if owner_of(hold.account) != caller.id and not sees_any:
        raise NotFound
    return WalletHold.of_hold(hold)


@app.post("/v1/wallets/holds/{hold_id}/post", may=WALLET_HOLD, once=True)
def post(hold_id: HoldId, wish: HoldPostWish, caller: Caller, once: Once) -> Reply[WalletHold]:
    """Move all or a part of it to another account; the rest is available again."""

    def move() -> Reply[WalletHold]:
        hold = holds.get(hold_id)
        if wish.to == hold.account:
            raise SameAccount
        amount_minor = wish.amount or hold.amount_minor
        ended = hold.ended(HoldStatus.POSTED, posted_minor=amount_minor)
        journal = Journal.of(
            "hold", hold.id, "posted", asset=hold.asset, at=clock.now(), actor=caller.id,
            postings=(Posting(hold.account, wish.to, amount_minor),),
        )  # fmt: skip
        read = ledger.payee((wish.to, hold.asset))
        return _end(ended, (*holds.posted(hold, journal, read=read), *owners.known(wish.to)), once)

    return retrying(move)


@app.post("/v1/wallets/holds/{hold_id}/void", may=WALLET_HOLD, once=True)
def void(hold_id: HoldId, once: Once) -> Reply[WalletHold]:
    """All of it is available again."""

    def let_go() -> Reply[WalletHold]:
        hold = holds.get(hold_id)
        return _end(hold.ended(HoldStatus.VOIDED), holds.let_go(hold, HoldStatus.VOIDED), once)

    return retrying(let_go)


def _hold(wish: WalletHoldWish, hold_id: str, now: datetime) -> Hold:
    expires_at = wish.expires_at or now + timedelta(days=USUAL_DAYS)
    if not now < expires_at <= now + timedelta(days=MOST_DAYS):
        raise InvalidExpiry(days=MOST_DAYS)
    return Hold(
        id=hold_id,
        account=cash(user(wish.user_id)),
        asset=wish.amount.currency,
        amount_minor=wish.amount.amount,
        business="hold",
        business_id=hold_id,
        reason=wish.reason,
        expires_at_moment=expires_at,
        created_at=now,
    )


def _end(ended: Hold, parts: tuple[Part, ...], once: Once) -> Reply[WalletHold]:
    reply = Reply(WalletHold.of_hold(ended))
    Write(once).add(*parts).tell(ended.told(), beside=holds.key(ended.id)).commit(reply)
    return reply


handler = app.handler
