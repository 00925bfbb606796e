"""HTTP/1.1 over one kept-alive connection: a request goes out whole, its answer comes back whole.

Requests of one function follow each other, so there is one connection per host; threads would have one each at a time.
"""

import select
import socket
import ssl
from contextlib import suppress
from typing import NamedTuple

from argosy.kernel.transport import tls
from argosy.kernel.transport.errors import NoAnswer, NotReached, Stale
from argosy.kernel.transport.services import Endpoint

CONNECT_SECONDS, READ_SECONDS = 2, 5
LARGEST_HEAD_BYTES = 65_536
CHUNK = 262_144

_idle: dict[Endpoint, list["Line"]] = {}


class Answer(NamedTuple):
    """What came back; names of headers are in small letters."""

    status: int
    headers: dict[str, str]
    body: bytes


def send(to: Endpoint, headers: dict[str, str], body: bytes, *, method: str = "POST") -> Answer:
    """One request, sent once. Raises NotReached, Stale or NoAnswer. Here tests put themselves in AWS's place."""
    head = "".join([f"{name}: {value}\r\n" for name, value in headers.items()])
    message = f"{method} {to.path} HTTP/1.1\r\n{head}content-length: {len(body)}\r\n\r\n".encode("latin-1") + body
    idle = _idle.setdefault(to._replace(path=""), [])
    line = _living(idle) or Line(to)
    answer = line.ask(message)
    if line.reusable:
        idle.append(line)
    return answer


def _living(idle: list["Line"]) -> "Line | None":
    with suppress(IndexError):  # none is left
        while not (line := idle.pop()).quiet():
            line.close()
        return line
    return None


class Line:
    """One connection, used by one request at a time."""

    def __init__(self, to: Endpoint) -> None:
        """Raises NotReached."""
        self.reusable, self._used, self._heard, self._rest = False, False, False, b""
        try:
            self._socket = _connected(to)
        except OSError as lost:
            raise NotReached(f"{to.authority}: {lost}") from lost

    def quiet(self) -> bool:
        """Whether nothing waits to be read: what does is the end of the connection, for nobody has been asked."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return not poll.poll(0)

    def close(self) -> None:
        self._socket.close()

    def ask(self, message: bytes) -> Answer:
        """Raises Stale where a connection that was used before is closed without a word, else NoAnswer."""
        again, self._used, self._heard, self.reusable = self._used, True, False, False
        try:
            self._socket.sendall(message)
            return self._answer()
        except TimeoutError as lost:
            raise NoAnswer(f"no answer in {READ_SECONDS} s") from lost
        except (OSError, ValueError) as lost:
            raise (Stale if again and not self._heard else NoAnswer)(str(lost)) from lost
        finally:
            if not self.reusable:
                self.close()

    def _answer(self) -> Answer:
        head = self._until(b"\r\n\r\n", LARGEST_HEAD_BYTES).decode("latin-1")
        first, *lines = head.split("\r\n")
        version, status, *_ = first.split(" ", 2)
        pairs = [line.partition(":") for line in lines]
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        kept = headers.get("connection", "").lower() != "close" and version == "HTTP/1.1"
        if headers.get("transfer-encoding", "").lower() == "chunked":
            body = self._chunks()
        elif "content-length" in headers:
            body = self._exactly(int(headers["content-length"]))
        else:
            body, kept = self._everything(), False
        self.reusable = kept and not self._rest
        return Answer(int(status), headers, body)

    def _more(self) -> None:
        got = self._socket.recv(CHUNK)
        if not got:
            raise ConnectionError("closed by the other side")
        self._heard = True
        self._rest += got

    def _until(self, mark: bytes, most: int) -> bytes:
        while (end := self._rest.find(mark)) < 0 and len(self._rest) <= most:
            self._more()
        if not 0 <= end <= most:
            raise ValueError("a head without an end")
        found, self._rest = self._rest[:end], self._rest[end + len(mark) :]
        return found

    def _exactly(self, size: int) -> bytes:
        if size < 0:
            raise ValueError("a length below nothing")
        parts, missing = [self._rest], size - len(self._rest)
        while missing > 0:
            got = self._socket.recv(min(missing, CHUNK))
            if not got:
                raise ConnectionError("closed in the middle of an answer")
            parts.append(got)
            missing -= len(got)
        whole = b"".join(parts)
        self._rest = whole[size:]
        return whole[:size]

    def _chunks(self) -> bytes:
        parts = []
        while size := int(self._until(b"\r\n", LARGEST_HEAD_BYTES).partition(b";")[0], 16):
            parts.append(self._exactly(size))
            self._until(b"\r\n", 2)
        while self._until(b"\r\n", LARGEST_HEAD_BYTES):
            pass  # trailers
        return b"".join(parts)

    def _everything(self) -> bytes:
        parts = [self._rest]
        while got := self._socket.recv(CHUNK):
            parts.append(got)
        self._rest = b""
        return b"".join(parts)


def _connected(to: Endpoint) -> socket.socket:
    plain = socket.create_connection((to.host, to.port), timeout=CONNECT_SECONDS)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    found = plain
    if to.secure:
        try:
            found = tls.secured(plain, to.host)
        except ssl.SSLCertVerificationError:
            plain.close()
            if not tls.distrust_pins(to.host):
                raise
            return _connected(to)
        except OSError:
            plain.close()
            raise
    found.settimeout(READ_SECONDS)
    return found
