"""Who hears of money in a wallet: whoever got it."""

from argosy.notifications.notice import Notice
from argosy.notifications.telling import Telling, Templates
from argosy.notifications.words import Words
from events.ledger import TransferMade

WORDS: Templates = {
    "transfer_received": {
        "en": Words("You got money", "{amount} was sent to your wallet."),
        "zh": Words("收到转账", "您的钱包收到 {amount}。"),
    },
}
told = Telling(WORDS)


@told.by(TransferMade)
def received(event: TransferMade, actor: str, event_id: str) -> list[Notice]:
    said = {"amount": str(event.amount)}
    return [Notice(event.receiver_id, "transfer_received", "transfer", event.transfer_id, event.transfer_id, said)]
