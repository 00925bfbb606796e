"""One question to Alipay by its SDK: signed with our key, answered in time, the answer's signature checked with theirs."""

from functools import cache
from http.client import HTTPException
from typing import Any
from urllib.request import urlopen

from argosy.kernel import clock
from argosy.kernel.secrets import secret
from argosy.kernel.settings import settings
from argosy.payments.channels.alipay_sdk import AliPay, AliPayConfig, AliPayException, AliPayValidationError
from argosy.payments.channels.alipay_words import in_beijing
from argosy.payments.errors import ChannelRefused, ChannelSilent

GATEWAY = "https://openapi.alipay.com/gateway.do"
TIMEOUT_SECONDS = 8
DOWNLOAD_SECONDS = 60
DONE, REFUSED = "10000", "40004"
FIELDS = ("app_id", "app_private_key", "alipay_public_key", "seller_id", "notify_url")
NOT_HEARD = (OSError, HTTPException, ValueError, AttributeError, AliPayException, AliPayValidationError)
"""No connection, no answer in time, an answer that is none, or one that Alipay did not sign."""


def keys() -> dict[str, Any]:
    """FIELDS (keys as PEM), and `gateway` where it is elsewhere. Never logged. Raises NotConfigured."""
    return secret(f"{settings().channel_secrets}/alipay", *FIELDS)


def client() -> Any:
    given = keys()
    gateway = given.get("gateway", GATEWAY)
    return _client_of(given["app_id"], given["app_private_key"], given["alipay_public_key"], gateway)


@cache
def _client_of(app_id: str, app_private_key: str, alipay_public_key: str, gateway: str) -> Any:
    """One for each set of keys: reading them takes milliseconds, and a rotated key gets its own."""
    made = AliPay(
        app_id,
        app_private_key_string=app_private_key,
        alipay_public_key_string=alipay_public_key,
        config=AliPayConfig(timeout=TIMEOUT_SECONDS),
    )
    made._gateway = gateway  # the SDK knows only Alipay's own two
    return made


def order(method: str, content: dict[str, Any]) -> str:
    """A signed order that the buyer takes to Alipay; Alipay hears of it from them."""
    return str(client().client_api(method, content, notify_url=keys()["notify_url"], timestamp=_now()))


def link(signed_order: str) -> str:
    """The address under which a browser opens it."""
    return f"{keys().get('gateway', GATEWAY)}?{signed_order}"


def ask(method: str, **content: object) -> dict[str, Any]:
    """Alipay's answer. Raises ChannelRefused with Alipay's own code for a plain no to this payment.

    Anything else leaves open whether it acted and raises ChannelSilent: a no to our keys or our pace says nothing of the payment.
    """
    alipay = client()
    try:
        answer: dict[str, Any] = alipay.server_api(method, content, timestamp=_now())
    except NOT_HEARD as unknown:
        raise ChannelSilent(retry_after_seconds=2) from unknown
    code, reason = answer.get("code"), str(answer.get("sub_code", ""))
    if code == DONE:
        return answer
    if code != REFUSED or "SYSTEM_ERROR" in reason:
        raise ChannelSilent(retry_after_seconds=2)
    raise ChannelRefused(reason=reason)


def download(address: str) -> bytes:
    """A file that Alipay has named. Raises ChannelSilent."""
    try:
        with urlopen(address, timeout=DOWNLOAD_SECONDS) as answer:
            return bytes(answer.read())
    except (OSError, HTTPException) as unknown:
        raise ChannelSilent(retry_after_seconds=2) from unknown


def _now() -> str:
    return in_beijing(clock.now())
