"""The state of the local stack: its file, its ports, its processes."""

import json
import os
import socket
import sys
from pathlib import Path

import pytest

from local import cli, ports, processes, stack
from local.home import Problem


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ARGOSY_STATE", str(tmp_path))
    return tmp_path


def test_what_was_saved_is_loaded_by_the_next_command() -> None:
    saved = stack.Stack(api="http://127.0.0.1:8080", admin={"email": "a@example.com"}, processes={"emulator": 1})
    saved.save()
    assert stack.load() == saved


def test_a_file_of_another_version_counts_as_no_stack(home: Path) -> None:
    (home / "stack.json").write_text(json.dumps({"unheard_of": True}))
    assert stack.load() is None


def test_status_promises_addresses_and_people_and_hides_processes() -> None:
    shown = stack.Stack(api="http://127.0.0.1:8080", processes={"emulator": 1}).public()
    assert shown["docs"] == "http://127.0.0.1:8080/docs"
    assert {"api", "docs", "mail", "aws", "region", "table", "channels", "admin", "people"} == set(shown)


def test_status_says_how_to_start_and_fails_when_nothing_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["status", "--json"]) == 1
    assert "./argosy up" in capsys.readouterr().err


def test_a_recycled_process_number_is_not_taken_for_ours() -> None:
    stack.Stack(processes={"emulator": os.getpid()}).save()
    with pytest.raises(Problem, match="nothing runs"):
        stack.running()


def test_stopping_leaves_no_process_of_the_group(home: Path) -> None:
    (home / "sleeper.py").write_text(
        "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'import time; time.sleep(60)'])"
    )
    environment = {**os.environ, "PYTHONPATH": str(home)}
    pid = processes.start("sleeper", "sleeper", [str(home)], environment)
    assert processes.alive(pid)
    processes.stop([pid])
    assert not processes.alive(pid)
    with pytest.raises(ProcessLookupError):
        os.killpg(pid, 0)


def test_a_taken_port_is_said_and_the_next_free_one_is_chosen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        usual = busy.getsockname()[1]
        monkeypatch.setitem(ports.USUAL, "api", usual)
        taken: set[int] = set()
        chosen = ports.choose("api", taken)
    assert chosen != usual
    assert taken == {chosen}
    assert f"port {usual} is taken" in capsys.readouterr().err


def test_two_services_never_get_the_same_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ports.USUAL, "api", 48080)
    monkeypatch.setitem(ports.USUAL, "mail", 48080)
    taken: set[int] = set()
    assert ports.choose("api", taken) != ports.choose("mail", taken)


def test_the_cli_reads_help_without_importing_a_command() -> None:
    before = set(sys.modules)
    cli.parser().format_help()
    assert not {"boto3", "aws_cdk", "ministack"} & (set(sys.modules) - before)
