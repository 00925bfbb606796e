"""Clients that speak to the local emulator and to nothing else, whatever the shell's AWS configuration says."""

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


@cache
def client(service: str, endpoint: str, region: str) -> Any:
    """One client per service; boto3 is imported here because most commands never need it."""
    import boto3
    from botocore.config import Config

    return boto3.client(
        service,  # type: ignore[call-overload]  # its name is not known to the type checker
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id=CREDENTIALS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
        config=Config(retries={"total_max_attempts": 1}, read_timeout=120, proxies={}, max_pool_connections=50),
    )


def sealed(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment for children: no profile, key or endpoint of a real account gets in."""
    kept = {
        name: value for name, value in environment.items() if not name.startswith("AWS_") or name == "AWS_CA_BUNDLE"
    }
    # Compiled modules of functions are kept between cold starts, which halves them.
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return {**kept, **CREDENTIALS, "AWS_EC2_METADATA_DISABLED": "true", "NO_PROXY": "*", "no_proxy": "*"}
