"""Everything that can be said about the sources without running them: style, types, contracts, templates, documents."""

import json
import subprocess
import sys

from local.home import ROOT
from tests.support.template import folder


def test_every_check_passes() -> None:
    folder()  # synthesised once, whoever asks first
    found = subprocess.run(
        [sys.executable, "-m", "local.cli", "check"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert found.returncode == 0, found.stdout + found.stderr


def test_cdk_nag_finds_nothing_that_is_not_acknowledged() -> None:
    report = json.loads((folder() / "validation-report.json").read_text())

    assert report["pluginReports"] == []
