"""What the stream set aside: Lambda says only where the records lie, so they are read again, which goes for 24 hours."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from argosy.kernel import aws
from argosy.kernel.aws import ClientError
from argosy.kernel.outbox import EventItem
from argosy.queues.calling import RELAY
from argosy.queues.death import Death, read

BATCH = "DDBStreamBatchInfo"
GONE = "TrimmedDataAccessException"
LONGEST_EMPTY = 20
"""Answers of a shard may be empty though more follows."""


def is_of(message: Mapping[str, Any]) -> bool:
    return f'"{BATCH}"' in message["Body"]


def deaths(message: Mapping[str, Any]) -> list[Death]:
    """One of each fact. Where they are gone the message itself is one, which says where they were."""
    said = json.loads(message["Body"])
    answer = said.get("responsePayload") or {}
    code = answer.get("errorType") or said.get("requestContext", {}).get("condition", "")
    words = {"listener": RELAY, "code": code, "why": answer.get("errorMessage", "The bus did not take it.")}
    try:
        facts = [EventItem.read(image).envelope() for image in _images(said[BATCH])]
    except ClientError as no:
        if no.response["Error"]["Code"] != GONE:
            raise
        facts, words["why"] = [], "The stream keeps its records for a day, and that is over."
    attributes = {name: {"StringValue": word} for name, word in words.items()}
    brought = [{"detail-type": fact["name"], "detail": fact} for fact in facts] or [said]
    return [read({**message, "Body": json.dumps(each), "MessageAttributes": attributes}) for each in brought]


def _images(batch: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """From the first to the last sequence number, as far as they are facts."""
    last, streams = int(batch["endSequenceNumber"]), aws.client("dynamodbstreams")
    place = {"StreamArn": batch["streamArn"], "ShardId": batch["shardId"]}
    at = streams.get_shard_iterator(
        **place, ShardIteratorType="AT_SEQUENCE_NUMBER", SequenceNumber=batch["startSequenceNumber"]
    )["ShardIterator"]
    for _ in range(LONGEST_EMPTY):
        answer = streams.get_records(ShardIterator=at)
        for record in answer["Records"]:
            if int(record["dynamodb"]["SequenceNumber"]) > last:
                return
            image = record["dynamodb"].get("NewImage", {})
            if image.get("kind") == {"S": "event"}:
                yield image
            if int(record["dynamodb"]["SequenceNumber"]) == last:
                return
        at = answer.get("NextShardIterator")
        if at is None:
            return
