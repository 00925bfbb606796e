"""Whom we believe when a host says that it is AWS: Amazon's own roots, which load fifty times as fast as all 120 of the world."""

import importlib.util
from pathlib import Path

AMAZON = (
    "Amazon Root CA 1",
    "Amazon Root CA 2",
    "Amazon Root CA 3",
    "Amazon Root CA 4",
    "Starfield Services Root Certificate Authority - G2",
)
"""As AWS publishes them (Amazon Trust Services), by certifi's labels."""
FILE = Path(__file__).with_name("amazon.pem")
"""Where a layer carries them: written when it is staged (infra/code.py)."""


def pinned() -> str:
    """Their certificates (PEM); empty where they are nowhere to be had."""
    return FILE.read_text() if FILE.exists() else extracted()


def extracted() -> str:
    """The same out of certifi's bundle, which the lock file pins by its hash."""
    found = importlib.util.find_spec("certifi")
    if found is None or found.origin is None:
        return ""
    bundle = Path(found.origin).with_name("cacert.pem").read_text()
    return "".join(_certificate(bundle, label) for label in AMAZON)


def _certificate(bundle: str, label: str) -> str:
    _, _, rest = bundle.partition(f'# Label: "{label}"\n')
    _, begin, rest = rest.partition("-----BEGIN CERTIFICATE-----\n")
    body, end, _ = rest.partition("-----END CERTIFICATE-----\n")
    return begin + body + end
