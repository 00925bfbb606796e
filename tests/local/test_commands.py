"""The script and the smaller commands."""

import argparse
import json
import subprocess
from pathlib import Path

import pytest

from local import cli, invoke, logs
from local.home import ROOT, Problem


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


def test_no_command_shows_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([]) == 0
    assert "start the local stack" in capsys.readouterr().out
