"""How WeChat Pay is spoken to: our keys, its SDK, and what an answer means for whether it has acted.

Signatures are checked with WeChat Pay's public key, not with platform certificates: nothing is downloaded at a cold start.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from wechatpayv3 import WeChatPay, WeChatPayType

from argosy.kernel.log import logger
from argosy.kernel.secrets import secret
from argosy.kernel.settings import settings
from argosy.payments.errors import ChannelRefused, ChannelSilent

MERCHANTS = ("mchid", "appid", "private_key", "cert_serial_no", "notify_url")
FIELDS = (*MERCHANTS, "apiv3_key", "public_key", "public_key_id")
"""The merchant's own, and what WeChat Pay gave them."""
REFUSALS = (400, 403, 404)
NOT_YET = ("NOT_ENOUGH", "RULE_LIMIT", "STATEMENT_CREATING")
"""Refusals after which the same request is to be sent again later: the merchant's balance is low, a bill is not written."""
UNKNOWN = ("ORDER_NOT_EXIST", "ORDERNOTEXIST", "RESOURCE_NOT_EXISTS")
PATIENCE_SECONDS = (3, 8)
"""To connect and to be answered. Two calls have to fit into the time of a function."""

Call = Callable[[WeChatPay], tuple[int, Any]]


def keys() -> dict[str, str]:
    """FIELDS, and `api_base` where WeChat Pay is elsewhere. Never logged. Raises NotConfigured."""
    return secret(f"{settings().channel_secrets}/wechat", *FIELDS)


def sdk() -> WeChatPay:
    """One for each set of keys: reading them costs more than a call, and a rotated key gets its own."""
    return _sdk_of(tuple(sorted(keys().items())))


def ask(call: Call, not_yet: Sequence[str] = NOT_YET) -> dict[str, Any]:
    """What WeChat Pay answered, its signature checked. Raises ChannelRefused, ChannelSilent."""
    answer: dict[str, Any] = json.loads(fetch(call, not_yet) or "{}")
    return answer


def find(call: Call) -> dict[str, Any] | None:
    """What WeChat Pay has under a number, or None where it knows no such number. Raises ChannelRefused, ChannelSilent."""
    try:
        return ask(call)
    except ChannelRefused as no:
        if no.facts["reason"] in UNKNOWN:
            return None
        raise


def fetch(call: Call, not_yet: Sequence[str] = NOT_YET) -> Any:
    """An answer as it came. Only a refusal in WeChat Pay's own words is a no; after anything else it may have acted."""
    channel = sdk()
    try:
        status, answer = call(channel)
    except Exception as unknown:  # an answer with a wrong signature is a plain Exception of the SDK
        logger().warning("wechat did not answer", why=type(unknown).__name__)
        raise ChannelSilent(retry_after_seconds=2) from unknown
    if status in (200, 204):
        return answer
    code = _code(answer)
    if status in REFUSALS and code and code not in not_yet:
        raise ChannelRefused(reason=code)
    logger().warning("wechat does not do it now", status=status, code=code)
    raise ChannelSilent(retry_after_seconds=2)


def _code(answer: Any) -> str:
    """Empty where not WeChat Pay has answered but something on the way."""
    try:
        return str(json.loads(answer)["code"])
    except (ValueError, KeyError, TypeError):
        return ""


@cache
def _sdk_of(given: tuple[tuple[str, str], ...]) -> WeChatPay:
    named = dict(given)
    api_base = named.pop("api_base", None)
    made = WeChatPay(WeChatPayType.NATIVE, timeout=PATIENCE_SECONDS, **named)
    if api_base:
        made._core._gate_way = api_base  # the SDK has no option for it
    return made
