"""The least that people write: boto3, pydantic, PyJWT, one function. It does what Argosy's does, call for call."""

import json
import os
import time
import uuid
from datetime import UTC, datetime
from typing import Any

import boto3
import jwt
from pydantic import BaseModel, ConfigDict, Field, ValidationError

KEYS: dict[str, Any] = {}
TABLE = os.environ.get("TABLE_NAME", "argosy")
dynamodb = boto3.client("dynamodb")


class NewComment(BaseModel):
    model_config = ConfigDict(extra="forbid")
    body: str = Field(min_length=1, max_length=2000)
    reply_to: str | None = None


class CommentView(BaseModel):
    id: str
    subject_id: str
    author_id: str
    author_name: str
    body: str
    created_at: datetime
    version: int = 1


def problem(status: int, code: str, detail: str) -> dict[str, Any]:
    body = {"type": "about:blank", "title": code, "status": status, "code": code, "detail": detail}
    return {"statusCode": status, "headers": {"content-type": "application/problem+json"}, "body": json.dumps(body)}


def public_key() -> Any:
    """From KMS once, as Argosy does."""
    if "key" not in KEYS:
        from cryptography.hazmat.primitives.serialization import load_der_public_key

        KEYS["key"] = load_der_public_key(
            boto3.client("kms").get_public_key(KeyId=os.environ["SIGNING_KEYS"])["PublicKey"]
        )
    return KEYS["key"]


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    token = event["headers"].get("authorization", "").removeprefix("Bearer ")
    try:
        claims = jwt.decode(
            token,
            public_key(),
            algorithms=["ES256"],
            audience="argosy-api",
            issuer="argosy",
            options={"require": ["exp", "sub"]},
        )
    except jwt.PyJWTError:
        return problem(401, "invalid_token", "The token is not valid.")
    try:
        wish = NewComment.model_validate_json(event["body"])
    except ValidationError as wrong:
        return problem(422, "invalid", str(wrong))
    post_id = event["pathParameters"]["post_id"]
    keys = [
        {"pk": {"S": f"POST#{post_id}"}, "sk": {"S": "CARD#*"}},
        {"pk": {"S": f"USER#{claims['sub']}"}, "sk": {"S": "PROFILE"}},
    ]
    found = dynamodb.batch_get_item(RequestItems={TABLE: {"Keys": keys, "ConsistentRead": True}})["Responses"][TABLE]
    post = next((item for item in found if item["pk"]["S"].startswith("POST#")), None)
    author = next((item for item in found if item["pk"]["S"].startswith("USER#")), None)
    if post is None or author is None:
        return problem(404, "not_found", "There is no such post.")
    now = datetime.now(UTC)
    view = CommentView(
        id=f"cmt_{uuid.uuid4().hex}",
        subject_id=post_id,
        author_id=claims["sub"],
        author_name=author["display_name"]["S"],
        body=wish.body,
        created_at=now,
    )
    comment = {
        "pk": {"S": f"COMMENT#{view.id}"},
        "sk": {"S": "COMMENT"},
        "gsi1pk": {"S": f"COMMENTS#{post_id}"},
        "gsi1sk": {"S": now.isoformat()},
        "id": {"S": view.id},
        "subject_id": {"S": post_id},
        "author_id": {"S": view.author_id},
        "body": {"S": view.body},
        "created_at": {"S": now.isoformat()},
        "version": {"N": "1"},
        "kind": {"S": "comment"},
        "status": {"S": "visible"},
    }
    told = {
        "pk": comment["pk"],
        "sk": {"S": f"EVT#{now.isoformat()}"},
        "kind": {"S": "event"},
        "name": {"S": "social.commented"},
        "at": {"S": now.isoformat()},
        "data": {"S": json.dumps({"comment_id": view.id, "post_id": post_id, "at": time.time()})},
    }
    dynamodb.transact_write_items(
        TransactItems=[
            {"Put": {"TableName": TABLE, "Item": item, "ConditionExpression": "attribute_not_exists(pk)"}}
            for item in (comment, told)
        ]
    )
    headers = {"content-type": "application/json", "location": f"/v1/comments/{view.id}"}
    return {"statusCode": 201, "headers": headers, "body": view.model_dump_json()}


def ready() -> None:
    """The client was made at import."""
