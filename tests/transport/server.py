"""A host that does to each request what the test has written down for it, over real sockets."""

import json
import socket
import ssl
import threading
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

Act = Callable[[socket.socket], bool]
"""What becomes of a request; whether the connection is kept."""


@dataclass
class Asked:
    """One request as it arrived, and on which connection."""

    line: str
    headers: dict[str, str]
    body: bytes
    connection: int

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def said(
    body: Any = b"{}", status: int = 200, *, checksum: bool = True, content_type: str = "json-1.0", **headers: str
) -> Act:
    """An answer as AWS spells it; a body that is no bytes is told as JSON."""
    raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    lines = {
        "content-type": f"application/x-amz-{content_type}",
        "x-amzn-RequestId": "R",
        "content-length": str(len(raw)),
    }
    lines |= {"x-amz-crc32": str(zlib.crc32(raw))} if checksum else {}
    return spelled(status, lines | {name.replace("_", "-"): value for name, value in headers.items()}, raw)


def spelled(status: int, headers: dict[str, str], raw: bytes, *, keep: bool = True) -> Act:
    def act(link: socket.socket) -> bool:
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        link.sendall(f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode() + raw)
        return keep

    return act


def closed(link: socket.socket) -> bool:
    """Without a word."""
    return False


def broken_off(link: socket.socket) -> bool:
    """In the middle of the answer."""
    link.sendall(b'HTTP/1.1 200 OK\r\nx-amz-crc32: 1\r\ncontent-length: 100\r\n\r\n{"Item"')
    return False


def silent(link: socket.socket) -> bool:
    """Nothing comes for as long as anybody waits."""
    link.settimeout(3)
    with suppress(OSError):
        link.recv(1)
    return False


def then_closed(act: Act) -> Act:
    """Answers, and closes although it did not say so: as a host does with a connection that was idle for too long."""

    def act_and_close(link: socket.socket) -> bool:
        act(link)
        return False

    return act_and_close


@dataclass
class Server:
    """`acts` are taken in turn; the last one stays."""

    port: int
    acts: deque[Act] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    here: threading.local = field(default_factory=threading.local)
    """`asked` is the request that this thread answers."""

    def will(self, *acts: Act) -> None:
        self.acts.extend(acts)

    def serve(self, link: socket.socket, number: int) -> None:
        with link, suppress(OSError):
            pending = b""
            while True:
                while b"\r\n\r\n" not in pending:
                    if not (got := link.recv(65_536)):
                        return
                    pending += got
                head, _, pending = pending.partition(b"\r\n\r\n")
                line, *lines = head.decode().split("\r\n")
                headers = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in lines)}
                while len(pending) < int(headers.get("content-length", 0)):
                    pending += link.recv(65_536)
                size = int(headers.get("content-length", 0))
                self.here.asked = Asked(line, headers, pending[:size], number)
                self.asked.append(self.here.asked)
                pending = pending[size:]
                if not (self.acts.popleft() if len(self.acts) > 1 else self.acts[0])(link):
                    return


@contextmanager
def serving(tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server, open_links = Server(listening.getsockname()[1]), list[socket.socket]()

        def accept() -> None:
            with suppress(OSError):
                while True:
                    link, _ = listening.accept()
                    server.connections += 1
                    threading.Thread(target=begin, args=(link, server.connections), daemon=True).start()

        def begin(link: socket.socket, number: int) -> None:
            with suppress(OSError):
                secured = tls.wrap_socket(link, server_side=True) if tls else link
                open_links.append(secured)
                server.serve(secured, number)
            link.close()

        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        yield server
        listening.shutdown(socket.SHUT_RDWR)
        accepting.join(2)
        for link in open_links:
            with suppress(OSError):
                link.close()
