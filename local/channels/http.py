"""What goes in and out of a simulator, and the server that carries it on the loopback interface."""

import json
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

_LARGEST_BODY = 1_000_000


@dataclass(frozen=True)
class Request:
    """`headers` are found in any case."""

    method: str
    path: str
    query: str
    headers: Message
    body: bytes


@dataclass(frozen=True)
class Answer:
    """`body` is sent as UTF-8, and `file` in its place where there is one."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    file: bytes = b""


def json_answer(status: int, body: Any, **headers: str) -> Answer:
    return Answer(status, json.dumps(body, indent=2, ensure_ascii=False), headers)


class Refused(Exception):
    """A simulator's no; `body` is in the words of its channel."""

    def __init__(self, message: str, status: int, body: dict[str, Any]) -> None:
        super().__init__(message)
        self.status = status
        self.body = body


class ConnectionDropped(Exception):
    """The caller gets no answer at all."""


class Server(ThreadingHTTPServer):
    """Serves each connection in a thread of its own; closing it closes the connections that are kept alive as well."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, port: int, answer: Callable[[Request], Answer]) -> None:
        self.answer = answer
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        super().server_close()
        for connection in list(self._open):
            _hang_up(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller that went away is no news; anything else is."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def _serve(self) -> None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > _LARGEST_BODY or "Transfer-Encoding" in self.headers:
            self.close_connection = True
            self._write(json_answer(413, {"error": {"message": "Body too large."}}))
            return
        url = urlsplit(self.path)
        try:
            body = self.rfile.read(int(length))
            self._write(self.server.answer(Request(self.command, url.path, url.query, self.headers, body)))
        except ConnectionDropped:
            self.close_connection = True
            _hang_up(self.connection)

    do_GET = do_POST = do_DELETE = do_OPTIONS = _serve  # noqa: N815 - the names that the base class calls

    def _write(self, answer: Answer) -> None:
        body = answer.file or answer.body.encode()
        headers = {"Content-Type": answer.content_type, "Content-Length": str(len(body)), **answer.headers}
        lines = [
            f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}",
            *(f"{k}: {v}" for k, v in headers.items()),
        ]
        # In one piece: in two, Nagle's algorithm and delayed acknowledgements would add 40 ms to each answer.
        self.wfile.write("\r\n".join([*lines, "", ""]).encode() + body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: the console shows what happened."""


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):  # it was closed already
        connection.shutdown(socket.SHUT_RDWR)
