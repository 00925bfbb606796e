"""Secrets, read from Secrets Manager at the first use and kept for five minutes, so that a rotation is noticed."""

import json
from typing import Any

from argosy.kernel import aws, clock
from argosy.kernel.aws import ClientError
from argosy.kernel.errors import Unavailable

KEPT_SECONDS = 300
_kept: dict[str, tuple[float, dict[str, Any]]] = {}


class NotConfigured(Unavailable, code="not_configured"):
    """Nobody has entered what this deployment needs for it yet: a channel's keys."""

    en = "This is not set up here yet."
    zh = "该功能尚未配置。"


def secret(name: str, *fields: str) -> dict[str, Any]:
    """The secret's JSON object with at least these fields. What is read here is never logged. Raises NotConfigured."""
    now = clock.now().timestamp()
    until, value = _kept.get(name, (0.0, {}))
    if now >= until:
        value = _read(name)
        _kept[name] = (now + KEPT_SECONDS, value)
    if not value.keys() >= set(fields):
        raise NotConfigured
    return value


def _read(name: str) -> dict[str, Any]:
    """What stands there; nothing where there is none, or where it is still CloudFormation's placeholder."""
    try:
        value = json.loads(aws.client("secretsmanager").get_secret_value(SecretId=name)["SecretString"])
    except ClientError as error:
        if error.response["Error"]["Code"] != "ResourceNotFoundException":
            raise
        return {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def forget() -> None:
    """Read them again at the next use."""
    _kept.clear()
