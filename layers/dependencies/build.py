"""`python -m layers.dependencies.build [--out FILE] [--without-pyc]`: the layer of third-party wheels, without Docker.

Any machine builds the same layer. What is in it and how large it is stands on stdout.
"""

import argparse
import gzip
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from infra import compiled
from infra.archive import pack
from layers.dependencies import contents, wheels

DEFAULT_OUT = Path(__file__).parent.parent.parent / "build" / "dependencies.zip"

SERVICES = frozenset({"dynamodb", "events", "kms", "secretsmanager", "sesv2", "sns", "sqs", "sts"})
"""What the functions call (endpoints.json says `email` for SES). Descriptions of the other 400 services stay behind."""
ENDPOINTS = SERVICES | {"email", "streams.dynamodb"}
UNUSED = {"boto3": "boto3", "s3transfer": "s3transfer", "pycparser": "pycparser", "pyopenssl": "OpenSSL"}
"""Packages and their folders that no function needs: the kernel asks botocore alone, cffi parses C only while it builds, and
urllib3 would load pyOpenSSL in every function because it is there. tests/architecture holds that."""
USELESS = {"RECORD", "INSTALLER", "REQUESTED", "uv_cache.json", "direct_url.json", ".lock", "examples-1.json"}
LOUD = """
!!  There is no Python {version} on this machine, so the layer has no compiled files:
!!  every cold start would compile every module, which costs 2.7 times the CPU.
!!  Install one (`uv python install {version}`, pyenv, your system), name one in ARGOSY_LAMBDA_PYTHON,
!!  or say --without-pyc if that is really what you want.
"""


def main(arguments: list[str]) -> int:
    """0 with the layer at --out; 1 where it could not be made as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT)
    parser.add_argument("--without-pyc", action="store_true")
    wishes = parser.parse_args(arguments)
    interpreter = None if wishes.without_pyc else compiled.python()
    if interpreter is None and not wishes.without_pyc:
        sys.stderr.write(LOUD.format(version=compiled.VERSION))
        return 1
    try:
        sys.stdout.write(made(wishes.out, interpreter) + "\n")
    except wheels.Unbuildable as error:
        sys.stderr.write(f"the layer was not built: {error}\n")
        return 1
    except wheels.Unreachable as error:
        sys.stderr.write(f"the layer was not built, for no registry can be reached: {error}\n")
        return 1
    return 0


def made(out: Path, interpreter: str | None) -> str:
    """Builds the layer and says what is in it. Raises what `wheels.install` does."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "python"
        wheels.install(site)
        owner = contents.owners(site)
        trim(site)
        if interpreter:
            compiled.compile_folder(site, interpreter, "/opt/python")
        pack(Path(folder), out)
        return contents.described(out, contents.sizes(site, owner))


def trim(site: Path) -> None:
    """Leaves out what no function reads: 30 MB, and 30 to 45 ms of a cold start for the endpoints of all services."""
    for name, folder in UNUSED.items():
        for found in (site / folder, *site.glob(f"{name}-*.dist-info")):
            shutil.rmtree(found)
    shutil.rmtree(site / "bin", ignore_errors=True)
    trim_botocore(site / "botocore" / "data")
    for found in list(site.rglob("*")):
        if found.is_dir() and found.name == "__pycache__":
            shutil.rmtree(found)
        elif found.is_file() and (found.name in USELESS or found.suffix == ".pyi"):
            found.unlink()


def trim_botocore(data: Path) -> None:
    """botocore's own data with the services that are called, without words."""
    for service in data.iterdir():
        if service.is_dir() and service.name not in SERVICES:
            shutil.rmtree(service)
    for model in data.glob("*/*/service-2.json.gz"):
        _without_words(model)
    endpoints = json.loads((data / "endpoints.json").read_text())
    for partition in endpoints["partitions"]:
        partition["services"] = {name: value for name, value in partition["services"].items() if name in ENDPOINTS}
    (data / "endpoints.json").write_text(json.dumps(endpoints, separators=(",", ":"), sort_keys=True))


def _without_words(model: Path) -> None:
    """A service's model is parsed when its client is made; half of it is documentation."""

    def wordless(node: Any) -> Any:
        if isinstance(node, dict):
            return {
                name: wordless(value)
                for name, value in node.items()
                if name != "documentation" or not isinstance(value, str)
            }
        return [wordless(value) for value in node] if isinstance(node, list) else node

    plain = json.dumps(wordless(json.loads(gzip.decompress(model.read_bytes()))), separators=(",", ":"))
    model.with_suffix("").write_text(plain)
    model.unlink()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
