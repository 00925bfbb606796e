"""Where the handlers run: Lambda's Python, the locked packages, our code as it is staged, and a host that speaks as AWS does."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import requires
from pathlib import Path

import certifi
from packaging.requirements import Requirement

from argosy.kernel.transport import roots
from bench import stage
from infra import compiled
from infra.code import Code
from tests.transport.authority import Authority
from tests.transport.server import serving

ROOT = Path(__file__).parents[1]
PACKAGES = ("boto3", "cryptography", "fastapi", "mangum", "pydantic", "pyjwt", "pynamodb")
"""What the handlers import, and with it whatever these need."""


@dataclass(frozen=True)
class Ground:
    """`environment(handler)` is all that a handler's process is given."""

    python: str
    paths: tuple[Path, ...]
    event: Path
    endpoint: str
    trusted: dict[str, Path]

    def environment(self, handler: str) -> dict[str, str]:
        """A handler of people's believes what pip brings, ours the roots that it pins; either way the host of this bench too."""
        bundle = self.trusted["argosy" if handler == "argosy" else "certifi"]
        return {
            **stage.ENVIRONMENT, "AWS_ENDPOINT_URL": self.endpoint, "AWS_CA_BUNDLE": str(bundle), "PYTHONHASHSEED": "0",
            "PYTHONPATH": os.pathsep.join(map(str, self.paths)), "PATH": os.environ["PATH"], "BENCH_EVENT": str(self.event),
        }  # fmt: skip

    @property
    def command(self) -> list[str]:
        """Without site: some packages of a developer's hang themselves into the interpreter's start."""
        return [self.python, "-S", "-m", "bench.run"]


@contextmanager
def ground(folder: Path, python: str) -> Iterator[Ground]:
    """For this interpreter. Everything is compiled beforehand, as the layer is."""
    code = Code.staged(folder / "staged", dependencies=None, compile_with=None)
    shutil.copytree(
        ROOT / "bench", folder / "own" / "bench", ignore=shutil.ignore_patterns("__pycache__", "costs", "year")
    )
    site = _site(python)
    paths = (Path(code.functions), Path(code.argosy) / "python", folder / "own", site)
    for path in paths[:3]:
        compiled.compile_folder(path, python, str(path))
    (folder / "event.json").write_text(stage.event())
    authority = Authority(folder)
    trusted = {"argosy": roots.extracted(), "certifi": Path(certifi.where()).read_text()}
    for name, certificates in trusted.items():
        (folder / f"{name}.pem").write_text(certificates + authority.root.read_text())
    with serving(authority.host()) as server:
        server.will(lambda link: stage.answer(server.here.asked, link))
        bundles = {name: folder / f"{name}.pem" for name in trusted}
        yield Ground(python, paths, folder / "event.json", f"https://127.0.0.1:{server.port}", bundles)


def _site(python: str) -> Path:
    """The packages for that interpreter, from the lock file; kept under build/."""
    if python == sys.executable:
        return Path(sysconfig.get_path("purelib"))
    wanted = "".join(_locked(_closure(PACKAGES)))
    folder = ROOT / "build" / f"bench-{hashlib.sha256(f'{python}{wanted}'.encode()).hexdigest()[:16]}"
    if not folder.exists():
        beside = folder.with_suffix(".new")
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        (beside / "requirements.txt").write_text(wanted)
        exactly = ("--no-deps", "--require-hashes", "--compile-bytecode", "--python", python, "--target", str(beside))
        uv = str(Path(sys.executable).with_name("uv"))
        subprocess.run([uv, "pip", "install", "--quiet", *exactly, "-r", str(beside / "requirements.txt")], check=True)
        beside.rename(folder)
    return folder


def _closure(names: Iterable[str]) -> set[str]:
    """These packages and all that they require."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        if (name := _plain(waiting.pop())) not in found:
            found.add(name)
            needs = [Requirement(text) for text in requires(name) or ()]
            waiting += [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    return found


def _locked(names: set[str]) -> Iterator[str]:
    """Their blocks of requirements.lock, hashes and all."""
    for block in re.split(r"^(?=\S)", (ROOT / "requirements.lock").read_text(), flags=re.MULTILINE):
        if _plain(block.partition("==")[0]) in names:
            yield block


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
