"""The script and the smaller commands."""

import argparse
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.__main__ import main as bench
from bench.year.__main__ import main as year
from local import cli, faults, invoke, logs, names
from local.home import ROOT, Problem


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for the state of a stack that never ran."""
    monkeypatch.setenv("ARGOSY_STATE", str(tmp_path))
    yield tmp_path


def test_the_script_is_one_that_every_posix_shell_reads() -> None:
    assert subprocess.run(["sh", "-n", str(ROOT / "argosy")], check=False).returncode == 0


def test_the_script_says_what_to_install_when_no_python_works(tmp_path: Path) -> None:
    for needed in ("cksum", "dirname", "cat", "sed"):
        (tmp_path / needed).symlink_to(Path("/usr/bin") / needed)
    shim = tmp_path / "python3"
    shim.write_text("#!/bin/sh\necho 'pyenv: command not found' >&2\nexit 127\n")
    shim.chmod(0o755)
    script = tmp_path / "argosy"
    script.write_text((ROOT / "argosy").read_text())
    (tmp_path / "requirements.lock").touch()
    run = subprocess.run(
        ["/bin/sh", str(script)], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "needs Python 3.11" in run.stderr


@pytest.mark.parametrize("chain", [("one",), ("bin/two", "one"), ("bin/three", "bin/two", "one")])
def test_the_script_finds_its_project_through_links_from_anywhere(chain: tuple[str, ...], tmp_path: Path) -> None:
    project = tmp_path / "a project"
    python = project / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$0" "$@"\n')
    python.chmod(0o755)
    (project / "requirements.lock").touch()
    (project / "argosy").write_text((ROOT / "argosy").read_text())
    (project / "argosy").chmod(0o755)
    summed = subprocess.run(["cksum"], input=b"", capture_output=True, check=True).stdout.decode().strip()
    (project / ".venv" / ".argosy-stamp").write_text(f"{summed} {project.resolve()}\n")
    (tmp_path / "bin").mkdir()
    target = Path("a project/argosy")
    for link in reversed(chain):
        # Each names the next by a way that starts where the link lies.
        (tmp_path / link).symlink_to(os.path.relpath(tmp_path / target, (tmp_path / link).parent))
        target = Path(link)

    run = subprocess.run([tmp_path / chain[0], "status"], cwd="/", capture_output=True, text=True, check=False)
    assert run.stdout.splitlines() == [str(python.resolve()), "-m", "local.cli", "status"], run.stderr


def test_no_registry_is_named_so_a_private_one_can_be_configured() -> None:
    assert "://" not in (ROOT / "argosy").read_text().replace("https://nodejs.org", "")


@pytest.mark.parametrize("handler", ["functions.orders.checkout.handler", "functions/orders/checkout.handler"])
def test_a_function_is_called_by_the_name_of_its_file(handler: str) -> None:
    assert invoke.capability(handler) == "orders/checkout"


def test_a_function_without_a_sample_says_where_one_was_looked_for() -> None:
    with pytest.raises(Problem, match=r"events/samples/nowhere/nothing\.json"):
        invoke.sample("nowhere/nothing", None)


def test_a_structured_log_line_is_shown_in_words() -> None:
    line = {"level": "INFO", "message": "order placed", "order_id": "ord_1", "service": "orders", "cold_start": True}
    assert logs.plain(json.dumps(line)) == "INFO order placed order_id=ord_1"
    assert logs.plain("Traceback") == "Traceback"


def test_arguments_of_other_programs_are_handed_on_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []

    def run(arguments: argparse.Namespace) -> int:
        seen.append(arguments.rest)
        return 0

    monkeypatch.setitem(cli.HANDED_ON, "test", (run, "tests"))
    assert cli.main(["test", "-k", "clock", "--tb=short"]) == 0
    assert seen == [["-k", "clock", "--tb=short"]]


@pytest.mark.parametrize(
    "typed",
    ["orders/checkout", "functions/orders/checkout.py", "./functions/orders/checkout.py", "functions.orders.checkout",
     "functions/orders/checkout", "orders.checkout", str(ROOT / "functions/orders/checkout.py")],
)  # fmt: skip
def test_a_function_is_meant_by_its_path_as_well_as_by_its_name(typed: str) -> None:
    assert names.capability(typed) == "orders/checkout"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("nope", "write it like its file below functions/: orders/checkout"),
        ("", "write it like its file below functions/: orders/checkout"),
        ("orders/chekout", r"did you mean orders/checkout\b"),
    ],
)
def test_logs_of_what_is_no_function_are_refused_with_a_hint_instead_of_being_empty(
    state: Path, typed: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["logs", typed]) == 1
    with pytest.raises(Problem, match=hint):
        logs.named(typed)
    assert "writes logs" in capsys.readouterr().err


def test_a_context_that_is_called_like_a_function_is_told_its_functions() -> None:
    assert "orders/cart, orders/checkout" in names.meant("orders", names.capabilities())


def test_logs_are_chosen_by_function_by_context_and_by_the_file_of_either(
    state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (state / "logs").mkdir()
    lines = (
        "argosy-orders-checkout\tslow",
        "argosy-payments-pay\tquick",
        "http\tGET / 200",
        "http\tPOST /v1/orders 201 in 9 ms",
        "http\tGET /v1/orders/ord_1 200 in 9 ms",
    )
    (state / "logs" / "functions.log").write_text("".join(f"1795147680\t{line}\n" for line in lines))
    shown = {}
    for name in ("orders", "orders/checkout", "functions/orders/checkout.py", "http", "identity"):
        assert cli.main(["logs", name]) == 0
        shown[name] = capsys.readouterr()
    assert all("slow" in shown[name].out for name in ("orders", "orders/checkout", "functions/orders/checkout.py"))
    assert all("quick" not in said.out for said in shown.values())
    # Whoever asks for a function sees the requests that it answered too, for most write nothing of their own.
    assert "POST /v1/orders 201" in shown["orders/checkout"].out
    assert "ord_1" not in shown["orders/checkout"].out
    assert "ord_1" in shown["orders"].out
    assert [line.partition(" http ")[2][:10] for line in shown["http"].out.splitlines()] == [
        "GET / 200",
        "POST /v1/o",
        "GET /v1/or",
    ]
    assert "nothing yet of identity" in shown["identity"].err


def test_logs_before_there_are_any_say_how_to_start(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["logs"]) == 1
    assert "./argosy up" in capsys.readouterr().err


def test_what_is_no_event_is_refused_before_any_function_is_called(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("no JSON")
    (tmp_path / "list.json").write_text("[]")
    with pytest.raises(Problem, match="cannot be read as JSON"):
        invoke.sample("orders/checkout", str(tmp_path / "words"))
    with pytest.raises(Problem, match="an event is a JSON object"):
        invoke.sample("orders/checkout", str(tmp_path / "list.json"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["clock", "-1d"], "'-1d' is no step forward"),
        (["clock", "-1d", "--reset"], "a step or --reset, not both"),
        (["clock", "+2d", "--reset"], "a step or --reset, not both"),
        (["clock", "--reset", "extra"], "a step or --reset, not both"),
        (["clock", ""], "'' is no step forward"),
        (["clock", "+1d", "+1d"], "usage: argosy clock"),
        (["clock", "--nope"], "usage: argosy clock"),
        (["test", "nope"], "there are no tests at 'nope'"),
        (["test", "-q", "--tb=short", "tests/nope.py::test_x"], "there are no tests at 'tests/nope.py::test_x'"),
        (["up", "extra"], "usage: argosy up"),
    ],
)
def test_a_wrong_argument_is_one_sentence_and_changes_nothing(
    state: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(words) != 0
    assert said in capsys.readouterr().err
    assert not (state / "clock").exists()


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (faults.main, ["--pairs", "-1"]),
        (faults.main, ["--processes", "0"]),
        (faults.main, ["--replay", "nope"]),
        (faults.main, ["--replay", "duel one: once; x y"]),
        (year, ["--orders", "0"]),
        (year, ["--orders", "-5"]),
        (year, ["--chart", "/nowhere/year.svg"]),
    ],
)
def test_what_runs_for_minutes_looks_at_its_arguments_first(
    command: Any, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        command(words)
    assert ended.value.code == 2
    assert len(capsys.readouterr().err.split(": error: ")) == 2


def test_the_bench_says_which_benches_there_are_where_none_has_that_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench(["nope"]) != 0
    assert "rivals" in capsys.readouterr().out


@pytest.mark.parametrize(
    "line", ["seed 20265035", "duel same_reserve_twice: once twice; 3 throttle", "put order@2 crash_after"]
)
def test_a_line_that_a_failure_printed_is_taken_again(line: str) -> None:
    assert faults.LINE.fullmatch(line)


@pytest.mark.parametrize("command", [["status"], ["up"], ["clock"], ["logs"]])
def test_a_state_that_cannot_be_a_folder_is_said_by_its_name(
    command: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ARGOSY_STATE", "/dev/null")
    assert cli.main(command) == 1
    assert "/dev/null cannot hold the stack's state" in capsys.readouterr().err


def test_no_command_shows_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    assert "start the local stack" in capsys.readouterr().out
