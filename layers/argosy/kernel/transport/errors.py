"""How a call to AWS fails, whatever carries it: AWS says no, or nobody answers."""

from typing import Any


class ClientError(Exception):
    """AWS said no. `response` holds `Error` (`Code`, `Message`), what the error brings along, and `ResponseMetadata`."""

    def __init__(self, response: dict[str, Any], operation: str) -> None:
        self.response, self.operation = response, operation
        error = response.get("Error", {})
        super().__init__(f"{operation} was refused ({error.get('Code')}): {error.get('Message')}")


class NoAnswer(Exception):
    """The request was sent, and no answer came that could be read: it may have been done."""


class Stale(NoAnswer):
    """The connection had been closed while nobody used it. Almost surely not done; it can be sent on a new one at once."""


class NotReached(NoAnswer):
    """No connection came about, so nothing was done."""
