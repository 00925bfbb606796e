"""What every channel's simulator does alike: it serves on the loopback interface, works off what is due, and stops."""

import signal
import time
from abc import ABC, abstractmethod
from threading import Event, Thread
from types import TracebackType
from typing import Any, Self

from local.channels.clock import Clock
from local.channels.faults import Faults
from local.channels.http import Answer, Request, Server
from local.channels.webhooks import Webhooks

_TICK_SECONDS = 0.05


class Simulator(ABC):
    """It has its address from the beginning, and answers once started."""

    def __init__(self, clock: Clock, faults: Faults, webhooks: Webhooks, *, port: int) -> None:
        self.clock = clock
        self.faults = faults
        self.webhooks = webhooks
        self._server = Server(port, self._answer)
        self.url = self._server.url
        self._stopping = Event()
        self._threads = [Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)]
        self._threads.append(Thread(target=self._work, daemon=True))

    @property
    @abstractmethod
    def events(self) -> list[dict[str, Any]]:
        """All that was told, oldest first."""

    @abstractmethod
    def run_due(self) -> None:
        """What is due by the simulator's clock happens now; a thread calls this all the time."""

    @abstractmethod
    def _answer(self, request: Request) -> Answer:
        """Raises ConnectionDropped where a fault says so."""

    def start(self) -> Self:
        self.webhooks.start()
        for thread in self._threads:
            thread.start()
        return self

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._stopping.set()
        for thread in self._threads:
            thread.join()
        self.webhooks.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def wait_until_delivered(self, timeout_seconds: float = 10.0) -> None:
        """Until nothing is left to send. Raises TimeoutError."""
        deadline = time.monotonic() + timeout_seconds
        while not self.webhooks.idle:
            if time.monotonic() > deadline:
                raise TimeoutError(f"Still to be delivered: {self.webhooks.undelivered}")
            time.sleep(0.01)

    def serve(self) -> None:
        """Runs until the process is told to stop."""
        asked_to_stop = Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: asked_to_stop.set())
        with self:
            print(f"listening on {self.url}", flush=True)
            asked_to_stop.wait()

    def _work(self) -> None:
        while not self._stopping.wait(_TICK_SECONDS):
            self.run_due()
