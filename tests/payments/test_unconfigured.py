"""A fresh account, in which nobody has entered a channel's keys: it says so, and what a channel tells comes again later."""

import json

import pytest

from argosy.kernel import secrets
from tests.support import cloud
from tests.support.bus import Bus
from tests.support.call import call

PLACEHOLDER = "d9#x-drawn-by-cloudformation"
KINDS = {"none": None, "placeholder": PLACEHOLDER, "a list": "[]", "half": json.dumps({"app_id": "1"})}
NOW = "1795147680"
WECHAT = {f"wechatpay-{name}": NOW for name in ("timestamp", "nonce", "signature", "signature-type", "serial")}
WEBHOOKS = {
    "stripe": ({"stripe-signature": f"t={NOW},v1=00"}, "{}"),
    "alipay": ({"content-type": "application/x-www-form-urlencoded"}, "sign=AA&sign_type=RSA2&app_id=1"),
    "wechat": (WECHAT, "{}"),
}


@pytest.mark.parametrize("entered", KINDS.values(), ids=KINDS.keys())
@pytest.mark.parametrize("channel", WEBHOOKS)
def test_a_webhook_of_a_channel_without_keys_is_to_be_sent_again(bus: Bus, entered: str | None, channel: str) -> None:
    secrets.forget()
    if entered is not None:
        cloud.client("secretsmanager").create_secret(Name=f"argosy/channels/{channel}", SecretString=entered)
    headers, raw = WEBHOOKS[channel]
    reply = call(f"payments.{channel}_webhook", f"POST /v1/webhooks/{channel}", raw=raw, headers=headers)
    assert reply.status == 503, reply.text
    assert cloud.rows() == []
