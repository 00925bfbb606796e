"""Secrets, read from Secrets Manager at the first use and kept for five minutes, so that a rotation is noticed."""

import json
from typing import Any

from argosy.kernel import aws, clock

KEPT_SECONDS = 300
_kept: dict[str, tuple[float, dict[str, Any]]] = {}


def secret(name: str) -> dict[str, Any]:
    """The secret's JSON object. What is read here is never logged."""
    now = clock.now().timestamp()
    until, value = _kept.get(name, (0.0, {}))
    if now >= until:
        value = json.loads(aws.client("secretsmanager").get_secret_value(SecretId=name)["SecretString"])
        _kept[name] = (now + KEPT_SECONDS, value)
    return value


def forget() -> None:
    """Read them again at the next use."""
    _kept.clear()
