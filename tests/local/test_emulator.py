"""What the local stack puts around MiniStack, without MiniStack: addresses, workers, streams, outboxes."""

import argparse
import asyncio
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local import emulator, forks, mail, pool, streams, workers

PORTS = argparse.Namespace(aws=1, mail=3)


def ask(port: int, path: str, headers: dict[bytes, bytes] | None = None) -> tuple[dict[str, Any] | None, int]:
    """What MiniStack got, and the status that was answered without it."""
    seen: list[dict[str, Any]] = []
    sent: list[dict[str, Any]] = []

    async def ministack(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    raw = path.encode()
    scope = {"type": "http", "server": ("127.0.0.1", port), "method": "GET", "path": path, "raw_path": raw}
    given = {**scope, "query_string": b"", "headers": list((headers or {}).items())}

    async def call() -> None:
        await emulator.composed(ministack, PORTS)(given, receive, send)

    asyncio.run(call())
    return (seen[0] if seen else None), (sent[0]["status"] if sent else 0)


def test_calls_of_aws_reach_the_emulator_as_they_are() -> None:
    got, _ = ask(PORTS.aws, "/bucket/key")
    assert got is not None
    assert got["path"] == "/bucket/key"


def stream_of(*names: str) -> dict[str, Any]:
    return {"Records": [{"eventSource": "aws:dynamodb", "name": name} for name in names]}


@pytest.fixture
def dead(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of records that reached the failure destination of a mapping with three retries."""
    found: list[str] = []

    class Service:
        @staticmethod
        def _send_ddb_stream_failure_record(mapping: Any, function: Any, records: Any, *rest: Any) -> None:
            found.extend(record["name"] for record in records)

    monkeypatch.setattr(streams, "module", lambda name: Service)
    monkeypatch.setattr(streams, "PAUSE_SECONDS", 0)
    mapping = {"MaximumRetryAttempts": 3, "EventSourceArn": "arn:stream"}
    streams.remembering(lambda records, mapping: records)([], mapping)
    return found


def test_a_poisoned_record_ends_as_a_dead_letter_and_takes_no_neighbour_along(dead: list[str]) -> None:
    handled: list[str] = []

    def execute(function: Any, event: Any) -> dict[str, Any]:
        names = [record["name"] for record in event["Records"]]
        if "poison" in names:
            return {"error": True}
        handled.extend(names)
        return {"body": {"batchItemFailures": []}}

    assert streams.bounded(execute)(None, stream_of("first", "poison", "last")) == {"body": None}
    assert (handled, dead) == (["first", "last"], ["poison"])


def test_a_record_named_in_batch_item_failures_comes_again_instead_of_being_lost(dead: list[str]) -> None:
    answers: Iterator[dict[str, Any]] = iter(
        [{"body": {"batchItemFailures": [{"itemIdentifier": "1"}]}}, {"body": {"batchItemFailures": []}}]
    )
    assert streams.bounded(lambda function, event: next(answers))(None, stream_of("late")) == {"body": None}
    assert dead == []


def test_a_call_beyond_the_workers_waits_for_one_instead_of_being_refused() -> None:
    free = ["worker"]

    def acquire(*_: Any, **__: Any) -> tuple[str | None, str]:
        return (free.pop(), "reused") if free else (None, "func_cap")

    take, give = pool.waiting(acquire), pool.announcing(free.append)
    first, _ = take("f", {}, b"")
    threading.Timer(0.02, give, [first]).start()
    assert take("f", {}, b"") == ("worker", "reused")


def test_a_layer_built_for_lambdas_machine_is_not_mounted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import io
    import zipfile

    def archive(name: str) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as made:
            made.writestr(name, "content")
        return buffer.getvalue()

    monkeypatch.setenv("ARGOSY_STATE", str(tmp_path))
    layers = {"ours": archive("python/argosy/x.py"), "theirs": archive("python/x.cpython-313-aarch64-linux-gnu.so")}
    service = type("Service", (), {"_resolve_layer_zip": staticmethod(layers.get)})
    monkeypatch.setattr(workers, "module", lambda name: service)
    mounted = workers.layer("ours")
    assert mounted is not None
    assert (Path(mounted) / "python" / "argosy" / "x.py").read_text() == "content"
    assert workers.layer("theirs") is None


def test_a_worker_is_a_copy_with_its_own_environment_and_ends_when_told(tmp_path: Path) -> None:
    script = "import os, sys\nprint(os.environ['GIVEN'], os.getcwd(), flush=True)"
    echo = "print(sys.stdin.readline(), end='', flush=True)\nsys.stdin.readline()"
    worker = forks.fork(f"{script}\n{echo}", {"GIVEN": "yes"}, str(tmp_path))
    assert worker.stdout.readline() == f"yes {os.path.realpath(tmp_path)}\n"
    worker.stdin.write("echo\n")
    assert worker.stdout.readline() == "echo\n"
    assert worker.poll() is None
    worker.terminate()
    worker.wait(timeout=5)
    assert worker.poll() is not None
    worker.stderr.close()
    forks.stop()


@pytest.mark.parametrize(
    ("forms", "shown"),
    [
        ({"GCM": json.dumps({"notification": {"title": "Paid", "body": "Thank you"}})}, ("Paid", "Thank you")),
        ({"APNS": json.dumps({"aps": {"alert": {"title": "Paid", "body": "Thank you"}}})}, ("Paid", "Thank you")),
        ({"default": "Thank you"}, (None, "Thank you")),
    ],
)
def test_a_push_is_shown_by_its_title_and_text(forms: dict[str, str], shown: tuple[str | None, str]) -> None:
    assert mail._notification(json.dumps(forms), "json") == shown
