"""The least that people write: boto3, pydantic, PyJWT, one function. It does what Argosy's does, call for call."""

import json
from typing import Any

import jwt
from pydantic import ValidationError

from bench.handlers.work import NewComment, author_of, caller_of, written

__all__ = ["handler"]


def problem(status: int, code: str, detail: str) -> dict[str, Any]:
    body = {"type": "about:blank", "title": code, "status": status, "code": code, "detail": detail}
    return {"statusCode": status, "headers": {"content-type": "application/problem+json"}, "body": json.dumps(body)}


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    try:
        user_id = caller_of(event["headers"].get("authorization", ""))
    except jwt.PyJWTError:
        return problem(401, "invalid_token", "The token is not valid.")
    try:
        wish = NewComment.model_validate_json(event["body"])
    except ValidationError as wrong:
        return problem(422, "invalid", str(wrong))
    post_id = event["pathParameters"]["post_id"]
    author_name = author_of(post_id, user_id)
    if author_name is None:
        return problem(404, "not_found", "There is no such post.")
    view = written(post_id, user_id, author_name, wish.body)
    headers = {"content-type": "application/json", "location": f"/v1/comments/{view.id}"}
    return {"statusCode": 201, "headers": headers, "body": view.model_dump_json()}
