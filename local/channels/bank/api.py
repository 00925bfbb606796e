"""Answers /v1 as the bank does: who calls, which operation, with which faults."""

import json
import re
from collections.abc import Callable
from typing import Any

from local.channels.bank.desk import Desk
from local.channels.bank.errors import REFUSALS, BankError
from local.channels.bank.signing import is_signed
from local.channels.faults import Faults, after, before
from local.channels.http import Answer, Request, json_answer


class Api:
    def __init__(self, desk: Desk, faults: Faults, api_key: str, api_secret: str) -> None:
        self._desk, self._faults, self._api_key, self._api_secret = desk, faults, api_key, api_secret
        self._operations: tuple[tuple[str, str, str, Callable[..., Any]], ...] = (
            ("name_checks.create", "POST", "/v1/name-checks", desk.check_name),
            ("name_checks.confirm", "POST", r"/v1/name-checks/([\w-]+)/confirm", self._confirm),
            ("transfers.create", "POST", "/v1/transfers", desk.create),
            ("transfers.query", "GET", r"/v1/transfers/([\w-]+)", lambda _, reference: desk.query(reference)),
        )

    def answer(self, request: Request) -> Answer:
        """Raises ConnectionDropped where a fault says so."""
        try:
            return self._serve(request)
        except BankError as no:
            return json_answer(no.status, no.body)
        except (KeyError, ValueError) as wrong:
            return json_answer(400, BankError(400, "invalid_request", str(wrong)).body)

    def _serve(self, request: Request) -> Answer:
        signed = f"{request.method}.{request.path}.".encode() + request.body
        given = request.headers.get("X-Signature", "")
        if request.headers.get("X-Api-Key") != self._api_key or not is_signed(signed, given, self._api_secret):
            raise BankError(401, "unauthenticated")
        for name, method, path, does in self._operations:
            found = re.fullmatch(path, request.path) if method == request.method else None
            if found:
                fault = self._faults.take(name, self._faults.request_kinds)
                if fault is not None and fault.kind in REFUSALS:
                    raise BankError(int(fault.kind.removeprefix("http_")), "try_again")
                before(fault)
                body = json.loads(request.body or b"{}")
                with self._desk.lock:
                    said = json_answer(200, does(body, *found.groups()))
                return after(fault, said)
        raise BankError(404, "no_such_operation")

    def _confirm(self, body: dict[str, Any], reference: str) -> dict[str, Any]:
        return self._desk.confirm(reference, int(body["amount"]))
