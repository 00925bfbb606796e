"""WECHATPAY2-SHA256-RSA2048: requests are checked, answers and notifications are signed, resources are encrypted."""

import base64
import re
import secrets
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256

from local.channels.http import Request
from local.channels.wechat.errors import WechatError
from local.channels.wechat.merchant import Merchant

SCHEME = "WECHATPAY2-SHA256-RSA2048"
PROBE = "WECHATPAY/SIGNTEST/"
_MOST_SECONDS_AWAY = 300
_FIELD = re.compile(r'(\w+)="([^"]*)"')


def signature(key: RSAPrivateKey, *lines: str) -> str:
    return base64.b64encode(key.sign(_spelled(lines), PKCS1v15(), SHA256())).decode()


def signed(merchant: Merchant, body: str, at: int, key: RSAPrivateKey | None = None) -> dict[str, str]:
    """The headers of an answer or a notification with this body; with another key they are forged."""
    nonce = secrets.token_hex(16)
    return {
        "Wechatpay-Nonce": nonce,
        "Wechatpay-Serial": merchant.public_key_id,
        "Wechatpay-Signature": signature(key or merchant.wechat_key, str(at), nonce, body),
        "Wechatpay-Signature-Type": SCHEME,
        "Wechatpay-Timestamp": str(at),
    }


def authenticate(request: Request, merchant: Merchant) -> None:
    """Raises WeChat Pay's 401 unless the merchant has signed this request now, by this machine's clock: SDKs ask no other."""
    scheme, _, fields = request.headers.get("Authorization", "").partition(" ")
    given = dict(_FIELD.findall(fields))
    if scheme != SCHEME or not {"mchid", "serial_no", "nonce_str", "timestamp", "signature"} <= set(given):
        raise WechatError(401, "SIGN_ERROR", "Http头Authorization值格式错误")
    if (given["mchid"], given["serial_no"]) != (merchant.mchid, merchant.cert_serial_no):
        raise WechatError(401, "SIGN_ERROR", "商户证书序列号有误")
    if not given["timestamp"].isdecimal() or abs(time.time() - int(given["timestamp"])) > _MOST_SECONDS_AWAY:
        raise WechatError(401, "SIGN_ERROR", "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟")
    target = f"{request.path}?{request.query}" if request.query else request.path
    lines = (request.method, target, given["timestamp"], given["nonce_str"], request.body.decode(errors="replace"))
    try:
        made = base64.b64decode(given["signature"])
        merchant.own_key.public_key().verify(made, _spelled(lines), PKCS1v15(), SHA256())
    except (ValueError, InvalidSignature):
        raise WechatError(401, "SIGN_ERROR", "签名错误") from None


def encrypted(merchant: Merchant, plain: bytes, original_type: str) -> dict[str, str]:
    """A notification's `resource`."""
    nonce = secrets.token_hex(6)
    sealed = AESGCM(merchant.apiv3_key.encode()).encrypt(nonce.encode(), plain, original_type.encode())
    return {
        "original_type": original_type,
        "algorithm": "AEAD_AES_256_GCM",
        "ciphertext": base64.b64encode(sealed).decode(),
        "associated_data": original_type,
        "nonce": nonce,
    }


def _spelled(lines: tuple[str, ...]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
