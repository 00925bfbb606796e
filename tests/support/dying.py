"""What Lambda and SQS do with calls that fail, on moto's queues: so many tries, then the context's dead-letter queue."""

import importlib
import json
from typing import Any

import pytest

from argosy.kernel.settings import settings
from argosy.kernel.worker import Listener, Scheduled
from functions.queues import keep
from tests.support import cloud
from tests.support.bus import brought, deliver
from tests.support.call import context
from tests.support.hook import Call, on_calls
from tests.support.privilege import role_of

ACCOUNT = "arn:aws:{}:eu-west-1:123456789012:{}"
CONTEXTS = ("identity", "ledger", "orders", "outbox", "queues", "search", "social", "timers")


class Dying:
    """Stands where Lambda stands. `calls` are those that the desk made."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.queues = {
            name: cloud.client("sqs").create_queue(QueueName=f"argosy-{name}-dead")["QueueUrl"] for name in CONTEXTS
        }
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.sources: dict[str, str] = {}
        patch.setenv("DEAD_LETTER_URL", self.queues["queues"])
        patch.setenv("DEAD_LETTERS", ",".join(CONTEXTS))
        settings.cache_clear()
        on_calls(patch, self._asked)

    def call(self, listener: str, payload: dict[str, Any]) -> bool:
        """Called without waiting: three tries, then set aside with the reason. Whether it went through."""
        handler = _handler(listener)
        for _ in range(3):
            try:
                with role_of(f"functions.{listener}"):
                    handler(payload, context())
                return True
            except Exception as why:
                failed = {"errorType": type(why).__name__, "errorMessage": str(why)}
        name = f"argosy-{listener.replace('.', '-')}"
        asked = {
            "requestId": f"call-{len(self.calls)}", "functionArn": ACCOUNT.format("lambda", f"function:{name}:$LATEST"),
            "condition": "RetriesExhausted", "approximateInvokeCount": 3,
        }  # fmt: skip
        self.dead(listener, {"requestContext": asked, "requestPayload": payload, "responsePayload": failed})
        return False

    def tell(self, listener: str, row: dict[str, Any]) -> bool:
        """A fact that the bus brings by a call."""
        return self.call(listener, brought(row))

    def queued(self, listener: str, row: dict[str, Any]) -> bool:
        """A fact that a queue brings: five receives, then the queue moves its message as it is."""
        handler = _handler(listener)
        assert isinstance(handler, Listener)
        if any(deliver(handler, row) for _ in range(5)):
            return True
        sent = self.dead(listener, brought(row))
        self.sources[sent] = ACCOUNT.format("sqs", f"argosy-{listener.replace('.', '-')}")
        return False

    def dead(self, of: str, body: Any, **attributes: str) -> str:
        """A message in the dead-letter queue of this listener's context; returns its id."""
        said = {name: {"DataType": "String", "StringValue": word} for name, word in attributes.items()}
        sent = cloud.client("sqs").send_message(
            QueueUrl=self.queues[of.split(".", maxsplit=1)[0]], MessageAttributes=said,
            MessageBody=body if isinstance(body, str) else json.dumps(body),
        )  # fmt: skip
        return str(sent["MessageId"])

    def keep(self) -> None:
        """What the schedule does every three minutes."""
        with role_of("functions.queues.keep"):
            keep.handler({}, context())

    def _asked(self, go_on: Call, service: str, operation: str, request: Any) -> Any:
        if (service, operation) == ("lambda", "Invoke"):
            listener = request["FunctionName"].removeprefix("argosy-").replace("-", ".")
            payload = json.loads(request["Payload"])
            assert request["InvocationType"] == "Event"
            self.calls.append((listener, payload))
            self.call(listener, payload)
            return {"StatusCode": 202}
        answer = go_on(service, operation, request)
        if (service, operation) == ("sqs", "ReceiveMessage"):  # moto moves no messages, so it knows no sources
            for message in answer.get("Messages", []):
                if source := self.sources.get(message["MessageId"]):
                    message["Attributes"]["DeadLetterQueueSourceArn"] = source
        return answer


def _handler(name: str) -> Listener | Scheduled:
    handler = importlib.import_module(f"functions.{name}").handler
    assert isinstance(handler, Listener | Scheduled)
    return handler
