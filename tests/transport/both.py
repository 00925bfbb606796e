"""One call through our own transport and through botocore's, and what came of each."""

from typing import Any

from argosy.kernel.transport import stock, tries
from argosy.kernel.transport.errors import ClientError, NoAnswer, NotReached

TRANSPORTS = {"own": tries.call, "botocore": stock.call}
OURS_ALONE = ("message", "Message")
"""botocore gives the message of an error a second time under one of these names, as the service's model has it; we under both."""
OF_ONE = ("MaxAttemptsReached", "RetryQuotaReached", "RequestId")
"""What botocore notes of its tries; and the id, which it leaves out of a load balancer's answers though the header has it."""


def outcome(transport: str, service: str, operation: str, request: dict[str, Any]) -> tuple[str, Any]:
    """`("answer", …)`, `("no", …)`, or that nobody answered."""
    try:
        return "answer", _told(TRANSPORTS[transport](service, operation, request))
    except ClientError as no:
        return "no", {name: value for name, value in _told(no.response).items() if name not in OURS_ALONE}
    except NotReached:
        return "not reached", None
    except NoAnswer:
        return "no answer", None


def _told(answer: dict[str, Any]) -> dict[str, Any]:
    told = answer.get("ResponseMetadata", {})
    return answer | {"ResponseMetadata": {name: value for name, value in told.items() if name not in OF_ONE}}
