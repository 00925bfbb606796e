"""Where schemathesis lives: an environment of its own by a lock of its own, made on the first run and when the lock changes."""

import subprocess
import sys
from pathlib import Path

from local.home import ROOT, Problem
from local.progress import phase

LOCK = Path(__file__).with_name("requirements.txt")
PLACE = ROOT / "build" / "fuzz"


def schemathesis() -> Path:
    """The program. Raises Problem where the registry does not give what the lock names."""
    stamp, wanted = PLACE / "lock.txt", LOCK.read_text()
    if not stamp.exists() or stamp.read_text() != wanted:
        with phase("making an environment for schemathesis (once)"):
            _uv("venv", "--quiet", "--clear", "--python", sys.executable, str(PLACE))
            _uv(
                "pip",
                "sync",
                "--quiet",
                "--system-certs",
                "--require-hashes",
                "--python",
                str(_bin("python")),
                str(LOCK),
            )
        stamp.write_text(wanted)
    return _bin("schemathesis")


def _bin(name: str) -> Path:
    return PLACE / "bin" / name


def _uv(*arguments: str) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("uv")), *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Problem(f"schemathesis could not be installed; the first time needs the network:\n{done.stderr.strip()}")
