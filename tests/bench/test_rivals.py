"""What is measured is true: the same request over TLS, to a host that answers as AWS does, by handlers that all do their work."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench import __main__ as benches
from bench.ground import PACKAGES, _closure, _locked, ground
from bench.rivals import HANDLERS


def test_every_handler_writes_the_comment_over_tls_and_ours_loads_fewest_modules(tmp_path: Path) -> None:
    modules = {}
    with ground(tmp_path, sys.executable) as here:
        for name in HANDLERS:
            done = subprocess.run(
                [*here.command, name, "2"], capture_output=True, text=True, env=here.environment(name), check=False
            )
            assert done.returncode == 0, done.stderr
            modules[name] = int(done.stderr.split()[-1])

    assert modules["argosy"] < 0.75 * modules["bare"]
    assert min(modules, key=lambda name: modules[name]) == "argosy"


def test_packages_are_the_locked_ones_with_all_that_they_need() -> None:
    names = _closure(PACKAGES)
    blocks = list(_locked(names))

    assert {"botocore", "cffi", "pydantic-core", "starlette"} <= names
    assert len(blocks) == len(names)
    assert all("--hash=sha256:" in block for block in blocks)


def test_a_bench_that_there_is_not_is_named_and_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert benches.main(["nothing"]) == 1
    assert "rivals" in capsys.readouterr().out
