"""What `./argosy` says while it works: nobody waits before a silent screen, and no file fills with moving lines."""

import io
import re
import time

import pytest

from local import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    def wait_for(self, text: str) -> None:
        """A busy machine may let the line wait."""
        deadline = time.monotonic() + 20
        while text not in self.getvalue() and time.monotonic() < deadline:
            time.sleep(0.01)


def test_a_phase_is_a_line_when_it_begins_and_one_with_its_time_when_it_ends(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with progress.phase("deploying", "a moment") as done:
        done.append("deployed 3 stacks")
    began, ended = capsys.readouterr().err.splitlines()
    assert began.endswith("s  deploying (a moment)")
    assert re.fullmatch(r" *\d+\.\ds  deployed 3 stacks in \d+\.\d s", ended)


def test_on_a_terminal_a_line_moves_and_only_the_last_one_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(progress, "FRAME_SECONDS", 0.01)
    with progress.phase("creating a world") as done:
        progress.at("reviews")
        for frame in "/-":
            screen.wait_for(f"{progress.ERASE}{frame}")
        screen.wait_for("creating a world: reviews")
        progress.progress("port 8080 is taken")
        done.append("created a world")

    written = screen.getvalue()
    assert "creating a world: reviews" in written
    stays = [line.rpartition(progress.ERASE)[2] for line in written.split("\n")]
    assert [line.partition("s  ")[2].partition(" in ")[0] for line in stays] == [
        "port 8080 is taken",
        "created a world",
        "",
    ]


def test_a_line_that_moves_is_never_longer_than_the_terminal_is_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(progress, "FRAME_SECONDS", 0.01)
    with progress.phase("x" * 200):
        screen.wait_for(f"{progress.ERASE}/")
    moved = [line for line in screen.getvalue().split(progress.ERASE) if line and line[0] in progress.FRAMES]
    assert moved
    assert max(map(len, moved)) < 40


def test_what_fails_ends_its_line_and_claims_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="no"), progress.phase("deploying"):
        raise ValueError("no")
    assert len(capsys.readouterr().err.splitlines()) == 1
