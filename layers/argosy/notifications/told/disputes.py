"""Who hears of a dispute: each who sold a part of what was paid."""

from typing import get_args

from argosy.notifications.notice import Notice
from argosy.notifications.telling import Telling, Templates
from argosy.notifications.words import Words
from events.disputes import DisputeLost, DisputeOpened, DisputeUnanswered, DisputeWon

WORDS: Templates = {
    "dispute_opened": {
        "en": Words(
            "A payment is disputed", "The buyer's bank wants {amount} back. Send what shows that it was right."
        ),
        "zh": Words("支付争议", "买家银行要求退回 {amount}，请提交相关证据。"),
    },
    "dispute_unanswered": {
        "en": Words("A dispute waits for you", "Nobody has answered the dispute over {amount}. You can until {until}."),
        "zh": Words("争议待回复", "{amount} 的支付争议尚未回复，截止时间 {until}。"),
    },
    "dispute_won": {
        "en": Words("You won a dispute", "The bank has decided for you: {amount} is yours again."),
        "zh": Words("争议胜诉", "银行裁定您胜诉，{amount} 已退回。"),
    },
    "dispute_lost": {
        "en": Words("You lost a dispute", "The bank has decided for the buyer, who keeps {amount}."),
        "zh": Words("争议败诉", "银行裁定买家胜诉，{amount} 归买家所有。"),
    },
}
Moved = DisputeOpened | DisputeUnanswered | DisputeWon | DisputeLost
told = Telling(WORDS)


@told.by(*get_args(Moved))
def moved(event: Moved, actor: str, event_id: str) -> list[Notice]:
    said = {"amount": str(event.amount)}
    if isinstance(event, DisputeUnanswered):
        said["until"] = f"{event.respond_by:%Y-%m-%d %H:%M} UTC"
    about = (event.name.replace(".", "_"), "dispute", event.dispute_id, event.dispute_id)
    return [Notice(seller, *about, said) for seller in event.seller_ids]
