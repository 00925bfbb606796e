"""Taking letters out of the dead-letter queues: one for each context."""

from collections.abc import Iterator
from typing import Any

from argosy.kernel import aws
from argosy.kernel.log import logger
from argosy.kernel.settings import settings
from argosy.queues import letters, stream
from argosy.queues.death import Death, read

AT_ONCE = 10
"""As many as SQS hands over."""


def queues() -> dict[str, str]:
    """Their addresses by their contexts."""
    base = settings().dead_letter_url.rpartition("/")[0]
    return {name: f"{base}/argosy-{name}-dead" for name in settings().dead_letters.split(",") if name}


def take(url: str) -> int:
    """The next few become letters and leave the queue; returns how many there were. What cannot be kept stays."""
    answer = aws.client("sqs").receive_message(
        QueueUrl=url, MaxNumberOfMessages=AT_ONCE, MessageAttributeNames=["All"], AttributeNames=["All"]
    )
    messages: list[dict[str, Any]] = answer.get("Messages", [])
    kept = list(_kept(messages)) if messages else []
    if kept:
        entries = [{"Id": str(place), "ReceiptHandle": each["ReceiptHandle"]} for place, each in enumerate(kept)]
        aws.client("sqs").delete_message_batch(QueueUrl=url, Entries=entries)
    return len(messages)


def _kept(messages: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Those that are letters now; together, or one by one where one of them hinders the rest."""
    try:
        died = [death for message in messages for death in _deaths(message)]
        for first in range(0, len(died), AT_ONCE):  # what the stream set aside in one message may be a hundred
            letters.keep(died[first : first + AT_ONCE])
        yield from messages
    except Exception as why:
        if len(messages) > 1:
            for message in messages:
                yield from _kept([message])
        elif aws.passes(why):
            raise
        else:
            logger().exception("cannot be kept", message_id=messages[0]["MessageId"])


def _deaths(message: dict[str, Any]) -> list[Death]:
    return stream.deaths(message) if stream.is_of(message) else [read(message)]
