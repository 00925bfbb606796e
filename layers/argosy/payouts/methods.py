"""Payout methods as they are kept: a person's bank accounts in one place, each account's number apart."""

from datetime import datetime, timedelta

from argosy.kernel.once import Answer, Once
from argosy.kernel.write import Part, Write, delete, put, save, update
from argosy.payouts import tallies
from argosy.payouts.as_read import as_read
from argosy.payouts.bank import Account
from argosy.payouts.items import BankAccountItem, MethodItem
from argosy.payouts.method import Method, MethodStatus
from events.payouts import PayoutMethodVerified

NUMBER_KEPT = timedelta(days=30)
"""After its removal, for a payout that is already on its way by it."""


def get(owner_id: str, method_id: str) -> Method:
    """Raises NotFound, for somebody else's as well."""
    return MethodItem.by_id.load(Method, owner_id=owner_id, id=method_id)


def of_owner(owner_id: str) -> list[Method]:
    """All of them, read consistently."""
    return [item.to(Method) for item in MethodItem.by_id.every(owner_id=owner_id)]


def begin(wished: Method, account: Account, once: Once) -> Method:
    """Note it before the bank hears of it. A request that is taken up again finds the method it began."""
    item = MethodItem.by_id.get(owner_id=wished.owner_id, id=wished.id)
    if item is not None:
        begun: Method = item.to(Method)
        return begun
    kept = BankAccountItem.of(account, method_id=wished.id)
    counted = tallies.method_added(wished.owner_id, wished.created_at)
    Write(once).add(saved(wished), put(kept), counted).commit()
    return wished


def change(method: Method, once: Once, answer: Answer | None = None) -> None:
    """Keep what has become of it; once it is verified, what waits for that is told."""
    write = Write(once).add(saved(method))
    if method.status is MethodStatus.VERIFIED:
        fact = PayoutMethodVerified(method_id=method.id, owner_id=method.owner_id)
        write.tell(fact, beside=MethodItem.by_id.key(owner_id=method.owner_id, id=method.id))
    write.commit(answer)


def remove(method: Method, at: datetime) -> None:
    """It is paid no more from now on."""
    gone = int((at + NUMBER_KEPT).timestamp())
    number = BankAccountItem.of_method.key(method_id=method.id)
    forgotten = update(number, BankAccountItem.expires_at.set(gone), when=BankAccountItem.pk.exists())
    Write().add(delete(MethodItem.by_id.key(owner_id=method.owner_id, id=method.id)), forgotten).commit()


def refuse(method: Method) -> None:
    """The bank does not know it as the holder's: nothing of it is kept."""
    number = BankAccountItem.of_method.key(method_id=method.id)
    Write().add(delete(MethodItem.by_id.key(owner_id=method.owner_id, id=method.id)), delete(number)).commit()


def unchanged(method: Method) -> Part:
    """The transaction fails with StateConflict where it was changed or removed since it was read."""
    return as_read(MethodItem.by_id.key(owner_id=method.owner_id, id=method.id), MethodItem.version, method.version)


def saved(method: Method) -> Part:
    return save(MethodItem.of(method))


def account(method_id: str) -> Account:
    """What the bank has to know of it. Raises NotFound where it is no longer kept."""
    return BankAccountItem.of_method.load(Account, method_id=method_id)
