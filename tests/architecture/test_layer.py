"""The layer of third-party packages: the same bytes each time, for Lambda's machine."""

import os
import time
from pathlib import Path

import pytest

from argosy.kernel.transport import roots
from infra.archive import pack
from infra.code import Code
from layers.dependencies import contents, wheels
from layers.dependencies.wheels import REQUIREMENTS

# Both are as they were published and stay so: a source without a wheel, and wheels for Windows alone.
SOURCE_ONLY = """docopt==0.6.2 \\
    --hash=sha256:49b3a825280bd66b3aa83585ef59c4a8c82f2c8a522dbe754a8bc8d08c85c491
"""
ELSEWHERE_ONLY = """pywin32==311 \\
    --hash=sha256:3aca44c046bd2ed8c90de9cb8427f581c479e594e99b5c0bb19b29c10fd6cb87
"""


def resolved(lock: str, folder: Path) -> str:
    """What the build's own resolution of this lock refuses. Without a registry nothing is known, and CI has one."""
    (folder / "requirements.txt").write_text(lock)
    try:
        wheels.resolve(folder / "requirements.txt")
    except wheels.Unbuildable as refused:
        return str(refused)
    except wheels.Unreachable:
        if os.environ.get("CI"):
            raise
        pytest.skip("no registry can be reached from here")
    return ""


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


def test_every_locked_package_has_a_wheel_for_lambdas_machine_or_deploy_cannot_build_its_layer(tmp_path: Path) -> None:
    assert resolved(REQUIREMENTS.read_text(), tmp_path) == ""


def test_a_new_dependency_without_a_wheel_is_refused_by_its_name_and_nothing_is_built(tmp_path: Path) -> None:
    refused = resolved(REQUIREMENTS.read_text() + SOURCE_ONLY + ELSEWHERE_ONLY, tmp_path)

    named = [line.strip().partition(":")[0] for line in refused.splitlines()[1:]]
    assert named == ["docopt", "pywin32"]
    assert wheels.PLATFORM in refused


def test_a_source_that_nobody_read_is_not_built_though_one_of_its_name_may_be(tmp_path: Path) -> None:
    lock = REQUIREMENTS.read_text().replace(wheels.PURE_SOURCES["python-alipay-sdk"], "sha256:" + "0" * 64)

    assert "python-alipay-sdk: the lock names another file than the source that was read" in resolved(lock, tmp_path)


def test_without_a_registry_nothing_is_said_about_the_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UV_OFFLINE", "1")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "empty"))

    with pytest.raises(wheels.Unreachable):
        wheels.resolve()


@pytest.mark.parametrize(("tag", "pure"), [("py3-none-any", True), ("cp313-cp313-linux_x86_64", False)])
def test_what_was_built_of_a_source_must_be_good_for_every_machine(tag: str, pure: bool, tmp_path: Path) -> None:
    told = tmp_path / "some_sdk-1.0.dist-info" / "WHEEL"
    told.parent.mkdir()
    told.write_text(f"Wheel-Version: 1.0\nRoot-Is-Purelib: {str(pure).lower()}\nTag: {tag}\n")

    if pure:
        wheels.check_pure("some-sdk", tmp_path)
    else:
        with pytest.raises(wheels.Unbuildable, match="some-sdk was built for cp313-cp313-linux_x86_64"):
            wheels.check_pure("some-sdk", tmp_path)


def test_a_package_is_as_large_as_what_it_brought_and_what_was_compiled_of_it(tmp_path: Path) -> None:
    for name, size in {"six.py": 10, "jwt/api.py": 20, "jwt/__pycache__/api.cpython-313.pyc": 5}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    for package, brought in {"six-1.17.0": "six.py,,", "pyjwt-2.15.1": "jwt/api.py,,"}.items():
        (tmp_path / f"{package}.dist-info").mkdir()
        (tmp_path / f"{package}.dist-info" / "RECORD").write_text(f"{brought}\n{package}.dist-info/RECORD,,\n")
    owner = contents.owners(tmp_path)
    for record in tmp_path.glob("*/RECORD"):
        record.unlink()
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "six.cpython-313.pyc").write_bytes(b"x" * 4)

    sizes = contents.sizes(tmp_path, owner)
    assert sizes == {"pyjwt 2.15.1": 25, "six 1.17.0": 14}
    (tmp_path / "layer.zip").write_bytes(b"x" * 2_000_000)
    with pytest.raises(ValueError, match="200 MB at most"):
        contents.described(tmp_path / "layer.zip", sizes | {"huge 1": 200_000_001})
    assert "2 packages, 2.0 MB zipped, 0.0 MB unzipped of 250 MB" in contents.described(tmp_path / "layer.zip", sizes)
