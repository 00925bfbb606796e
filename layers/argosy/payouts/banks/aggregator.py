"""A payout aggregator: JSON over HTTPS, every request signed by HMAC, transfers known by our own number for ever.

The secret `<channel_secrets>/bank` holds `api_base`, `api_key`, `api_secret` and `webhook_secrets`.
"""

import json
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any, cast

import urllib3

from argosy.kernel import clock
from argosy.kernel.errors import Malformed
from argosy.kernel.secrets import secret
from argosy.kernel.settings import settings
from argosy.kernel.strict_json import read_json
from argosy.payments.errors import InvalidSignature
from argosy.payouts.bank import Account, NameCheck, Outcome, Told, Transfer, Word
from argosy.payouts.banks import signatures
from argosy.payouts.errors import BankRefused, BankSilent

NAME = "aggregator"
TIMEOUT = urllib3.Timeout(connect=3, read=8)
PLAIN_NO = (400, 422)
"""Only these say for sure that nothing was done. A key that is wrong, a number that is taken, too many calls do not."""
OUTCOMES: dict[str, Outcome] = {
    "accepted": "in_transit",
    "processing": "in_transit",
    "paid": "paid",
    "failed": "failed",
    "returned": "returned",
}


def check_name(reference: str, account: Account) -> NameCheck:
    """Whether the account is the holder's, by the bank's own register where it has one."""
    said = _call("POST", "/v1/name-checks", {"reference": reference, **vars(account)})
    return cast("NameCheck", _one_of(said, "result", ("match", "no_match", "deposit_sent")))


def confirm_deposit(reference: str, amount_minor: int) -> bool:
    """Whether this is the small amount that was sent."""
    said = _call("POST", f"/v1/name-checks/{reference}/confirm", {"amount": amount_minor})
    return _one_of(said, "result", ("match", "no_match")) == "match"


def create(transfer: Transfer) -> Told:
    """Send it. The bank takes a reference once and answers a second time with what became of the first."""
    wish = {"reference": transfer.number, "amount": transfer.amount_minor, **vars(transfer.account)}
    return _told(_call("POST", "/v1/transfers", wish))


def query(number: str) -> Told | None:
    """What the bank knows of it now; none where it has never heard the number."""
    said = _call("GET", f"/v1/transfers/{number}", None)
    return None if said is None else _told(said)


def verified(raw: bytes, signature: str, at: datetime) -> Word:
    """The notification, if one of our endpoint's secrets signed these bytes now."""
    signatures.check(raw, signature, keys()["webhook_secrets"], at)
    try:
        body = raw.decode()
        event = json.loads(body)
        word, about = Word(NAME, str(event["id"]), str(event["type"]), body), event["data"]
        if word.event_type != "transfer.updated" or about["status"] not in OUTCOMES:
            return word  # it is kept, and what it means is asked when its time comes
        return replace(word, number=str(about["reference"]), told=_told(about))
    except (ValueError, KeyError, TypeError):
        raise InvalidSignature from None


def keys() -> dict[str, Any]:
    """Never logged."""
    return secret(f"{settings().channel_secrets}/bank", "api_base", "api_key", "api_secret", "webhook_secrets")


@cache
def _connections() -> urllib3.PoolManager:
    return urllib3.PoolManager(timeout=TIMEOUT, retries=False)


def _call(method: str, path: str, wish: dict[str, Any] | None) -> dict[str, Any] | None:
    """The answer; none where what is asked about does not exist. What cannot be read may have been done all the same."""
    body = b"" if wish is None else json.dumps(wish).encode()
    held = keys()
    at = int(clock.now().timestamp())
    signed = signatures.header(f"{method}.{path}.".encode() + body, held["api_secret"], at)
    headers = {"X-Api-Key": held["api_key"], "X-Signature": signed, "Content-Type": "application/json"}
    try:
        answer = _connections().request(method, held["api_base"] + path, body=body, headers=headers)
        said = read_json(answer.data)
    except (urllib3.exceptions.HTTPError, Malformed):
        raise BankSilent(retry_after_seconds=2) from None
    if answer.status < 300:
        return said
    code = str(said["error"].get("code", "")) if isinstance(said.get("error"), dict) else ""
    if (method, answer.status, code) == ("GET", 404, "not_found"):
        return None
    if answer.status in PLAIN_NO and code:
        raise BankRefused(reason=code)
    raise BankSilent(retry_after_seconds=2)


def _one_of(said: dict[str, Any] | None, name: str, known: tuple[str, ...]) -> str:
    word = str((said or {}).get(name))
    if word not in known:
        raise BankSilent(retry_after_seconds=2)
    return word


def _told(transfer: dict[str, Any] | None) -> Told:
    """A transfer in our words, as an answer or a notification has it. Raises BankSilent for words that are not known."""
    status = _one_of(transfer, "status", tuple(OUTCOMES))
    assert transfer is not None
    return Told(
        OUTCOMES[status], str(transfer["id"]), int(transfer["amount"]), str(transfer["currency"]), transfer["failure"]
    )
