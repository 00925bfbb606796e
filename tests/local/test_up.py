"""`./argosy up`: one at a time, nothing old shown again, and a sentence where its processes are taken away meanwhile."""

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from local import cli, logs, stack, up
from local.alone import alone
from local.home import ROOT, Problem, function_log

DETACHED = argparse.Namespace(detach=True, stage="")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("ARGOSY_STATE", str(tmp_path))
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield tmp_path
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_second_up_says_who_is_at_it_and_disturbs_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    held = "import time\nfrom local.alone import alone\nwith alone('up', ''):\n print('holds', flush=True)\n time.sleep(60)"
    first = subprocess.Popen([sys.executable, "-c", held], cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == b"holds\n"
        for name in ("start", "stop", "synthesise"):
            monkeypatch.setattr(up, name, None)  # whoever calls it fails
        assert cli.main(["up", "--detach"]) == 1
    finally:
        first.kill()
        first.communicate()
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert f"runs already (process {first.pid})" in said
    assert "./argosy status" in said


def test_a_lock_ends_with_whoever_held_it_however_that_was() -> None:
    held = "import os\nfrom local.alone import alone\nwith alone('up', ''):\n os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", held], cwd=ROOT, check=False)
    with alone("up", "wait"):
        assert os.getpid()


def test_locks_of_other_commands_and_other_stacks_do_not_hinder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with alone("up", "wait"), alone("clock", "wait"):
        monkeypatch.setenv("ARGOSY_STATE", str(tmp_path / "other"))
        with alone("up", "wait"):
            pass


def test_a_stack_whose_processes_are_taken_away_meanwhile_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = stack.Stack(processes={"emulator": 1})  # number one is never one of ours

    def refused(*_: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(up, "start", lambda: ran)
    monkeypatch.setattr(up, "synthesise", lambda: ROOT)
    monkeypatch.setattr(up, "deploy", refused)
    with pytest.raises(Problem, match="a process of the stack ended meanwhile"):
        up.up(DETACHED)


def test_a_fault_of_our_own_is_not_called_a_process_that_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(stage: str) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(up, "start", lambda: stack.Stack(processes={"emulator": 1}))
    monkeypatch.setattr(stack.Stack, "alive", lambda self: True)
    monkeypatch.setattr(up, "synthesise", broken)
    monkeypatch.setattr(up, "load", lambda: None)
    with pytest.raises(ZeroDivisionError):
        up.up(DETACHED)


def test_following_shows_new_lines_only_so_the_addresses_stay_on_the_screen(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    function_log().parent.mkdir()
    function_log().write_text("1795147680\thttp\tPOST /v1/users 202\n")

    lives = iter((True, True, False))

    def alive(_: stack.Stack) -> bool:
        with function_log().open("a") as log:
            log.write("1795147681\thttp\tGET /v1/me 200\n")
        return next(lives)

    monkeypatch.setattr(stack.Stack, "alive", alive)
    monkeypatch.setattr(logs, "ALIVE_SECONDS", 0)
    logs.follow(stack.Stack(), None, old=False)
    shown = capsys.readouterr().out
    assert "GET /v1/me 200" in shown
    assert "POST /v1/users" not in shown


def test_status_of_a_stack_that_is_being_started_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    starting = stack.Stack(api="http://127.0.0.1:1", processes={"emulator": os.getpid()})
    starting.save()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(stack.Stack, "alive", lambda self: True)
        assert cli.main(["status"]) == 0
        assert "not ready yet" in capsys.readouterr().err
        for command in (["clock", "+1d"], ["invoke", "orders/checkout"]):
            assert cli.main(command) == 1
            assert "the stack is not ready yet" in capsys.readouterr().err
    assert json.loads(stack.path().read_text())["ready"] is False
