"""How the bank says no: `{"error": {"code", "message"}}` under an HTTP status."""

from local.channels.http import Refused

REFUSALS = ("http_500", "http_429", "http_409")


class BankError(Refused):
    """A refusal in the bank's own words."""

    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(message or code, status, {"error": {"code": code, "message": message or code}})
