"""Who signs: keys of the environment, or - in a container, in a restored snapshot - of an address that gives them for a while."""

import json
import os
import time
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from argosy.kernel.transport import wire
from argosy.kernel.transport.errors import NoAnswer, NotReached
from argosy.kernel.transport.services import located

EARLY_SECONDS = 300
"""So long before their end they are asked for anew."""
PLAIN_HOSTS = ("127.0.0.1", "localhost", "::1", "169.254.170.2", "169.254.170.23", "fd00:ec2::23")
"""To these the container's token may go without TLS: they are this machine."""


class Credentials(NamedTuple):
    """Temporary keys. `ends` is a time of the system's own clock, in seconds since 1970; infinite where nobody says."""

    key: str
    secret: str
    token: str = ""
    ends: float = float("inf")


_kept: dict[str, Credentials] = {}


def credentials() -> Credentials:
    """Read for each request, so that neither a snapshot nor a change of the environment leaves old ones behind.

    Raises NotReached where those who give them do not answer, KeyError where nobody gives any.
    """
    given = os.environ.get
    if key := given("AWS_ACCESS_KEY_ID"):
        return Credentials(key, given("AWS_SECRET_ACCESS_KEY", ""), given("AWS_SESSION_TOKEN", ""))
    address = os.environ["AWS_CONTAINER_CREDENTIALS_FULL_URI"]
    kept = _kept.get(address)
    left = kept.ends - time.time() if kept else 0
    if kept is None or left < EARLY_SECONDS:
        try:
            _kept[address] = kept = _fetched(address)
        except NoAnswer:
            if kept is None or left <= 0:
                raise
    return kept


def _fetched(address: str) -> Credentials:
    place = located(address)
    if not place.secure and place.host not in PLAIN_HOSTS:
        raise ValueError("AWS_CONTAINER_CREDENTIALS_FULL_URI would send its token in the clear")
    headers = {"host": place.authority, "accept": "application/json"}
    if token := _token():
        headers["authorization"] = token
    answer = wire.send(place, headers, b"", method="GET")
    if answer.status != 200:
        raise NotReached(f"credentials: {answer.status}")
    told = json.loads(answer.body)
    ends = datetime.fromisoformat(told["Expiration"].replace("Z", "+00:00")).timestamp()
    return Credentials(told["AccessKeyId"], told["SecretAccessKey"], told["Token"], ends)


def _token() -> str:
    file = os.environ.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
    return Path(file).read_text().strip() if file else os.environ.get("AWS_CONTAINER_AUTHORIZATION_TOKEN", "")
