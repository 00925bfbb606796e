"""Who hears of a statement: the party whose it is."""

from argosy.notifications.notice import Notice
from argosy.notifications.telling import Telling, Templates
from argosy.notifications.words import Words
from events.settlement import StatementReady

WORDS: Templates = {
    "statement_ready": {
        "en": Words("Settlement ready", "Your statement for {period} is ready; it closes with {amount}."),
        "zh": Words("结算单已生成", "您 {period} 的结算单已生成，期末余额 {amount}。"),
    },
}
told = Telling(WORDS)


@told.by(StatementReady)
def ready(event: StatementReady, actor: str, event_id: str) -> list[Notice]:
    said = {"period": event.period, "amount": str(event.closing)}
    return [Notice(event.party_id, "statement_ready", "settlement", event.statement_id, event.statement_id, said)]
