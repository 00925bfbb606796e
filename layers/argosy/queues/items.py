"""What the desk keeps: letters, how many wait of which kind, and jobs that redrive them."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel.table import Choice, Gsi1, Item, Moment, Primary, Structured
from argosy.queues.letter import LetterStatus

SHARDS = 8


class LetterItem(Item, discriminator="letter"):
    """A dead letter. Each has a key of its own; a listener's list takes 8 000 deaths a second.

    One that waits is kept until somebody has ended it, and 90 days after that.
    """

    by_id = Primary("LETTER#{id}", "L")
    of_listener = Gsi1("LETTERS#{listener}#{shard}", "{last_at}#{id}", shards=SHARDS)

    id = UnicodeAttribute()
    listener = UnicodeAttribute()
    fact_id = UnicodeAttribute()
    name = UnicodeAttribute()
    code = UnicodeAttribute()
    why = UnicodeAttribute()
    body = UnicodeAttribute()
    told_at = Moment()
    trace_id = UnicodeAttribute()
    deaths = NumberAttribute()
    first_at = Moment()
    last_at = Moment()
    status = Choice(LetterStatus)
    redrives = NumberAttribute()
    tries = NumberAttribute()
    tried_version = UnicodeAttribute()
    job_id = UnicodeAttribute(null=True)
    asked_by = UnicodeAttribute(null=True)
    ended_by = UnicodeAttribute(null=True)
    ended_at = Moment(null=True)
    note = UnicodeAttribute(null=True)


class WaitingItem(Item, discriminator="letters_waiting"):
    """How many letters of a listener wait for one reason; the sum over shards counts, one of them may be below nothing.

    Ten deaths are one write, of one shard: 8 shards take 40 000 deaths a second.
    """

    of_shard = Primary("LETTERS-WAITING#{shard}", "{listener}#{code}")

    shard = NumberAttribute()
    listener = UnicodeAttribute()
    code = UnicodeAttribute()
    letters = NumberAttribute(null=True)


class RedriveItem(Item, discriminator="redrive"):
    """A job: letters by name, or all of a listener (with one code) that died until then. Never hot: one step at a time."""

    by_id = Primary("REDRIVE#{id}", "JOB")

    id = UnicodeAttribute()
    ids = Structured(tuple[str, ...], default=())
    listener = UnicodeAttribute(null=True)
    code = UnicodeAttribute(null=True)
    until = Moment()
    per_second = NumberAttribute()
    would = NumberAttribute()
    step = NumberAttribute()
    after = UnicodeAttribute(null=True)
    ended_at = Moment(null=True)
    asked_by = UnicodeAttribute()


class RedriveCountItem(Item, discriminator="redrive_count"):
    """What became of a job's letters so far: at most 20 a second are sent, and each is counted twice."""

    of_job = Primary("REDRIVE#{id}", "COUNT")

    id = UnicodeAttribute()
    sent = NumberAttribute(null=True)
    done = NumberAttribute(null=True)
    died = NumberAttribute(null=True)
