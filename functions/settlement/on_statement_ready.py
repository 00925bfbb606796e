"""Mails a statement's totals to the address that was agreed with its party, if one was."""

from argosy.kernel import mail
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import Write
from argosy.settlement import file, statements
from argosy.settlement.words import LABELS, say
from events.settlement import StatementReady


@listens(StatementReady)
def handler(event: StatementReady, receipt: Receipt) -> None:
    statement = statements.get(event.statement_id)
    address = statement.terms.statement_email
    if address is None:
        return
    to = file.recipient_of(statement)
    facts = {"name": to.name, "period": event.period, "closing": str(event.closing), "lines": statement.lines}
    mail.send(address, say(LABELS, "mail_title", to.locale, **facts), say(LABELS, "mail_text", to.locale, **facts))
    # A receipt after the mail: a crash between the two sends it twice, never not at all.
    Write(receipt).commit()
