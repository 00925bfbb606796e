"""Chooses loopback ports: the usual one where it is free, the next free one where it is not, and says so."""

import socket
from contextlib import closing

from local.home import Problem
from local.progress import progress

USUAL = {"api": 8080, "mail": 8025, "aws": 4566, "stripe": 12111, "wechat": 12112, "alipay": 12113, "bank": 12115}


def free(port: int) -> bool:
    """Nobody listens, on loopback or on every interface, and we could."""
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            return False
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        # As servers do it: an address whose last connection has just closed is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose(name: str, taken: set[int]) -> int:
    """The port for *name*, which is added to *taken*."""
    usual = USUAL[name]
    for port in range(usual, usual + 100):
        if port not in taken and free(port):
            if port != usual:
                progress(f"port {usual} is taken, so {name} listens on {port}")
            taken.add(port)
            return port
    raise Problem(f"no port between {usual} and {usual + 99} is free for {name}")
