"""What others know about good templates: cfn-lint and cdk-nag find nothing that is not acknowledged with its reason."""

import json
import subprocess
import sys
from pathlib import Path

from tests.support.template import folder


def test_cfn_lint_finds_nothing() -> None:
    linter = Path(sys.executable).with_name("cfn-lint")
    templates = sorted(map(str, folder().glob("*.template.json")))
    # W3005 asks to remove a DependsOn that the CDK writes by itself.
    found = subprocess.run([linter, "-i", "W3005", "--", *templates], capture_output=True, text=True, check=False)

    assert found.returncode == 0, found.stdout


def test_cdk_nag_finds_nothing_that_is_not_acknowledged() -> None:
    report = json.loads((folder() / "validation-report.json").read_text())

    assert report["pluginReports"] == []
