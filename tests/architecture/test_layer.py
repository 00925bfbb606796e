"""The layer of third-party packages: the same bytes each time, for Lambda's machine."""

import os
import time
from pathlib import Path

from argosy.kernel.transport import roots
from infra.archive import pack
from infra.code import Code
from layers.dependencies.build import REQUIREMENTS


def test_the_same_files_give_the_same_archive_whenever_and_wherever_they_were_written(tmp_path: Path) -> None:
    for place, names in (("one", "abc"), ("two", "cba")):
        for name in names:
            file = tmp_path / place / "python" / f"{name}.py"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{name} = 1\n")
            os.utime(file, (time.time() - 1000 * ord(place[0]),) * 2)
            file.chmod(0o600 if place == "one" else 0o755)
        pack(tmp_path / place, tmp_path / f"{place}.zip")

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_every_package_of_the_layer_is_named_with_its_hashes() -> None:
    lines = REQUIREMENTS.read_text().splitlines()
    packages = [line for line in lines if "==" in line]

    assert packages
    assert all(line.endswith("\\") for line in packages)


def test_our_own_code_travels_without_what_this_machine_compiled(tmp_path: Path) -> None:
    code = Code.staged(tmp_path / "staged", dependencies=None, compile_with=None)
    names = {path.relative_to(code.argosy).as_posix() for path in Path(code.argosy).rglob("*")}

    assert {"python/argosy/kernel/http.py", "python/events/identity.py", "python/docs/openapi.json"} <= names
    assert (Path(code.argosy) / "python/argosy/kernel/transport/amazon.pem").read_text() == roots.extracted() != ""
    assert not [path for path in tmp_path.rglob("*") if path.suffix == ".pyc"]
    assert (Path(code.functions) / "functions" / "identity" / "register.py").exists()
