"""People send money from their wallet to somebody else's."""

from typing import Annotated

from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Instant, Text, View
from argosy.kernel.http import Api, Created
from argosy.kernel.money import Money, Price
from argosy.kernel.once import Once
from argosy.kernel.write import retrying
from argosy.ledger import transfers
from argosy.ledger.permissions import WALLET_OWN, WALLET_TRANSFER
from argosy.ledger.transfers import Transfer

app = Api(tag="wallet")


class TransferWish(Body):
    to: Annotated[str, Id("usr")]
    amount: Price
    note: Annotated[str, Text(1, 140)] | None = None


class TransferView(View):
    """`to` is the receiver, who sees the note too."""

    id: str
    sender_id: str
    to: str
    amount: Money
    note: str | None
    at: Instant

    @classmethod
    def of_transfer(cls, transfer: Transfer) -> "TransferView":
        amount = Money(amount=transfer.amount_minor, currency=transfer.asset)
        return cls.model_validate({**vars(transfer), "to": transfer.receiver_id, "amount": amount})


@app.post("/v1/wallets/transfers", may=WALLET_TRANSFER, once=True)
def make(wish: TransferWish, caller: Caller, once: Once) -> Created[TransferView]:
    """Send available money to another person; it is there at once, and nobody takes it back but by sending it again."""

    def send() -> Created[TransferView]:
        transfer = Transfer(
            id=ids.derived("trf", caller.id, once.key),
            sender_id=caller.id,
            receiver_id=wish.to,
            amount_minor=wish.amount.amount,
            asset=wish.amount.currency,
            note=wish.note,
            at=clock.now(),
        )
        reply = Created(TransferView.of_transfer(transfer), f"/v1/wallets/transfers/{transfer.id}")
        transfers.make(transfer, once, reply)
        return reply

    return retrying(send)


@app.get("/v1/wallets/transfers/{transfer_id}", may=WALLET_OWN)
def show(transfer_id: Annotated[str, Id("trf")], caller: Caller) -> TransferView:
    """A transfer that the caller made or got."""
    return TransferView.of_transfer(transfers.get(transfer_id, caller.id))


handler = app.handler
