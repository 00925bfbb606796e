"""Behind the local edge: which API of the emulator has which name, and what is said to it that only the edge can say."""

import asyncio
import json
import time
from dataclasses import dataclass, field

import httpcore

from argosy.kernel.origin import SECRET_HEADER, VIEWER_HEADER
from argosy.kernel.settings import Settings
from infra.edge import EVERY, Cut
from local.aws import client
from local.front_cache import Answer, Asked, Headers
from local.stack import load

KNOWN_SECONDS = 5.0
LONGEST_SECONDS = 35.0
OF_ONE_CONNECTION = frozenset(
    name.encode()
    for name in ("connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade")
)
REPLACED = frozenset((b"host", b"content-length", SECRET_HEADER.encode()))


def problem(status: int, message: str) -> Answer:
    """As the gateway says it: these refusals are its own."""
    body = f'{{"message":"{message}"}}'.encode()
    return Answer(status, ((b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())), body)


@dataclass
class Deployed:
    """What the emulator has, asked again every few seconds: a deployment may change it."""

    apis: dict[str, str] = field(default_factory=dict)
    secret: str = ""
    until: float = 0.0


class Origins:
    """The APIs of one emulator."""

    def __init__(self, aws: str) -> None:
        self._aws = aws
        self._deployed = Deployed()
        self._asking = asyncio.Lock()
        self._pool = httpcore.AsyncConnectionPool(max_connections=200, max_keepalive_connections=50)

    async def ask(self, asked: Asked, cut: Cut) -> Answer:
        """The answer of the API that the path leads to: 503 before it is deployed or where nobody listens, 504 in the end."""
        known = await self._known()
        if cut.api_name not in known.apis:
            return problem(503, "Service Unavailable")
        host = self._aws.removeprefix("http://")
        target = f"{self._aws}/_aws/execute-api/{known.apis[cut.api_name]}/$default".encode() + asked.target
        headers = [*passed_on(asked, known.secret), (b"host", host.encode())]
        limit = {
            "timeout": {"read": LONGEST_SECONDS, "connect": 5.0, "pool": LONGEST_SECONDS, "write": LONGEST_SECONDS}
        }
        try:
            got = await self._pool.request(
                asked.method.encode(), target, headers=headers, content=asked.body, extensions=limit
            )
        except httpcore.TimeoutException:
            return problem(504, "Gateway Timeout")
        except (httpcore.NetworkError, httpcore.ProtocolError):
            return problem(503, "Service Unavailable")
        return Answer(got.status, _between(tuple(got.headers)), got.content)

    async def _known(self) -> Deployed:
        async with self._asking:
            if time.monotonic() >= self._deployed.until:
                self._deployed = await asyncio.to_thread(self._look)
        return self._deployed

    def _look(self) -> Deployed:
        stack = load()
        if stack is None:
            return Deployed()
        apis = client("apigatewayv2", self._aws, stack.region).get_apis()["Items"]
        found = {each["Name"]: each["ApiId"] for each in apis}
        if not all(cut.api_name in found for cut in EVERY):
            return Deployed()
        return Deployed(found, _secret(self._aws, stack.region), time.monotonic() + KNOWN_SECONDS)


def _secret(aws: str, region: str) -> str:
    name = Settings(table_name="").origin_secret
    held = client("secretsmanager", aws, region).get_secret_value(SecretId=name)["SecretString"]
    return str(json.loads(held)["secret"])


def passed_on(asked: Asked, secret: str) -> Headers:
    """The caller's own headers but for those that only the edge may say; where the caller is, and that the edge says it."""
    address, port = asked.caller
    through = ", ".join(each for each in (asked.header("x-forwarded-for"), address) if each)
    own = {SECRET_HEADER: secret, VIEWER_HEADER: f"{address}:{port}", "x-forwarded-for": through}
    kept = tuple(
        (name, value)
        for name, value in _between(asked.headers)
        if name.lower() not in REPLACED
        and not name.lower().startswith(b"cloudfront-")
        and name.lower().decode() not in own
    )
    length = ((b"content-length", str(len(asked.body)).encode()),) if asked.body else ()
    return (*kept, *((name.encode(), value.encode()) for name, value in own.items()), *length)


def _between(headers: Headers) -> Headers:
    return tuple(pair for pair in headers if pair[0].lower() not in OF_ONE_CONNECTION)
