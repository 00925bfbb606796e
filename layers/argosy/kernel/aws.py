"""One botocore session per function, and clients from it: a second session would cost a cold start 50-80 ms again."""

import json
from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as Unreachable
from botocore.parsers import JSONParser

CONFIG = Config(
    retries={"mode": "standard", "total_max_attempts": 3},
    connect_timeout=2,
    read_timeout=5,
    parameter_validation=False,  # the kernel builds every request, and DynamoDB checks it anyway
)

TOLD_TO_PEOPLE = frozenset({"sns", "sesv2"})
"""Here a repeated call is a second message, so it is the caller who decides about one."""
PASSING = frozenset(
    {
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
        "ThrottlingError",
        "Throttling",
        "ThrottlingException",
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "TooManyRequestsException",
        "InternalServerError",
        "InternalServiceError",
        "ServiceUnavailable",
    }
)


def passes(error: Exception) -> bool:
    """Whether AWS may answer the same call in a moment: it was busy, or could not be reached. Anything else is a defect."""
    if not isinstance(error, ClientError):
        return isinstance(error, HTTPClientError | Unreachable)
    reasons: Any = error.response.get("CancellationReasons", ())
    return not PASSING.isdisjoint({error.response["Error"]["Code"], *(reason["Code"] for reason in reasons)})


@cache
def _session() -> botocore.session.Session:
    return botocore.session.get_session()


@cache
def client(service: str) -> Any:
    """The client of a service; the same one for the life of the function."""
    config = CONFIG.merge(Config(retries={"total_max_attempts": 1})) if service in TOLD_TO_PEOPLE else CONFIG
    made: Any = _session().create_client(service, config=config)
    return _lean(made) if service == "dynamodb" else made


def _lean(made: Any) -> Any:
    """DynamoDB's client without what it would compute again for every request and never differently.

    tests/kernel/test_aws.py holds its requests and answers equal to the stock client's.
    """
    made._endpoint._response_parser_factory = _WireParsers()
    made._serializer = _WireSerializer()
    made._ruleset_resolver = None  # the endpoint was resolved when the client was made
    agent = made._user_agent_creator
    made.meta.events.unregister("request-created.dynamodb", agent.rebuild_and_replace_user_agent_handler)
    made._user_agent_creator = _KnownUserAgent(agent.to_string())
    return made


class _KnownUserAgent:
    def __init__(self, words: str) -> None:
        self.words = words

    def to_string(self) -> str:
        return self.words


class _WireSerializer:
    """What the kernel builds already is DynamoDB's JSON: there is no walk over the shapes. Binary attributes are not used."""

    def serialize_to_request(self, parameters: dict[str, Any], operation: Any) -> dict[str, Any]:
        headers = {
            "X-Amz-Target": f"{operation.metadata['targetPrefix']}.{operation.name}",
            "Content-Type": f"application/x-amz-json-{operation.metadata['jsonVersion']}",
        }
        body = json.dumps(parameters).encode()
        return {"url_path": "/", "query_string": "", "method": "POST", "body": body, "headers": headers}


# The operations on data: their answers hold no timestamps, which only the stock parser turns into datetimes.
DATA = frozenset(
    f"{operation}Output"
    for operation in (
        "GetItem",
        "BatchGetItem",
        "TransactGetItems",
        "Query",
        "PutItem",
        "UpdateItem",
        "DeleteItem",
        "TransactWriteItems",
    )
)


class WireParser(JSONParser):
    """DynamoDB's JSON already is botocore's result unless it carries binary: no walk over every attribute.

    A query of 50 items costs a fifth of the CPU. tests/kernel/test_aws.py holds it equal to the stock parser.
    """

    def _handle_json_body(self, raw_body: bytes, shape: Any) -> Any:
        if shape.name not in DATA or b'"B":' in raw_body or b'"BS":' in raw_body:
            return super()._handle_json_body(raw_body, shape)  # type: ignore[misc]
        return json.loads(raw_body) if raw_body else {}


class _WireParsers:
    def create_parser(self, _protocol: str) -> WireParser:
        return WireParser()
