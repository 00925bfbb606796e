"""What payouts keep, and how it is found."""

from typing import Any

from pynamodb.attributes import ListAttribute, NumberAttribute, UnicodeAttribute, UnicodeSetAttribute

from argosy.kernel.table import Choice, Gsi1, Gsi2, Item, Moment, Primary, Structured
from argosy.payouts.attempt import AttemptStatus
from argosy.payouts.bank import Word
from argosy.payouts.hold import Hold
from argosy.payouts.method import MethodStatus
from argosy.payouts.payout import PayoutStatus


class PayoutItem(Item, discriminator="payout"):
    """A payout under its own id: never hot. Each state's list takes 8 000 changes a second."""

    by_id = Primary("PAYOUT#{id}", "PAYOUT")
    by_owner = Gsi1("PAYOUTS#{owner_id}", "{created_at}#{id}")
    by_status = Gsi2("PAYOUTS-{status}#{shard}", "{created_at}#{id}", shards=8)

    id = UnicodeAttribute()
    party = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    source = UnicodeAttribute()
    amount_minor = NumberAttribute()
    currency = UnicodeAttribute()
    worth_cents = NumberAttribute()
    method_id = UnicodeAttribute(null=True)
    statement_id = UnicodeAttribute(null=True)
    status = Choice(PayoutStatus)
    hold = Structured(Hold, null=True)
    approved_by: ListAttribute[Any] = ListAttribute(of=UnicodeAttribute)
    round = NumberAttribute()
    tax_minor = NumberAttribute()
    account_last4 = UnicodeAttribute(null=True)
    failure = UnicodeAttribute(null=True)
    requested_at = Moment()
    created_at = Moment()


class PayoutAttemptItem(Item, discriminator="payout_attempt"):
    """One way of a payout to its bank, beside it: its number says both, so a bank's word finds it without an index."""

    by_number = Primary("PAYOUT#{payout_id}", "ATT#{round}")

    payout_id = UnicodeAttribute()
    round = NumberAttribute()
    bank = UnicodeAttribute()
    method_id = UnicodeAttribute()
    amount_minor = NumberAttribute()
    currency = UnicodeAttribute()
    status = Choice(AttemptStatus)
    bank_ref = UnicodeAttribute(null=True)
    failure = UnicodeAttribute(null=True)
    paid_at = Moment(null=True)
    created_at = Moment()


class MethodItem(Item, discriminator="payout_method"):
    """A bank account of a person, without its number. A person's are few and in one partition: never hot."""

    by_id = Primary("PAYEE#{owner_id}", "METHOD#{id}")

    id = UnicodeAttribute()
    owner_id = UnicodeAttribute()
    holder_name = UnicodeAttribute()
    bank_code = UnicodeAttribute()
    country = UnicodeAttribute(null=True)
    currency = UnicodeAttribute()
    last4 = UnicodeAttribute()
    status = Choice(MethodStatus)
    tries = NumberAttribute()
    verified_at = Moment(null=True)
    created_at = Moment()


class BankAccountItem(Item, discriminator="bank_account"):
    """A bank account as the bank has to know it: only what talks to the bank may read the number. Never hot."""

    of_method = Primary("BANKACCOUNT#{method_id}", "ACCOUNT")

    method_id = UnicodeAttribute()
    holder_name = UnicodeAttribute()
    bank_code = UnicodeAttribute()
    country = UnicodeAttribute(null=True)
    currency = UnicodeAttribute()
    account_number = UnicodeAttribute()


class PartyItem(Item, discriminator="payout_party"):
    """What is known of a party that is paid. A decision about one of its payouts checks that it is as it was read."""

    by_name = Primary("PAYEE#{name}", "PARTY")

    name = UnicodeAttribute()
    held_for = UnicodeSetAttribute(null=True)
    withholding_bps = NumberAttribute(null=True)
    changes = NumberAttribute(null=True)


class IdentityItem(Item, discriminator="payee_identity"):
    """Under which name a person's identity was verified, if it was. Checked as a party is."""

    by_owner = Primary("PAYEE#{owner_id}", "IDENTITY")

    owner_id = UnicodeAttribute()
    verified_name = UnicodeAttribute(null=True)
    changes = NumberAttribute(null=True)


class TallyItem(Item, discriminator="payout_tally"):
    """What a person has asked for in a day or a month, or was ever paid: 500 payouts a second of one person, so never hot."""

    by_window = Primary("PAYEE#{owner_id}", "TALLY#{window}")

    owner_id = UnicodeAttribute()
    window = UnicodeAttribute()
    cents = NumberAttribute(null=True)
    times = NumberAttribute(null=True)


class BankEventItem(Item, discriminator="bank_event"):
    """A bank's own words, kept before they are answered: one item per event id of the bank, spread by it, for a year."""

    by_event = Primary("BANKEVENT#{bank}#{event_id}", "INBOX")

    bank = UnicodeAttribute()
    event_id = UnicodeAttribute()
    event_type = UnicodeAttribute()
    received_at = Moment()
    word = Structured(Word)
