"""Money from one person's wallet to another's: both sides, the day's limit and the receiver's being there in one transaction."""

from dataclasses import dataclass
from datetime import datetime

from argosy.kernel import clock, days
from argosy.kernel.errors import NotFound
from argosy.kernel.money import Money
from argosy.kernel.once import Answer, Once
from argosy.kernel.settings import settings
from argosy.kernel.table import fetch
from argosy.kernel.write import Part, Write, put, upsert
from argosy.ledger import ledger, owners, risk
from argosy.ledger.accounts import SameAccount, cash, user
from argosy.ledger.command_items import SentItem, TransferItem
from argosy.ledger.errors import LimitExceeded, RiskRejected
from argosy.ledger.journal import Journal, Posting
from events.ledger import TransferMade

KEPT_DAYS = 3
"""How long a day's counter stays: whatever the zone, the day is over."""


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """Its id follows from the sender's key for the request."""

    id: str
    sender_id: str
    receiver_id: str
    amount_minor: int
    asset: str
    note: str | None
    at: datetime


def make(transfer: Transfer, once: Once, answer: Answer) -> None:
    """Raises SameAccount, RiskRejected, LimitExceeded, InsufficientFunds, AccountFrozen; NotFound for the receiver."""
    if transfer.sender_id == transfer.receiver_id:
        raise SameAccount
    if risk.decide("transfer", amount_minor=transfer.amount_minor) is not risk.Verdict.PASS:
        raise RiskRejected
    amount = Money(amount=transfer.amount_minor, currency=transfer.asset)
    told = TransferMade(
        transfer_id=transfer.id, sender_id=transfer.sender_id, receiver_id=transfer.receiver_id, amount=amount
    )
    write = Write(once).add(put(TransferItem.of(transfer)), owners.active(transfer.receiver_id), _counted(transfer))
    sender, receiver = ((cash(user(who)), transfer.asset) for who in (transfer.sender_id, transfer.receiver_id))
    write.add(*ledger.post(_journal(transfer), read=ledger.payee(receiver, sender)))
    write.tell(told, beside=TransferItem.by_id.key(id=transfer.id)).commit(answer)


def get(transfer_id: str, reader_id: str) -> Transfer:
    """For one of its two people. Raises NotFound."""
    found = TransferItem.by_id.load(Transfer, id=transfer_id)
    if reader_id not in (found.sender_id, found.receiver_id):
        raise NotFound
    return found


def notes(transfer_ids: list[str]) -> dict[str, str]:
    """What the senders wrote, where they wrote something."""
    raws = fetch(TransferItem.by_id.key(id=transfer_id) for transfer_id in transfer_ids) if transfer_ids else {}
    found = [TransferItem.read(raw) for raw in raws.values()]
    return {item.id: item.note for item in found if item.note}


def most_a_day(asset: str) -> int:
    """In minor units, as the deployment sets it: `CNY=5000000,*=1000000`."""
    limits = dict(limit.split("=") for limit in settings().transfer_limits.split(","))
    return int(limits.get(asset, limits["*"]))


def _counted(transfer: Transfer) -> Part:
    """Raises LimitExceeded where this alone is above the limit; the part does where it is with what was sent before."""
    zone, most_minor = settings().zone, most_a_day(transfer.asset)
    today = days.day_of(transfer.at, zone)
    tomorrow, most = days.ends(today, zone), Money(amount=most_minor, currency=transfer.asset)
    if transfer.amount_minor > most_minor:
        raise LimitExceeded(most=most)  # tomorrow as well
    wait, next_at = days.seconds_left(transfer.at, zone), clock.spell(tomorrow)
    refusal = LimitExceeded(most=most, retry_after_seconds=wait, extension={"next_at": next_at})
    sent = SentItem(user_id=transfer.sender_id, day=today.isoformat(), asset=transfer.asset)
    sent.expires_at = int(tomorrow.timestamp()) + KEPT_DAYS * 24 * 3600
    room = SentItem.sent_minor.does_not_exist() | (SentItem.sent_minor <= most_minor - transfer.amount_minor)
    return upsert(sent, SentItem.sent_minor.add(transfer.amount_minor), when=room, otherwise=refusal)


def _journal(transfer: Transfer) -> Journal:
    posting = Posting(cash(user(transfer.sender_id)), cash(user(transfer.receiver_id)), transfer.amount_minor)
    return Journal.of(
        "transfer", transfer.id, "made", asset=transfer.asset, at=transfer.at, actor=transfer.sender_id,
        postings=(posting,),
    )  # fmt: skip
