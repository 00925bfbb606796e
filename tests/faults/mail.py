"""What is on its way between the functions: plain data, so that a run can begin in the middle."""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Message:
    """A fact in one listener's queue."""

    listener: str
    fact: dict[str, Any]
    receives: int = 0

    @property
    def record(self) -> dict[str, Any]:
        """As SQS hands it to a function."""
        return {
            "messageId": "m", "receiptHandle": "r", "body": json.dumps({"detail-type": self.fact["name"], "detail": self.fact}),
            "attributes": {"ApproximateReceiveCount": str(self.receives + 1)}, "messageAttributes": {}, "awsRegion": "eu-west-1",
            "eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:queue", "md5OfBody": "",
        }  # fmt: skip


@dataclass
class Mail:
    """What is on its way, and what has arrived: plain data."""

    relayed: set[str] = field(default_factory=set)
    queued: list[Message] = field(default_factory=list)
    heard: set[tuple[str, str]] = field(default_factory=set)
    acknowledged: set[str] = field(default_factory=set)
