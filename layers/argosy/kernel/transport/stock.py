"""The other way to AWS: botocore's, for services that speak no JSON, and for all of them where `TRANSPORT=botocore`."""

from functools import cache
from typing import Any

import botocore.session
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError as SaidNo
from botocore.exceptions import ConnectionError as Unreachable
from botocore.exceptions import ConnectTimeoutError, EndpointConnectionError, HTTPClientError

from argosy.kernel.transport.errors import ClientError, NoAnswer, NotReached
from argosy.kernel.transport.tries import TRIES
from argosy.kernel.transport.wire import CONNECT_SECONDS, READ_SECONDS

TOLD_TO_PEOPLE = frozenset({"sns", "sesv2"})
"""Here a repeated call is a second message, so it is the caller who decides about one."""


@cache
def _session() -> botocore.session.Session:
    """One for all clients: a second would cost a cold start 50-80 ms again."""
    return botocore.session.get_session()


@cache
def client(service: str) -> Any:
    """botocore's own client; the kernel builds every request and AWS checks it, so nobody else does."""
    config = Config(
        retries={"mode": "standard", "total_max_attempts": 1 if service in TOLD_TO_PEOPLE else TRIES},
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        parameter_validation=False,
    )
    return _session().create_client(service, config=config)


def call(service: str, operation: str, request: dict[str, Any]) -> dict[str, Any]:
    """The answer. Raises ClientError, NoAnswer or NotReached, as our own transport does."""
    try:
        answer: dict[str, Any] = getattr(client(service), xform_name(operation))(**request)
    except SaidNo as no:
        raise ClientError(dict(no.response), operation) from no
    except (EndpointConnectionError, ConnectTimeoutError) as lost:
        raise NotReached(str(lost)) from lost
    except (HTTPClientError, Unreachable) as lost:
        raise NoAnswer(str(lost)) from lost
    return answer
