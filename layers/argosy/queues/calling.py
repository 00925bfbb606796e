"""A function called alone with the fact that it could not handle: unchanged, but for the mark beside it."""

import json
from contextlib import suppress

from argosy.kernel import aws
from argosy.kernel.receipt import AlreadyDone, Receipt
from argosy.kernel.settings import settings
from argosy.kernel.trace import REDRIVEN
from argosy.kernel.write import Write
from argosy.queues.letter import Letter

RELAY = "outbox.relay"
"""What died there has reached no listener yet: it goes on the bus, to all of them."""


class NotTaken(Exception):
    """The bus refused a fact; the redrive is tried again."""


def call(letter: Letter) -> None:
    """Nobody waits for what comes of it: Lambda tries three times, and sets aside what dies again."""
    if letter.listener == RELAY:
        return _put_on_the_bus(letter)
    brought = json.loads(letter.body) | {REDRIVEN: letter.fact_id}
    aws.client("lambda").invoke(
        FunctionName=f"argosy-{letter.listener.replace('.', '-')}", InvocationType="Event",
        Payload=json.dumps(brought, ensure_ascii=False).encode(),
    )  # fmt: skip
    return None


def _put_on_the_bus(letter: Letter) -> None:
    detail = json.dumps(json.loads(letter.body)["detail"], ensure_ascii=False, separators=(",", ":"))
    entry = {"EventBusName": settings().bus_name, "Source": "argosy", "DetailType": letter.name, "Detail": detail}
    answer = aws.client("events").put_events(Entries=[entry])
    if "ErrorCode" in answer["Entries"][0]:
        raise NotTaken(answer["Entries"][0]["ErrorCode"])
    with suppress(AlreadyDone):  # nobody else says that it went through
        Write(Receipt(letter.listener, letter.fact_id).of(REDRIVEN)).commit()
