"""A webhook endpoint for the tests: remembers what came and answers as it was told."""

from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any

import stripe


@dataclass(frozen=True)
class Received:
    signature: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    def verified(self, secret: str) -> Any:
        """By the official SDK. Raises SignatureVerificationError."""
        return stripe.Webhook.construct_event(self.body, self.signature, secret)


class Endpoint:
    """Answers the statuses of `answers` one by one, then 200; `says` is the body of every answer."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.answers: list[int] = []
        self.says = ""
        self.answer_seconds = 0.0
        self.most_at_once = 0
        self._at_once = 0
        self._lock = Lock()
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                came = Received(self.headers.get("Stripe-Signature", ""), body, dict(self.headers))
                self.send_response(endpoint._take(came))
                self.end_headers()
                self.wfile.write(endpoint.says.encode())

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def types(self, secret: str) -> list[str]:
        return [one.verified(secret).type for one in self.received]

    def wait_for(self, number: int, seconds: float = 5.0) -> None:
        deadline = monotonic() + seconds
        while len(self.received) < number:
            assert monotonic() < deadline, f"{len(self.received)} of {number} came"
            sleep(0.01)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _take(self, received: Received) -> int:
        with self._lock:
            self.received.append(received)
            status = self.answers.pop(0) if self.answers else 200
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        sleep(self.answer_seconds)
        with self._lock:
            self._at_once -= 1
        return status
