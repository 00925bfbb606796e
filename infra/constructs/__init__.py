"""One line per function in a context's file: an `Endpoint`, a `Listener`, a `Cron` or a `StreamReader`."""

from infra.constructs.context import Context
from infra.constructs.cron import Cron
from infra.constructs.endpoint import Endpoint
from infra.constructs.listener import Listener
from infra.constructs.stream_reader import StreamReader

__all__ = ["Context", "Cron", "Endpoint", "Listener", "StreamReader"]
