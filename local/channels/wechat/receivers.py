"""Receivers of shares: whom the merchant has named, under the names that they bear."""

import base64
from typing import Any

from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.hashes import SHA1

from local.channels.wechat.account import Account, WechatObject
from local.channels.wechat.errors import parameter

Params = dict[str, Any]
_KINDS = ("MERCHANT_ID", "PERSONAL_OPENID")
_RELATIONS = ("STORE", "STAFF", "STORE_OWNER", "PARTNER", "HEADQUARTER", "BRAND", "DISTRIBUTOR", "USER", "SUPPLIER")


def add(account: Account, p: Params) -> WechatObject:
    """Added again it is added. A merchant comes with its full name, encrypted for WeChat Pay alone."""
    if p.get("type") not in _KINDS or p.get("relation_type") not in _RELATIONS or not p.get("account"):
        raise parameter("type, account, relation_type")
    if p["type"] == "MERCHANT_ID" and not p.get("name"):
        raise parameter("name", "不能为空")
    account.receivers[p["type"], p["account"]] = _name(account, p["name"]) if p.get("name") else ""
    return {name: value for name, value in p.items() if name != "appid"}


def _name(account: Account, encrypted: str) -> str:
    padding = OAEP(mgf=MGF1(algorithm=SHA1()), algorithm=SHA1(), label=None)  # what WeChat Pay prescribes
    try:
        return account.merchant.wechat_key.decrypt(base64.b64decode(encrypted), padding).decode()
    except ValueError:
        raise parameter("name", "解密失败") from None
