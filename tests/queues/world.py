"""Letters on the desk, without anybody's death."""

import json
from collections.abc import Iterable

from argosy.queues import death, letters


def kept(listener: str, fact_ids: Iterable[str]) -> list[str]:
    """One of each fact; returns their ids."""
    words = {"listener": listener, "code": "invalid_state", "why": "This is not possible while it is closed."}
    said = {name: {"StringValue": word} for name, word in words.items()}
    found = [
        death.read(
            {"MessageId": each, "Body": json.dumps({"detail": {"id": each, "name": "test"}}), "MessageAttributes": said}
        )
        for each in fact_ids
    ]
    letters.keep(found)
    return [each.letter_id for each in found]
