"""The locked wheels of the layer, for Lambda's machine; whatever has none is refused by name before anything is made.

uv unpacks wheels and runs none of them, so any machine installs the same files. Building a source runs its code, and a
source with native parts would be built for this machine: so only what stands in PURE_SOURCES is ever built.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from infra import compiled

HERE = Path(__file__).parent
REQUIREMENTS = HERE / "requirements.txt"
BACKEND = HERE / "backend.txt"
PLATFORM = "aarch64-manylinux_2_34"  # Amazon Linux 2023 has glibc 2.34

PURE_SOURCES = {"python-alipay-sdk": "sha256:e1bbe2f026cb331500878bfc32ff007b533d0fbc64ce73dd1ff1671bf2d9d01a"}
"""Published as a source only. The one with this hash was read: five modules of Python, a setup.py that compiles nothing.
Another version is another hash, and has to be read again (docs/decisions/0006)."""


class Unbuildable(Exception):
    """The layer cannot be made of what is locked; the message names each package that is in the way."""


class Unreachable(Exception):
    """No registry answered, so nothing can be said about the packages."""


def install(site: Path, requirements: Path = REQUIREMENTS) -> None:
    """Every locked wheel by its hash. Raises Unbuildable, Unreachable.

    Copies: a hard link would let `trim` edit uv's own cache. The cache may hold a wheel that another backend made of
    the same source, so sources are built anew: their bytes follow from `backend.txt`.
    """
    resolve(requirements)
    built = ("--build-constraints", str(BACKEND), "--preview-features", "build-dependency-hashes")
    anew = (word for name in PURE_SOURCES for word in ("--refresh-package", name))
    done = _uv("--quiet", "--target", str(site), *built, "--require-build-hashes", *anew, "-r", str(requirements))
    if done.returncode:
        raise Unbuildable(done.stderr.strip())
    for name in PURE_SOURCES:
        check_pure(name, site)


def resolve(requirements: Path = REQUIREMENTS) -> None:
    """Asks the registry, and installs nothing. Raises Unbuildable with every package that has no wheel, Unreachable."""
    locked = blocks(requirements.read_text())
    refused = [
        f"{name}: the lock names another file than the source that was read; read it, then say its hash in PURE_SOURCES"
        for name, known in PURE_SOURCES.items()
        if name in locked and re.findall(r"--hash=(\S+)", locked[name]) != [known]
    ]
    # What nobody read is refused before uv sees it.
    if not refused and _asked(requirements.read_text()):
        # uv stops at the first one that it cannot have, so each is asked for by itself.
        refused = [f"{name}: {why}" for name, block in locked.items() if (why := _asked(block))]
    if refused:
        raise Unbuildable(f"not to be had for {PLATFORM} and Python {compiled.VERSION}:\n  " + "\n  ".join(refused))


def blocks(lock: str) -> dict[str, str]:
    """Each package's lines of a lock file by its name."""
    return {block.partition("==")[0]: block for block in re.findall(r"^\S+==(?:.*\\\n)*.*\n", lock, re.MULTILINE)}


def check_pure(name: str, site: Path) -> None:
    """Raises Unbuildable where what was built of a source belongs to one machine or one Python."""
    (told,) = site.glob(f"{name.replace('-', '_')}-*.dist-info/WHEEL")
    tags = re.findall(r"^Tag: (.+)$", told.read_text(), re.MULTILINE)
    if not all(tag.endswith("-none-any") for tag in tags):
        raise Unbuildable(f"{name} was built for {', '.join(tags)}: it has native parts and needs a wheel of its own")


def _asked(lock: str) -> str:
    """Why it cannot be had, empty where it can. Raises Unreachable."""
    with tempfile.TemporaryDirectory() as nowhere:
        done = _uv("--dry-run", "--target", nowhere, "-r", "-", given=lock)
    if done.returncode == 0:
        return ""
    said = " ".join(done.stderr.split())  # it breaks lines at a terminal's width
    if done.returncode != 1 or "network was disabled" in said:
        raise Unreachable(said)
    return " ".join(re.findall(r"cause: Because (.+?),? and you require", said)) or said


def _uv(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    beside = Path(sys.executable).with_name("uv")
    # The system's certificates, as ./argosy has it: a registry behind a company's proxy is signed by the company.
    asked = [str(beside) if beside.exists() else "uv", "pip", "install", "--system-certs", "--python", sys.executable]
    machine = ("--python-platform", PLATFORM, "--python-version", compiled.VERSION)
    exactly = ("--only-binary", ":all:", "--no-deps", "--require-hashes", "--link-mode", "copy")
    # uv reads the two together: nothing is built, but for these.
    sources = (word for name in PURE_SOURCES for word in ("--no-binary", name))
    command = [*asked, *machine, *exactly, *sources, *arguments]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False)
