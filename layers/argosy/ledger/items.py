"""What the ledger keeps: journals, balances, and the lines of the parties' statements."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel.table import Choice, Gsi1, Gsi2, Item, Moment, Primary, Structured
from argosy.ledger.hold import HoldStatus
from argosy.ledger.holding import AccountStatus
from argosy.ledger.journal import Posting

JOURNAL_SHARDS = 16


class JournalItem(Item, discriminator="journal"):
    """A journal: put once, never updated, never deleted. Each has a key of its own; the list takes 16 000 a second."""

    by_id = Primary("JE#{id}", "JE")
    in_order = Gsi1("JOURNALS#{shard}", "{at}#{id}", shards=JOURNAL_SHARDS)
    by_business = Gsi2("BUSINESS#{business_id}", "{at}#{id}")

    id = UnicodeAttribute()
    business = UnicodeAttribute()
    business_id = UnicodeAttribute()
    step = UnicodeAttribute()
    order_id = UnicodeAttribute(null=True)
    asset = UnicodeAttribute()
    at = Moment()
    actor = UnicodeAttribute()
    postings = Structured(tuple[Posting, ...])
    reversal_of = UnicodeAttribute(null=True)
    digest = UnicodeAttribute()


class OrderJournalItem(Item, discriminator="order_journal"):
    """That a journal is about an order, for whoever asks for all of an order's. An order takes 500 a second."""

    by_order = Primary("ORDER-JOURNALS#{order_id}", "{at}#{journal_id}")

    order_id = UnicodeAttribute()
    journal_id = UnicodeAttribute()
    at = Moment()


class BalanceItem(Item, discriminator="balance"):
    """An account's balance of one asset, or one shard of it; a strict account keeps the end of its chain of entries too.

    A strict account takes 500 journals a second, a flow account 8 000.
    """

    by_account = Primary("ACC#{account}#{asset}#{part}", "BALANCE")
    by_owner = Gsi1("WALLET#{owner}", "{account}#{asset}#{part}")

    account = UnicodeAttribute()
    asset = UnicodeAttribute()
    part = NumberAttribute()
    owner = UnicodeAttribute(null=True)
    """Whose money it is; none for the platform's own accounts, which nobody's wallet shows."""
    balance_minor = NumberAttribute(null=True)
    held_minor = NumberAttribute(null=True)
    available_minor = NumberAttribute(null=True)
    status = Choice(AccountStatus, null=True)
    seq = NumberAttribute(null=True)
    digest = UnicodeAttribute(null=True)


class EntryItem(Item, discriminator="entry"):
    """A line in a party's wallet: what one journal did to one of its accounts. A party takes 1 000 a second."""

    by_journal = Primary("JE#{journal_id}", "ENTRY#{account}")
    by_owner = Gsi1("ENTRIES#{owner}#{asset}", "{at}#{journal_id}#{account}")
    by_account = Gsi2("CHAIN#{account}#{asset}", "{place}")

    journal_id = UnicodeAttribute()
    account = UnicodeAttribute()
    owner = UnicodeAttribute()
    asset = UnicodeAttribute()
    at = Moment()
    business = UnicodeAttribute()
    business_id = UnicodeAttribute()
    amount_minor = NumberAttribute()
    place = UnicodeAttribute(null=True)
    """Which entry of its strict account it is, in twelve digits so that text sorts by it; none on a flow account."""
    balance_minor = NumberAttribute(null=True)
    digest = UnicodeAttribute(null=True)


class SettleableItem(Item, discriminator="settleable"):
    """What moved on a party's available account, until it is on a statement. The list of the open ones takes 8 000 a second."""

    by_journal = Primary("SETTLE#{journal_id}", "{party}")
    waiting = Gsi1("UNSETTLED#{shard}", "{waiting_since}#{journal_id}#{party}", shards=8)
    at_place = Gsi2("SETTLEABLE#{place}", "{at}#{journal_id}")

    journal_id = UnicodeAttribute()
    party = UnicodeAttribute()
    asset = UnicodeAttribute()
    at = Moment()
    waiting_since = Moment(null=True)
    statement_id = UnicodeAttribute(null=True)
    business = UnicodeAttribute()
    business_id = UnicodeAttribute()
    amount_minor = NumberAttribute()

    @property
    def place(self) -> str:
        """Where it is listed: under its statement, and until it has one under its party."""
        return str(self.statement_id or self.party)


class HoldItem(Item, discriminator="hold"):
    """Money set aside. Those that are open are listed by the time at which they should have ended: 8 000 new ones a second."""

    by_id = Primary("HOLD#{id}", "HOLD")
    still_open = Gsi1("HOLDS#{shard}", "{open_until}#{id}", shards=8)

    id = UnicodeAttribute()
    account = UnicodeAttribute()
    asset = UnicodeAttribute()
    amount_minor = NumberAttribute()
    business = UnicodeAttribute()
    business_id = UnicodeAttribute()
    reason = UnicodeAttribute(default="")
    status = Choice(HoldStatus)
    posted_minor = NumberAttribute()
    expires_at_moment = Moment()
    created_at = Moment()
    open_until = Moment(null=True)
