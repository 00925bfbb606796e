"""Requests as JSON, and what an answer says: the result, or the error in botocore's shape."""

import base64
import json
import zlib
from typing import Any

from argosy.kernel.transport.errors import ClientError, NoAnswer
from argosy.kernel.transport.services import SERVICES
from argosy.kernel.transport.wire import Answer


def spelled(request: dict[str, Any]) -> bytes:
    """Bytes travel as base64; everything else is JSON as the kernel builds it."""
    return json.dumps(request, default=_base64).encode()


def _base64(value: Any) -> str:
    if not isinstance(value, bytes | bytearray):
        raise TypeError(f"{type(value).__name__} is nothing that a request holds")
    return base64.b64encode(value).decode()


def understood(service: str, operation: str, answer: Answer) -> dict[str, Any]:
    """The result with its `ResponseMetadata`. Raises ClientError; NoAnswer where what came back is damaged."""
    checksum = answer.headers.get("x-amz-crc32")
    if checksum and checksum != str(zlib.crc32(answer.body)):
        raise NoAnswer("the answer was damaged on its way")
    metadata: dict[str, Any] = {"HTTPStatusCode": answer.status, "HTTPHeaders": answer.headers, "RetryAttempts": 0}
    if "x-amzn-requestid" in answer.headers:
        metadata["RequestId"] = answer.headers["x-amzn-requestid"]
    try:
        if answer.status >= 301:
            raise ClientError(_refusal(answer) | {"ResponseMetadata": metadata}, operation)
        result = _object(answer.body)
        if service == "dynamodb":
            result = _with_binary(answer.body, result)
        for name in SERVICES[service].binary & result.keys():
            result[name] = base64.b64decode(result[name])
    except ValueError as damaged:
        raise NoAnswer("the answer cannot be read") from damaged
    result["ResponseMetadata"] = metadata
    return result


def _object(body: bytes) -> dict[str, Any]:
    """Raises ValueError."""
    found = json.loads(body) if body else {}
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def _refusal(answer: Answer) -> dict[str, Any]:
    """`__type` is the code, in one of several spellings; a load balancer's page has none."""
    status = str(answer.status)
    if answer.status >= 500 and (not answer.body.strip() or answer.body.strip().startswith(b"<html>")):
        from http import HTTPStatus  # sixty names, which hardly anybody ever needs

        words = next((each.phrase for each in HTTPStatus if each == answer.status), "")
        return {"Error": {"Code": status, "Message": words}}
    try:
        told = _object(answer.body)
    except ValueError:
        told = {"message": answer.body.decode(errors="replace")}
    code = str(told.pop("__type", status)).partition(":")[0].rpartition("#")[2]
    error = {"Message": told.get("message", told.get("Message", "")), "Code": code}
    if len(older := answer.headers.get("x-amzn-query-error", "").split(";")) == 2 and older[0]:
        error |= {"Code": older[0], "QueryErrorCode": code, "Type": older[1]}
    return {**_with_binary(answer.body, told), "Error": error}


def _with_binary(body: bytes, told: Any) -> Any:
    """Attributes of type B and BS as bytes. Hardly an answer has one, so the walk over all of it is rarely made."""
    return _decoded(told) if b'"B":' in body or b'"BS":' in body else told


def _decoded(value: Any) -> Any:
    """An attribute that is itself named B holds an object and not a text: it is walked into like any other."""
    if isinstance(value, list):
        return [_decoded(each) for each in value]
    if not isinstance(value, dict):
        return value
    match value:
        case {"B": str(text)} if len(value) == 1:
            return {"B": base64.b64decode(text)}
        case {"BS": list(texts)} if len(value) == 1:
            return {"BS": [base64.b64decode(text) for text in texts]}
    return {name: _decoded(each) for name, each in value.items()}
