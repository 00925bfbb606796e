"""One botocore session per function, and clients from it: a second session would cost a cold start 50-80 ms again."""

import json
from functools import cache
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.parsers import JSONParser

CONFIG = Config(
    retries={"mode": "standard", "total_max_attempts": 3},
    connect_timeout=2,
    read_timeout=5,
    parameter_validation=False,  # the kernel builds every request, and DynamoDB checks it anyway
)


@cache
def _session() -> botocore.session.Session:
    return botocore.session.get_session()


@cache
def client(service: str) -> Any:
    """The client of a service; the same one for the life of the function."""
    made: Any = _session().create_client(service, config=CONFIG)
    if service == "dynamodb":
        made._endpoint._response_parser_factory = _WireParsers()
    return made


# The operations on data: their answers hold no timestamps, which only the stock parser turns into datetimes.
DATA = frozenset(
    f"{operation}Output"
    for operation in ("GetItem", "BatchGetItem", "TransactGetItems", "Query", "PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems")
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
