"""Channels' words as they are kept: each once, before it is answered, whatever it says."""

from dataclasses import replace
from datetime import datetime, timedelta

from argosy.kernel import metric
from argosy.kernel.errors import Conflict, NotFound
from argosy.kernel.ids import is_id
from argosy.kernel.log import logger
from argosy.kernel.write import Write, put
from argosy.payments import attempts, unmatched_queue
from argosy.payments.channel import Word
from argosy.payments.errors import NotReady
from argosy.payments.items import AttemptItem, ChannelEventItem
from argosy.payments.unmatched import Unmatched, Why
from events.payments import WebhookReceived

KEPT = timedelta(days=400)


class KnownAlready(Conflict, code="known_already"):
    """The channel told it before; that is success."""

    en = "This event is known."
    zh = "该事件已接收。"


def receive(word: Word, at: datetime) -> None:
    """Keep it and tell that it is there. Raises NotReady where it is about an attempt that is not known (yet).

    The channel will repeat that for a while and no longer, so a person finds it among what is unmatched. A dispute names the
    payment by the channel's own number only, so its attempt is found here.
    """
    if word.disputed:
        word = replace(word, attempt_id=attempts.paid_as(word.channel, word.disputed.channel_ref).id)
    if word.attempt_id and (not is_id(word.attempt_id, "pay") or AttemptItem.by_id.get(id=word.attempt_id) is None):
        if word.is_ours and word.told:
            entry = Unmatched.of(Why.UNKNOWN_NUMBER, word.channel, word.attempt_id, word.told, order_id=None, at=at)
            unmatched_queue.note(entry)
        raise NotReady(retry_after_seconds=5)
    item = ChannelEventItem(
        channel=word.channel, event_id=word.event_id, event_type=word.event_type, received_at=at, word=word,
        expires_at=int((at + KEPT).timestamp()),
    )  # fmt: skip
    write = Write().add(put(item, otherwise=KnownAlready()))
    if word.is_ours:
        write.tell(WebhookReceived(channel=word.channel, event_id=word.event_id), beside=item.key)
    else:
        metric.count("payments", "ForeignChannelEvent")
        logger().error("event of another world", channel=word.channel, event_id=word.event_id)
    try:
        write.commit()
    except KnownAlready:
        return


def read(channel: str, event_id: str) -> Word:
    """Raises NotFound."""
    item = ChannelEventItem.by_event.get(channel=channel, event_id=event_id)
    if item is None:
        raise NotFound
    word: Word = item.word
    return word
