"""What the two rivals do alike: the models, the three reads, the two writes - and the key, fetched once as Argosy does."""

import json
import os
import time
import uuid
from datetime import UTC, datetime
from functools import cache
from typing import Any

import boto3
import jwt
from pydantic import BaseModel, ConfigDict, Field

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


@cache
def public_key() -> Any:
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    return load_der_public_key(boto3.client("kms").get_public_key(KeyId=os.environ["SIGNING_KEYS"])["PublicKey"])


def caller_of(authorization: str) -> str:
    """Who calls, if their account says so now. Raises jwt.PyJWTError."""
    claims = jwt.decode(
        authorization.removeprefix("Bearer "),
        public_key(),
        algorithms=["ES256"],
        audience="argosy-api",
        issuer="argosy",
        options={"require": ["exp", "sub"]},
    )
    user_id = str(claims["sub"])
    key = {"pk": {"S": f"USER#{user_id}"}, "sk": {"S": "ACCOUNT"}}
    account = dynamodb.get_item(TableName=TABLE, Key=key, ConsistentRead=True).get("Item", {})
    ended = account.get("ended_sessions", {}).get("M", {})
    if account.get("suspended", {"BOOL": True})["BOOL"] or claims.get("sid") in ended:
        raise jwt.InvalidTokenError("this session has ended")
    return user_id


def author_of(post_id: str, user_id: str) -> str | None:
    """The author's name, or None where there is no such post or user."""
    keys = [
        {"pk": {"S": f"POST#{post_id}"}, "sk": {"S": "CARD#*"}},
        {"pk": {"S": f"USER#{user_id}"}, "sk": {"S": "PROFILE"}},
    ]
    found = dynamodb.batch_get_item(RequestItems={TABLE: {"Keys": keys, "ConsistentRead": True}})["Responses"][TABLE]
    post = next((item for item in found if item["pk"]["S"].startswith("POST#")), None)
    author = next((item for item in found if item["pk"]["S"].startswith("USER#")), None)
    return None if post is None or author is None else str(author["display_name"]["S"])


def written(post_id: str, user_id: str, author_name: str, body: str) -> CommentView:
    """The comment and its event, saved in one transaction."""
    now = datetime.now(UTC)
    view = CommentView(
        id=f"cmt_{uuid.uuid4().hex}",
        subject_id=post_id,
        author_id=user_id,
        author_name=author_name,
        body=body,
        created_at=now,
    )
    comment = {
        "pk": {"S": f"COMMENT#{view.id}"}, "sk": {"S": "COMMENT"}, "gsi1pk": {"S": f"COMMENTS#{post_id}"},
        "gsi1sk": {"S": now.isoformat()}, "id": {"S": view.id}, "subject_id": {"S": post_id}, "version": {"N": "1"},
        "author_id": {"S": view.author_id}, "body": {"S": view.body}, "created_at": {"S": now.isoformat()},
        "kind": {"S": "comment"}, "status": {"S": "visible"},
    }  # fmt: skip
    data = json.dumps({"comment_id": view.id, "post_id": post_id, "at": time.time()})
    told = {
        "pk": comment["pk"], "sk": {"S": f"EVT#{now.isoformat()}"}, "kind": {"S": "event"},
        "name": {"S": "social.commented"}, "at": {"S": now.isoformat()}, "data": {"S": data},
    }  # fmt: skip
    items: Any = [
        {"Put": {"TableName": TABLE, "Item": item, "ConditionExpression": "attribute_not_exists(pk)"}}
        for item in (comment, told)
    ]
    dynamodb.transact_write_items(TransactItems=items)
    return view
