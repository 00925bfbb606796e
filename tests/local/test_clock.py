"""The clock of the local stack: what one may ask of it, and how the product's own clock is moved without knowing."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from local import clock
from local.home import ROOT, Problem
from local.stack import Stack
from local.timeshift import shift


@pytest.mark.parametrize(
    ("step", "moved"),
    [
        ("+2d", timedelta(days=2)),
        ("+90m", timedelta(minutes=90)),
        ("+1d12h", timedelta(hours=36)),
        ("+1w", timedelta(7)),
    ],
)
def test_a_step_adds_up_its_parts(step: str, moved: timedelta) -> None:
    assert clock.parse(step) == moved


@pytest.mark.parametrize("step", ["-2d", "2d", "+2", "+d", "+2y", "", "+1d -2h", "+1.5h"])
def test_anything_but_a_step_forward_is_refused_so_time_never_goes_back(step: str) -> None:
    with pytest.raises(Problem, match="no step forward"):
        clock.parse(step)


@pytest.mark.parametrize("step", ["+99999999d", "+999999999999999999999w", "+1d999999999999999999999999s"])
def test_a_step_out_of_the_years_that_the_stack_has_is_refused_and_the_clock_stays(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARGOSY_STATE", str(tmp_path))
    clock.set_offset(timedelta(days=2))
    with pytest.raises(Problem, match=r"end of 2099, \+\d+d from now at most"):
        clock.move(Stack(), clock.parse(step))
    assert clock.offset() == timedelta(days=2)


def test_many_steps_reach_the_last_year_and_no_further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOSY_STATE", str(tmp_path))
    clock.set_offset(clock.reached(clock.FURTHEST - datetime.now(UTC) - timedelta(days=1)))
    assert clock.reached(timedelta(hours=23)) > clock.offset()
    with pytest.raises(Problem):
        clock.reached(timedelta(hours=25))


def test_steps_add_up_and_a_reset_brings_back_the_present(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARGOSY_STATE", str(tmp_path))
    clock.set_offset(clock.offset() + timedelta(days=2))
    clock.set_offset(clock.offset() + timedelta(hours=1))
    assert clock.offset() == timedelta(days=2, hours=1)
    clock.set_offset(timedelta())
    assert clock.offset() == timedelta()


def test_a_worker_reads_the_new_offset_as_soon_as_the_file_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "clock"
    monkeypatch.setenv("ARGOSY_CLOCK_FILE", str(file))
    assert shift.offset_seconds() == 0
    for seconds in (60, 3600):
        file.write_text(f"{seconds}\n")
        os.utime(file, ns=(seconds, seconds))
        assert shift.offset_seconds() == seconds
    file.unlink()
    assert shift.offset_seconds() == 0


def test_the_products_clock_moves_in_a_worker_and_nowhere_else(tmp_path: Path) -> None:
    (tmp_path / "clock").write_text("172800")
    code = "from argosy.kernel import clock; print(clock.now().timestamp())"
    moved = {"PYTHONPATH": str(ROOT / "local" / "timeshift"), "ARGOSY_CLOCK_FILE": str(tmp_path / "clock")}
    path = f"{ROOT}{os.pathsep}{ROOT / 'layers'}"

    def said(extra: dict[str, str]) -> datetime:
        given = {
            **os.environ,
            **extra,
            "PYTHONPATH": f"{extra.get('PYTHONPATH', '')}{os.pathsep}{path}".strip(os.pathsep),
        }
        run = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True, check=True)
        return datetime.fromtimestamp(float(run.stdout), UTC)

    assert said(moved) - datetime.now(UTC) > timedelta(days=1, hours=23)
    assert abs(said({}) - datetime.now(UTC)) < timedelta(minutes=1)
