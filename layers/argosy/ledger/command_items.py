"""What is kept of commands on money: transfers and their daily limit, what two people do to an account, reversals."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel.table import Choice, Gsi1, Item, Moment, Primary, Structured
from argosy.ledger.action import ActionKind, ActionStatus, Direction
from argosy.ledger.holding import AccountStatus


class TransferItem(Item, discriminator="transfer"):
    """Money from one person to another: put once."""

    by_id = Primary("TRANSFER#{id}", "TRANSFER")

    id = UnicodeAttribute()
    sender_id = UnicodeAttribute()
    receiver_id = UnicodeAttribute()
    amount_minor = NumberAttribute()
    asset = UnicodeAttribute()
    note = UnicodeAttribute(null=True)
    at = Moment()


class SentItem(Item, discriminator="sent"):
    """What a person has sent of one asset on one day of the platform's zone. A person sends 500 times a second at most."""

    by_day = Primary("SENT#{user_id}", "{day}#{asset}")

    user_id = UnicodeAttribute()
    day = UnicodeAttribute()
    asset = UnicodeAttribute()
    sent_minor = NumberAttribute(null=True)


class ActionItem(Item, discriminator="account_action"):
    """What somebody wants done to an account. Those that wait for a second person are listed: 4 000 new ones a second."""

    by_id = Primary("ACTION#{id}", "ACTION")
    waiting = Gsi1("ACTIONS#{shard}", "{waiting_since}#{id}", shards=4)

    id = UnicodeAttribute()
    account = UnicodeAttribute()
    asset = UnicodeAttribute()
    kind_of_action = Choice(ActionKind)
    to_status = Choice(AccountStatus, null=True)
    amount_minor = NumberAttribute(null=True)
    direction = Choice(Direction, null=True)
    reason = UnicodeAttribute()
    status = Choice(ActionStatus)
    requested_by = UnicodeAttribute()
    requested_at = Moment()
    decided_by = UnicodeAttribute(null=True)
    decided_at = Moment(null=True)
    waiting_since = Moment(null=True)


class ReversedItem(Item, discriminator="reversed"):
    """How much of each posting of a journal was taken back: never more than it moved, whoever asks at once."""

    by_journal = Primary("REVERSED#{journal_id}", "REVERSED")

    journal_id = UnicodeAttribute()
    reversed_minor = Structured(tuple[int, ...])
