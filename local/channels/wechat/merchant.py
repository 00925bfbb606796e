"""A merchant at WeChat Pay: its numbers and the keys of both sides, made at start and never written down."""

import secrets
from dataclasses import dataclass, field
from functools import cache

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat


@cache
def key_of(owner: str) -> RSAPrivateKey:
    """One for each owner in the life of a process: it takes a tenth of a second to make one."""
    return generate_private_key(public_exponent=65_537, key_size=2_048)


@dataclass(frozen=True)
class Merchant:
    mchid: str = "1900000109"
    appid: str = "wx8888888888888888"
    public_key_id: str = "PUB_KEY_ID_0119000001092026112000000000000001"
    cert_serial_no: str = field(default_factory=lambda: secrets.token_hex(20).upper())
    apiv3_key: str = field(default_factory=lambda: secrets.token_hex(16))
    own_key: RSAPrivateKey = field(default_factory=lambda: key_of("merchant"), repr=False)
    wechat_key: RSAPrivateKey = field(default_factory=lambda: key_of("wechat"), repr=False)

    def settings(self) -> dict[str, str]:
        """What a person finds on the merchant's pages at WeChat Pay, and enters where the product looks for it."""
        own = self.own_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        wechats = self.wechat_key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return {
            "mchid": self.mchid,
            "appid": self.appid,
            "private_key": own.decode(),
            "cert_serial_no": self.cert_serial_no,
            "apiv3_key": self.apiv3_key,
            "public_key": wechats.decode(),
            "public_key_id": self.public_key_id,
        }
