"""Python's compiled files for Lambda's own version: without them each cold start compiles every module again."""

import glob
import os
import shutil
import subprocess
import sys
from pathlib import Path

VERSION = "3.13"


def python() -> str | None:
    """An interpreter of Lambda's minor version, or None. A name on the PATH proves nothing, so each is tried."""
    pyenv = os.environ.get("PYENV_ROOT", str(Path.home() / ".pyenv"))
    candidates = [
        os.environ.get("ARGOSY_LAMBDA_PYTHON", ""),
        shutil.which(f"python{VERSION}") or "",
        *sorted(glob.glob(f"{pyenv}/versions/{VERSION}.*/bin/python"), reverse=True),  # noqa: PTH207
        _known_to_uv(),
    ]
    return next((candidate for candidate in candidates if candidate and _is_it(candidate)), None)


def compile_folder(folder: Path, interpreter: str, shown_as: str) -> None:
    """Compiles every module in place; `shown_as` is where tracebacks say it lies.

    The files hold the source's hash and nobody compares it: times in a zip mean nothing, and /opt cannot be written.
    """
    compiling = [interpreter, "-m", "compileall", "-q", "-j", "0", "--invalidation-mode", "unchecked-hash"]
    subprocess.run([*compiling, "-s", str(folder), "-p", shown_as, str(folder)], check=True, env=_plain())


def _known_to_uv() -> str:
    beside = Path(sys.executable).with_name("uv")
    uv = str(beside) if beside.exists() else shutil.which("uv")
    if uv is None:
        return ""
    asked = [uv, "python", "find", "--no-project", VERSION]
    found = subprocess.run(asked, capture_output=True, text=True, check=False)
    return found.stdout.strip() if found.returncode == 0 else ""


def _is_it(candidate: str) -> bool:
    asked = [candidate, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        return (
            subprocess.run(asked, capture_output=True, text=True, check=False, timeout=20, env=_plain()).stdout.strip()
            == VERSION
        )
    except OSError:
        return False


def _plain() -> dict[str, str]:
    """Our own PYTHON* variables would change what another interpreter does."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
