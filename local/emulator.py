"""One process on two loopback ports: MiniStack (AWS), and the mail address. In front of its APIs stands local/front.py.

`python -m local.emulator --aws PORT --mail PORT --home FOLDER`; `local.up` gives it its environment.
"""

import argparse
import asyncio
import resource
import signal
from collections.abc import Awaitable, Callable
from typing import Any

from local import differences, forks, mail, meter, workers
from local.ministack import module

MOST_DESCRIPTORS = 65_536

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


async def answer(send: Send, status: int, body: bytes, kind: bytes = b"application/json") -> None:
    """A complete answer."""
    headers = [
        (b"content-type", kind),
        (b"vary", b"accept"),
        (b"content-length", str(len(body)).encode()),
        (b"access-control-allow-origin", b"*"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def composed(ministack: App, ports: argparse.Namespace) -> App:
    """Sends each request to the application whose port it came in by."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        port = scope["server"][1] if scope["type"] == "http" else ports.aws
        if port == ports.mail:
            await mail.serve(scope, send, answer)
        else:
            if scope["type"] == "http":
                meter.count_call(dict(scope["headers"]))
            await ministack(scope, receive, send)

    return app


async def serve(ports: argparse.Namespace) -> None:
    from hypercorn.asyncio import serve as listen
    from hypercorn.config import Config

    config = Config()
    config.bind = [f"127.0.0.1:{port}" for port in (ports.aws, ports.mail)]
    config.keep_alive_timeout = 75
    config.graceful_timeout = 0.5
    config.backlog = 512
    config.h11_max_incomplete_size = 64 * 1024
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    await listen(composed(module("app").app, ports), config, shutdown_trigger=stopping.wait)  # type: ignore[arg-type]


def main() -> None:
    reader = argparse.ArgumentParser()
    for name in ("aws", "mail"):
        reader.add_argument(f"--{name}", type=int, required=True)
    reader.add_argument("--home", required=True)
    ports = reader.parse_args()
    # A connection that its client closed is kept until the keep-alive time is over, so a burst needs many descriptors.
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, MOST_DESCRIPTORS) if most > 0 else MOST_DESCRIPTORS, most))
    forks.original()
    workers.install()
    differences.install()
    mail.install()
    meter.install()
    try:
        asyncio.run(serve(ports))
    finally:
        module("core.lambda_runtime").reset()
        forks.stop()


if __name__ == "__main__":
    main()
