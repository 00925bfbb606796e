"""The same request for every handler: one key pair, one event, AWS's answers from a drawer instead of the network."""

import base64
import json
import os
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

KEY = ec.derive_private_key(20_261_120, ec.SECP256R1())
KEY_ID = "11111111-2222-3333-4444-555555555555"
USER, POST = "usr_01KAG0000000000000000000AC", "pst_01KAG0000000000000000000AC"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_REGION": "eu-central-1",
    "TABLE_NAME": "argosy",
    "SIGNING_KEYS": f"arn:aws:kms:eu-central-1:000000000000:key/{KEY_ID}",
    "POWERTOOLS_LOG_LEVEL": "CRITICAL",
}


def _token() -> str:
    now = int(time.time())
    claims = {
        "iss": "argosy", "aud": "argosy-api", "sub": USER, "sid": "ses_01KAG0000000000000000000AC", "roles": ["member"],
        "iat": now, "nbf": now, "exp": now + 600, "jti": "tok",
    }  # fmt: skip
    return jwt.encode(claims, KEY, algorithm="ES256", headers={"kid": KEY_ID, "typ": "at+jwt"})


def event() -> dict[str, Any]:
    """`POST /v1/posts/{id}/comments`, as API Gateway hands it over."""
    path = f"/v1/posts/{POST}/comments"
    headers = {"authorization": f"Bearer {_token()}", "content-type": "application/json", "accept-language": "en"}
    http = {"method": "POST", "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "bench"}
    return {
        "version": "2.0",
        "routeKey": "POST /v1/posts/{post_id}/comments",
        "rawPath": path,
        "rawQueryString": "",
        "headers": headers,
        "pathParameters": {"post_id": POST},
        "body": json.dumps({"body": "What a fine ship she is."}),
        "isBase64Encoded": False,
        "requestContext": {"http": http, "requestId": "bench", "stage": "$default", "domainName": "api.example.com"},
    }


def _answers() -> dict[str, bytes]:
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
    items = [{name: {"S": value} for name, value in item.items()} | {"version": {"N": "1"}} for item in (post, user)]
    return {
        "DynamoDB_20120810.BatchGetItem": json.dumps({"Responses": {"argosy": items}, "UnprocessedKeys": {}}).encode(),
        "DynamoDB_20120810.TransactWriteItems": b"{}",
        "TrentService.GetPublicKey": json.dumps(
            {"KeyId": KEY_ID, "PublicKey": base64.b64encode(der).decode()}
        ).encode(),
    }


def set_up() -> None:
    """From here on nothing leaves this process: botocore's transport answers from the drawer."""
    os.environ.update(ENVIRONMENT)
    answers = _answers()
    from botocore.awsrequest import AWSResponse
    from botocore.httpsession import URLLib3Session
    from urllib3._collections import HTTPHeaderDict

    class Body:
        def __init__(self, content: bytes) -> None:
            self.content = content

        def stream(self, *_: Any, **__: Any) -> Any:
            yield self.content

    def send(_: Any, request: Any) -> AWSResponse:
        target = request.headers["X-Amz-Target"]
        name = target.decode() if isinstance(target, bytes) else str(target)
        headers: Any = HTTPHeaderDict({"content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "bench"})
        response = AWSResponse(request.url, 200, headers, Body(answers[name]))
        response.content  # noqa: B018 - read it as the real session does
        return response

    session: Any = URLLib3Session
    session.send = send
