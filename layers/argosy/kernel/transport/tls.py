"""Which certificates a host of AWS may show."""

import os
import socket
import ssl

from argosy.kernel.log import logger
from argosy.kernel.transport.roots import pinned


class _Trust:
    """One for every host and the life of the function."""

    context: ssl.SSLContext | None = None
    pins: bool = True


def secured(plain: socket.socket, host: str) -> ssl.SSLSocket:
    """The same connection behind TLS. Raises OSError, which SSLCertVerificationError is too."""
    _Trust.context = _Trust.context or _made()
    return _Trust.context.wrap_socket(plain, server_hostname=host)


def distrust_pins(host: str) -> bool:
    """From here on the system's roots count, as they would for any SDK; False where nothing is left to believe.

    AWS may move to a root that did not exist when this was built.
    """
    if not _Trust.pins or os.environ.get("AWS_CA_BUNDLE"):
        return False
    logger().warning("amazon's roots do not verify this host: the system's are believed from here on", host=host)
    _Trust.pins, _Trust.context = False, ssl.create_default_context()
    return True


def _made() -> ssl.SSLContext:
    """Checks the certificate and the name in it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if bundle := os.environ.get("AWS_CA_BUNDLE"):
        context.load_verify_locations(cafile=bundle)
    elif ours := pinned():
        context.load_verify_locations(cadata=ours)
    else:
        context.load_default_certs()
    return context
