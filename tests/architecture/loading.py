"""Which third-party packages each function loads, by its import and by its first call, where nothing is but what Lambda has."""

import json
import os
import subprocess
import sys
import sysconfig
import time
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import NamedTuple

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from argosy.kernel import auth
from argosy.kernel.permissions import ROLES
from docs.inventory import functions
from layers.dependencies.build import UNUSED

ROOT = Path(__file__).parents[2]
LAYER = {line.partition("==")[0] for line in (ROOT / "layers/dependencies/requirements.txt").read_text().splitlines()}
SAMPLES = ROOT / "events" / "samples"
SHARED = ["argosy.kernel.worker", "argosy.kernel.write"]
"""What every function loads. It is imported once and each function in a fork of that, which is ten times as quick."""
USER = "usr_01KAG0000000000000000000AC"
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "eu-west-1",
    "TABLE_NAME": "argosy", "SIGNING_KEYS": "key", "AWS_LAMBDA_LOG_LEVEL": "FATAL", "BUS_NAME": "argosy",
    "DEAD_LETTER_URL": "http://127.0.0.1:9/q", "MAIL_SENDER": "argosy@example.com", "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
}  # fmt: skip


class Loaded(NamedTuple):
    """Top-level names."""

    by_import: set[str]
    by_call: set[str]
    modules: int
    """How many are not ours after the first call, Python's own among them."""


@cache
def in_the_layer() -> set[str]:
    """The top-level names that the locked packages bring, but for those that the layer leaves out."""
    locked = LAYER - set(UNUSED)
    brought = packages_distributions().items()
    return {top for top, owners in brought if locked & {owner.lower().replace("_", "-") for owner in owners}}


@cache
def loaded() -> dict[str, Loaded]:
    """By `context/name`; `shared` is what all of them load."""
    names = [f"{function.context}/{function.name}" for function in functions()]
    token, public = _token()
    asked = {
        "functions": {name: json.loads((SAMPLES / f"{name}.json").read_text()) for name in names},
        "foreign": sorted(set(packages_distributions()) - in_the_layer()),
        "shared": SHARED, "token": token, "public_key": public.hex(), "user": USER, "roles": [*ROLES],
    }  # fmt: skip
    path = os.pathsep.join([str(ROOT), str(ROOT / "layers"), sysconfig.get_path("purelib")])
    # Without site: some packages hang themselves into the interpreter's start.
    found = subprocess.run(
        [sys.executable, "-S", str(Path(__file__).with_name("look.py"))], input=json.dumps(asked), capture_output=True,
        text=True, check=False, env={"PYTHONPATH": path, **ENVIRONMENT},
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    return {
        name: Loaded(_ours(imported), _ours(called), count) for name, imported, called, count in _lines(found.stdout)
    }


def _lines(text: str) -> list[tuple[str, list[str], list[str], int]]:
    """What functions write themselves stands between."""
    return [json.loads(line[1:]) for line in text.splitlines() if line.startswith("#")]


def _ours(packages: list[str]) -> set[str]:
    return {top for top in packages if top in in_the_layer() and not top.startswith("_")}


def _token() -> tuple[str, bytes]:
    """An access token for everything, and the key that verifies it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), int(time.time())
    claims = {
        "iss": "argosy", "aud": auth.AUDIENCE, "sub": USER, "sid": "ses_01KAG0000000000000000000AC", "roles": [*ROLES],
        "iat": now, "nbf": now, "exp": now + 600,
    }  # fmt: skip
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return jwt.encode(claims, key, "ES256", {"kid": "key", "typ": "at+jwt"}), public
