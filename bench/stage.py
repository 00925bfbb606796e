"""The same request for every handler, and AWS's answers to what they ask for it."""

import base64
import json
import socket
import time
from email.utils import formatdate

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.transport.server import Asked, said

KEY = ec.derive_private_key(20_261_120, ec.SECP256R1())
KEY_ID = "11111111-2222-3333-4444-555555555555"
USER, POST = "usr_01KAG0000000000000000000AC", "pst_01KAG0000000000000000000AC"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "ASIABENCHBENCHBENCH0",
    "AWS_SECRET_ACCESS_KEY": "bench/bench/bench/bench/bench/bench/benc",
    "AWS_SESSION_TOKEN": "IQoJb3JpZ2luX2VjE" * 47,  # 800 bytes, as a role's is
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_REGION": "eu-central-1",
    "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
    "AWS_LAMBDA_LOG_LEVEL": "INFO",
    "TABLE_NAME": "argosy",
    "SIGNING_KEYS": f"arn:aws:kms:eu-central-1:000000000000:key/{KEY_ID}",
}
A_DAY_SECONDS = 86_400


def _token() -> str:
    now = int(time.time())
    claims = {
        "iss": "argosy", "aud": "argosy-api", "sub": USER, "sid": "ses_01KAG0000000000000000000AC", "roles": ["member"],
        "iat": now, "nbf": now, "exp": now + A_DAY_SECONDS, "jti": "tok",
    }  # fmt: skip
    return jwt.encode(claims, KEY, algorithm="ES256", headers={"kid": KEY_ID, "typ": "at+jwt"})


def event() -> str:
    """`POST /v1/posts/{id}/comments`, as API Gateway hands it over."""
    path = f"/v1/posts/{POST}/comments"
    headers = {"authorization": f"Bearer {_token()}", "content-type": "application/json", "accept-language": "en"}
    http = {"method": "POST", "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "bench"}
    return json.dumps({
        "version": "2.0",
        "routeKey": "POST /v1/posts/{post_id}/comments",
        "rawPath": path,
        "rawQueryString": "",
        "headers": headers,
        "pathParameters": {"post_id": POST},
        "body": json.dumps({"body": "What a fine ship she is."}),
        "isBase64Encoded": False,
        "requestContext": {"http": http, "requestId": "bench", "stage": "$default", "domainName": "api.example.com"},
    })  # fmt: skip


def _answers() -> dict[str, object]:
    der = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    post = {
        "pk": f"POST#{POST}",
        "sk": "CARD#*",
        "kind": "post_card",
        "id": POST,
        "tag": "*",
        "author_id": USER,
        "title": "A fine ship",
        "published_at": "2026-11-20T04:08:00.000Z",
        "excerpt": "",
        "language": "en",
    }
    user = {
        "pk": f"USER#{USER}",
        "sk": "PROFILE",
        "kind": "user",
        "id": USER,
        "email": "ann@example.com",
        "display_name": "Ann",
        "bio": "",
        "locale": "en",
        "time_zone": "UTC",
        "created_at": "2026-11-20T04:08:00.000Z",
    }
    account = {
        "pk": {"S": f"USER#{USER}"}, "sk": {"S": "ACCOUNT"}, "kind": {"S": "account"}, "user_id": {"S": USER},
        "roles": {"L": [{"S": "member"}]}, "suspended": {"BOOL": False}, "tokens_valid_from": {"N": "0"},
        "version": {"N": "1"},
    }  # fmt: skip
    items = [{name: {"S": value} for name, value in item.items()} | {"version": {"N": "1"}} for item in (post, user)]
    return {
        "DynamoDB_20120810.GetItem": {"Item": account},
        "DynamoDB_20120810.BatchGetItem": {"Responses": {"argosy": items}, "UnprocessedKeys": {}},
        "DynamoDB_20120810.TransactWriteItems": {},
        "TrentService.GetPublicKey": {"KeyId": KEY_ID, "PublicKey": base64.b64encode(der).decode()},
    }


ANSWERS = _answers()


def answer(asked: Asked, link: socket.socket) -> bool:
    """With the headers that DynamoDB sends."""
    return said(
        ANSWERS[asked.headers["x-amz-target"]], Server="Server", Date=formatdate(usegmt=True), Connection="keep-alive"
    )(link)
