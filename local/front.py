"""The edge of the local stack: in front of the APIs what the distribution is on AWS, by the same table, on a loopback port.

`python -m local.front --port PORT --aws ADDRESS --home FOLDER`; `local.boot` gives it its environment.
"""

import argparse
import asyncio
import signal
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from infra.edge import Cut, api_of
from local.front_cache import READS, Answer, Asked, Cache
from local.front_origin import Origins, problem
from local.journal import answered
from local.timeshift.shift import offset_seconds

HEALTH = "/_front/health"
MOST_BODY_BYTES = 10 * 1024 * 1024

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Ask = Callable[[Asked, Cut], Awaitable[Answer]]


class Front:
    """An ASGI application over whatever answers for the APIs (`ask`)."""

    def __init__(self, ask: Ask, now: Callable[[], float] = lambda: time.time() + offset_seconds()) -> None:
        self._ask, self._now = ask, now
        self._cache = Cache()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if scope["path"] == HEALTH:
            await _say(send, Answer(204, ()))
            return
        send = answered(scope, send)
        body = await _whole(receive)
        if body is None:
            await _say(send, problem(413, "Request Entity Too Large"))
        else:
            await _say(send, await self.answer(_asked(scope, body)))

    async def answer(self, asked: Asked) -> Answer:
        """From the cache where it may be, else from the API, which is asked whether what was kept is still the same."""
        cut = api_of(asked.path)
        if not cut.kept or asked.method not in READS:
            return (await self._ask(asked, cut)).saying(x_cache="Miss from cloudfront")
        kept = self._cache.get(asked)
        if kept and kept.fresh(self._now()):
            return kept.given(asked, self._now(), "Hit")
        if kept and (tag := kept.answer.header("etag")):
            return await self._again(asked, cut, kept.answer, tag)
        answer = await self._ask(asked, cut)
        self._keep(asked, answer)
        return answer.saying(x_cache="Miss from cloudfront")

    async def _again(self, asked: Asked, cut: Cut, before: Answer, tag: str) -> Answer:
        others = tuple(pair for pair in asked.headers if pair[0].lower() != b"if-none-match")
        answer = await self._ask(replace(asked, headers=(*others, (b"if-none-match", tag.encode()))), cut)
        if answer.status != 304:
            self._keep(asked, answer)
            return answer.saying(x_cache="Miss from cloudfront")
        renewed = before.saying(cache_control=answer.header("cache-control"))
        self._keep(replace(asked, method="GET"), renewed)
        kept = self._cache.get(asked)
        return kept.given(asked, self._now(), "RefreshHit") if kept else renewed

    def _keep(self, asked: Asked, answer: Answer) -> None:
        # What HEAD was answered has no body to give to others.
        if asked.method == "GET":
            self._cache.keep(asked, answer, self._now())


def _asked(scope: Scope, body: bytes) -> Asked:
    raw = scope.get("raw_path") or scope["path"].encode()
    query = scope.get("query_string", b"")
    address, port = (scope.get("client") or ("127.0.0.1", 0))[:2]
    return Asked(
        method=scope["method"],
        path=scope["path"],
        target=raw.partition(b"?")[0] + (b"?" + query if query else b""),
        headers=tuple((name, value) for name, value in scope["headers"]),
        body=body,
        caller=(address, port or 0),
    )


async def _whole(receive: Receive) -> bytes | None:
    """The body; None where it is larger than the gateway takes, after it was read to its end.

    A client that is still sending would see a broken connection instead of the answer.
    """
    parts, size = [], 0
    while True:
        message = await receive()
        size += len(message.get("body", b""))
        if size <= MOST_BODY_BYTES:
            parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts) if size <= MOST_BODY_BYTES else None


async def _say(send: Send, answer: Answer) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": list(answer.headers)})
    await send({"type": "http.response.body", "body": answer.body})


async def serve(port: int, aws: str) -> None:
    from hypercorn.asyncio import serve as listen
    from hypercorn.config import Config

    config = Config()
    config.bind = [f"127.0.0.1:{port}"]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 0.5
    config.backlog = 512
    # Those of the API pass: they say when it answered what is given from the cache.
    config.include_date_header = config.include_server_header = False
    config.h11_max_incomplete_size = 64 * 1024
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    await listen(Front(Origins(aws).ask), config, shutdown_trigger=stopping.wait)  # type: ignore[arg-type]


def main() -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("--port", type=int, required=True)
    reader.add_argument("--aws", required=True)
    reader.add_argument("--home", required=True)
    given = reader.parse_args()
    asyncio.run(serve(given.port, given.aws))


if __name__ == "__main__":
    main()
