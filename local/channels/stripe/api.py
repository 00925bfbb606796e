"""Answers /v1 as Stripe does: who calls, which operation, under which key, with which faults."""

import base64
import json
from urllib.parse import parse_qsl

from local.channels.faults import Fault, Faults, after, before
from local.channels.http import Answer, Request, json_answer
from local.channels.stripe import payment_intents
from local.channels.stripe.account import API_VERSION, Account, serving
from local.channels.stripe.errors import StripeError
from local.channels.stripe.faults import REFUSALS, refusal
from local.channels.stripe.idempotency import IdempotencyKeys
from local.channels.stripe.lists import expand
from local.channels.stripe.operations import OPERATIONS, Operation
from local.channels.stripe.parameters import Params, decode

_Call = tuple[Operation, Params, Params, Fault | None, bool]
_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key, Stripe-Version",
    "Access-Control-Allow-Methods": "GET, POST",
}


class Api:
    def __init__(self, account: Account, keys: IdempotencyKeys, faults: Faults, secret: str, publishable: str) -> None:
        self._account = account
        self._keys = keys
        self._faults = faults
        self._secret = secret
        self._publishable = publishable

    def answer(self, request: Request) -> Answer:
        """Raises `ConnectionDropped` where a fault says so."""
        if request.method == "OPTIONS":
            return Answer(204, "", _CORS)
        request_id = self._account.new_id("req")
        try:
            answered = self._serve(request, request_id)
        except StripeError as error:
            answered = json_answer(error.status, error.body)
        version = request.headers.get("Stripe-Version") or API_VERSION
        head = {"Request-Id": request_id, "Stripe-Version": version, **_CORS, **answered.headers}
        return Answer(answered.status, answered.body, head)

    def _serve(self, request: Request, request_id: str) -> Answer:
        operation, named = _route(request)
        encoded = request.query if request.method == "GET" else _form(request)
        form = decode(parse_qsl(encoded, keep_blank_values=True))
        public = self._authenticate(request, operation, form)
        key = request.headers.get("Idempotency-Key") if request.method == "POST" else None
        fault = self._faults.take(operation.name, self._faults.request_kinds)
        if fault is not None and fault.kind in REFUSALS:
            raise refusal(fault.kind, key)
        call = (operation, named, form, fault, public)
        with serving(request_id, key):
            if key is None:
                return after(fault, self._run(*call)[0])
            kept = self._keys.begin(key, request.path, json.dumps(form, sort_keys=True), request_id)
            if kept is None:
                return after(fault, self._keep(key, call))
        replay = {"Idempotency-Key": key, "Idempotent-Replayed": "true", "Original-Request": kept.request_id}
        return after(fault, Answer(kept.status, kept.body, replay))

    def _keep(self, key: str, call: _Call) -> Answer:
        """Runs the first request of a key and keeps its answer, unless the endpoint never began."""
        began = False
        try:
            answered, began = self._run(*call)
        finally:
            if not began:
                self._keys.forget(key)
        if began:
            self._keys.finish(key, answered.status, answered.body)
        return Answer(answered.status, answered.body, {"Idempotency-Key": key})

    def _run(
        self, operation: Operation, named: Params, form: Params, fault: Fault | None, public: bool
    ) -> tuple[Answer, bool]:
        """The answer, and whether the endpoint began: a refusal is an answer as well."""
        try:
            p = operation.parameters.read(form)
            before(fault)
            paths = p.pop("expand", [])
            with self._account.lock:
                done = operation.run(self._account, {**p, **named})
                shown = payment_intents.public(done) if public else done
                return json_answer(200, expand(self._account, shown, paths)), True
        except StripeError as error:
            if public and "payment_intent" in error.error:
                error.error["payment_intent"] = payment_intents.public(error.error["payment_intent"])
            return json_answer(error.status, error.body), error.kept

    def _authenticate(self, request: Request, operation: Operation, form: Params) -> bool:
        """True for a browser with the publishable key, which may come as the parameter `key`."""
        given = _api_key(request) or form.get("key")
        if not given:
            message = "You did not provide an API key. You need to provide your API key in the Authorization header, "
            raise StripeError(401, message + "using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').")
        if request.headers.get("Stripe-Account"):
            message = "The provided key does not have access to that account (or that account does not exist)."
            raise StripeError(403, message, code="account_invalid")
        if given == self._secret:
            return False
        if given != self._publishable:
            hidden = f"{str(given)[:8]}{'*' * 8}{str(given)[-4:]}"
            raise StripeError(401, f"Invalid API Key provided: {hidden}", code="api_key_invalid")
        form.pop("key", None)
        if not operation.public or "client_secret" not in form:
            message = "This API call cannot be made with a publishable API key. Please use a secret API key."
            raise StripeError(403, message, code="secret_key_required")
        return True


def _route(request: Request) -> tuple[Operation, Params]:
    for operation in OPERATIONS:
        match = operation.pattern.fullmatch(request.path) if operation.method == request.method else None
        if match:
            return operation, match.groupdict()
    raise StripeError(404, f"Unrecognized request URL ({request.method}: {request.path}).")


def _form(request: Request) -> str:
    if request.headers.get("Content-Type", "").startswith("application/json"):
        hint = "(check that your POST content type is application/x-www-form-urlencoded)"
        raise StripeError(400, f"Invalid request {hint}.", kept=False)
    return request.body.decode(errors="replace")


def _api_key(request: Request) -> str | None:
    scheme, _, value = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(value + "==").decode(errors="replace").partition(":")[0]
        except ValueError:
            return value
    return value if scheme.lower() == "bearer" else None
