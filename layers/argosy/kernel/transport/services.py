"""The JSON services that functions ask, and where they are."""

import os
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit


class Service(NamedTuple):
    """What tells one JSON service from another; `binary` names the members that hold bytes."""

    target: str
    version: str
    variable: str
    binary: frozenset[str] = frozenset()

    def headers(self, operation: str) -> dict[str, str]:
        """Those that say what is asked."""
        asked = {"content-type": f"application/x-amz-json-{self.version}", "x-amz-target": f"{self.target}.{operation}"}
        # SQS spoke XML before, and keeps the codes of its errors only for who asks for them.
        return asked | {"x-amzn-query-mode": "true"} if self.variable == "SQS" else asked


SERVICES = {
    "dynamodb": Service("DynamoDB_20120810", "1.0", "DYNAMODB"),
    "events": Service("AWSEvents", "1.1", "EVENTBRIDGE"),
    "kms": Service("TrentService", "1.1", "KMS", frozenset({"PublicKey", "Signature"})),
    "secretsmanager": Service("secretsmanager", "1.1", "SECRETS_MANAGER", frozenset({"SecretBinary"})),
    "sqs": Service("AmazonSQS", "1.0", "SQS"),
}
"""By the first word of its host, under which it is signed too."""


class Endpoint(NamedTuple):
    """Where a service answers. `authority` is what its `Host` header says."""

    secure: bool
    host: str
    port: int
    authority: str
    path: str

    @property
    def url(self) -> str:
        return f"{'https' if self.secure else 'http'}://{self.authority}{self.path}"


def region() -> str:
    """Raises KeyError where none is set: Lambda sets it."""
    return os.environ.get("AWS_REGION") or os.environ["AWS_DEFAULT_REGION"]


def endpoint(service: str, region: str) -> Endpoint:
    """From `AWS_ENDPOINT_URL_<SERVICE>`, else `AWS_ENDPOINT_URL`, else the region's own; no FIPS, no dual stack."""
    given = os.environ.get(f"AWS_ENDPOINT_URL_{SERVICES[service].variable}") or os.environ.get("AWS_ENDPOINT_URL")
    return located(given or f"https://{service}.{region}.amazonaws.com{'.cn' if region.startswith('cn-') else ''}")


@cache
def located(url: str) -> Endpoint:
    """The endpoint that an address names."""
    parts = urlsplit(url)
    secure = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Endpoint(secure, parts.hostname or "", parts.port or (443 if secure else 80), parts.netloc, path)
