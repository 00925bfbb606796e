"""The same capability as people write it with FastAPI, behind Mangum."""

import json
import os
import time
import uuid
from datetime import UTC, datetime
from typing import Annotated, Any

import boto3
import jwt
from fastapi import Depends, FastAPI, Header, HTTPException, Response
from mangum import Mangum
from pydantic import BaseModel, ConfigDict, Field

KEYS: dict[str, Any] = {}
TABLE = os.environ.get("TABLE_NAME", "argosy")
dynamodb = boto3.client("dynamodb")
app = FastAPI()


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


def public_key() -> Any:
    if "key" not in KEYS:
        from cryptography.hazmat.primitives.serialization import load_der_public_key

        KEYS["key"] = load_der_public_key(
            boto3.client("kms").get_public_key(KeyId=os.environ["SIGNING_KEYS"])["PublicKey"]
        )
    return KEYS["key"]


async def caller(authorization: Annotated[str, Header()]) -> str:
    token = authorization.removeprefix("Bearer ")
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
        raise HTTPException(401, "invalid_token") from None
    return str(claims["sub"])


@app.post("/v1/posts/{post_id}/comments", status_code=201)
async def comment(
    post_id: str, wish: NewComment, user_id: Annotated[str, Depends(caller)], response: Response
) -> CommentView:
    keys = [
        {"pk": {"S": f"POST#{post_id}"}, "sk": {"S": "CARD#*"}},
        {"pk": {"S": f"USER#{user_id}"}, "sk": {"S": "PROFILE"}},
    ]
    found = dynamodb.batch_get_item(RequestItems={TABLE: {"Keys": keys, "ConsistentRead": True}})["Responses"][TABLE]
    post = next((item for item in found if item["pk"]["S"].startswith("POST#")), None)
    author = next((item for item in found if item["pk"]["S"].startswith("USER#")), None)
    if post is None or author is None:
        raise HTTPException(404, "not_found")
    now = datetime.now(UTC)
    view = CommentView(
        id=f"cmt_{uuid.uuid4().hex}",
        subject_id=post_id,
        author_id=user_id,
        author_name=author["display_name"]["S"],
        body=wish.body,
        created_at=now,
    )
    item = {
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
        "pk": item["pk"],
        "sk": {"S": f"EVT#{now.isoformat()}"},
        "kind": {"S": "event"},
        "name": {"S": "social.commented"},
        "at": {"S": now.isoformat()},
        "data": {"S": json.dumps({"comment_id": view.id, "post_id": post_id, "at": time.time()})},
    }
    dynamodb.transact_write_items(
        TransactItems=[
            {"Put": {"TableName": TABLE, "Item": one, "ConditionExpression": "attribute_not_exists(pk)"}}
            for one in (item, told)
        ]
    )
    response.headers["location"] = f"/v1/comments/{view.id}"
    return view


handler = Mangum(app, lifespan="off")


def ready() -> None:
    """The client was made at import."""
