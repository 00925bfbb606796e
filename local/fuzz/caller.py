"""One person of the run as the hooks know them: their token, and what is put into each generated request."""

import http.client
import json
import random
import time
import uuid
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from local.fuzz.known import Known

TOKEN_SECONDS = 8 * 60
UNSIGNED, KEYED, WELL_MADE, CHANGED = 0.03, 0.9, 0.5, 0.15
SIGN_OUT = "identity_sessions_sign_out"
OF_ROLES = "/v1/admin/users/"
MOST_QUERY_BYTES = 8_000
"""CloudFront carries 8 192 bytes of a URL; more than that never reaches the API."""


@dataclass
class Caller:
    """`protected` are the ids of those who fuzz: whose roles nobody changes. `place` is an address to sign in from.

    `wishes` has a well-made body for each operation: what is wholly made up seldom passes the first look at it.
    """

    api: str
    place: str | None
    email: str
    password: str
    protected: list[str]
    wishes: dict[str, dict[str, Any]]
    known: Known
    _token: str = ""
    _until: float = 0.0

    def dress(self, operation: str, parameters: list[str], case: Any, *, freely: bool) -> None:
        """Real values, a key and a token in place of what was made up, each of them most of the time.

        Where it was made up *freely* and not to show one thing, half of the bodies are well-made ones with little changed.
        """
        case.path_parameters = self._address(case.path, case.path_parameters or {})
        case.query = (
            _carried(self.known.like("", case.query, ids_only=not freely))
            if isinstance(case.query, dict)
            else case.query
        )
        well_made = freely and operation in self.wishes and random.random() < WELL_MADE
        if well_made and case.media_type == "application/json":
            case.body = self._well_made(self.wishes[operation], case.body)
        elif isinstance(case.body, dict):
            case.body = self.known.like("", case.body, ids_only=not freely)
        headers: MutableMapping[str, str] = case.headers
        if "Idempotency-Key" in parameters and random.random() < KEYED:
            headers["Idempotency-Key"] = str(uuid.uuid4())
        if "If-Match" in parameters and self.known.lot():
            headers["If-Match"] = "*"
        if random.random() >= UNSIGNED:
            headers["Authorization"] = f"Bearer {self.token(fresh=operation == SIGN_OUT)}"

    def _well_made(self, wish: dict[str, Any], made_up: Any) -> dict[str, Any]:
        """With little changed: few fields as they were made up, and real values beyond ids in half of them."""
        changed = made_up.items() if isinstance(made_up, dict) else ()
        wish = wish | {key: value for key, value in changed if random.random() < CHANGED}
        real: dict[str, Any] = self.known.like("", wish, ids_only=random.random() < 0.5)
        return real

    def _address(self, path: str, made_up: dict[str, Any]) -> dict[str, Any]:
        real: dict[str, Any] = self.known.like("", made_up)
        touched = path.startswith(OF_ROLES) and real.get("user_id") in self.protected
        return made_up if touched else real

    def token(self, *, fresh: bool = False) -> str:
        """One that is good for some minutes yet; *fresh* is another session, so that its end is not the end of all."""
        if fresh:
            return self._sign_in()
        if time.monotonic() >= self._until:
            self._token, self._until = self._sign_in(), time.monotonic() + TOKEN_SECONDS
        return self._token

    def forget(self) -> None:
        """The token was refused: the next request has another."""
        self._until = 0.0

    def _sign_in(self) -> str:
        """From an address of one's own: the limits of tries count what the fuzz sends from its."""
        connection = http.client.HTTPConnection(
            urlsplit(self.api).netloc, timeout=40, source_address=(self.place, 0) if self.place else None
        )
        wish = json.dumps({"email": self.email, "password": self.password})
        connection.request("POST", "/v1/sessions", wish, {"Content-Type": "application/json"})
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return str(answer["access_token"])


def _carried(query: dict[str, Any]) -> dict[str, Any]:
    if len(urlencode(query, doseq=True)) <= MOST_QUERY_BYTES:
        return query
    return {name: value[:100] if isinstance(value, str) else value for name, value in query.items()}
