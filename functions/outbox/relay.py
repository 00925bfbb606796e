"""Takes new facts from the table's stream to the bus; each arrives at least once."""

import json
import time
from collections.abc import Iterator
from typing import Any

from argosy import settled
from argosy.kernel import aws
from argosy.kernel.log import logger
from argosy.kernel.outbox import EventItem
from argosy.kernel.settings import settings

MOST_ENTRIES, MOST_BYTES = 10, 250_000
"""What PutEvents takes in one call, with some room for what it counts beside the detail."""
PAUSE_SECONDS = 0.2

Entry = dict[str, str]
Told = tuple[str, Entry]
"""The sequence number of a stream's record, and what the bus gets of it."""


def handler(batch: dict[str, Any], context: Any) -> dict[str, Any]:
    """Told from the first record on that could not be handed over, the stream comes again with it and all after it.

    A listener therefore may hear twice, and its receipt makes that harmless. A call that fails as a whole is raised: it
    counts as an error, and the stream halves the batch until the one record that cannot be told is alone and set aside.
    """
    settled()
    told = [
        (record["dynamodb"]["SequenceNumber"], _entry(record["dynamodb"]["NewImage"])) for record in batch["Records"]
    ]
    for chunk in _chunks(told):
        refused = _put(chunk)
        if refused:
            time.sleep(PAUSE_SECONDS)
            refused = _put(refused)
        if refused:
            logger().error("the bus refused facts", first=refused[0][0], refused=len(refused))
            return {"batchItemFailures": [{"itemIdentifier": refused[0][0]}]}
    return {"batchItemFailures": []}


def _entry(image: dict[str, Any]) -> Entry:
    fact = EventItem.read(image).envelope()
    detail = json.dumps(fact, ensure_ascii=False, separators=(",", ":"))
    return {"EventBusName": settings().bus_name, "Source": "argosy", "DetailType": fact["name"], "Detail": detail}


def _chunks(told: list[Told]) -> Iterator[list[Told]]:
    """As much as one call takes, in order."""
    chunk: list[Told] = []
    size = 0
    for each in told:
        its_size = len(each[1]["Detail"].encode())
        if chunk and (len(chunk) == MOST_ENTRIES or size + its_size > MOST_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(each)
        size += its_size
    if chunk:
        yield chunk


def _put(chunk: list[Told]) -> list[Told]:
    """Those that the bus did not take."""
    answer = aws.client("events").put_events(Entries=[entry for _, entry in chunk])
    return [each for each, result in zip(chunk, answer["Entries"], strict=True) if "ErrorCode" in result]
