"""RSA keys of the toy world, made anew in every process: the merchant's, Alipay's, and a stranger's for forgeries."""

import base64
from collections.abc import Mapping
from functools import cache
from typing import Literal

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

Owner = Literal["merchant", "alipay", "stranger"]


@cache
def key_of(owner: Owner) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def private_pem(owner: Owner) -> str:
    form = serialization.PrivateFormat.TraditionalOpenSSL
    return key_of(owner).private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


def public_pem(owner: Owner) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key_of(owner).public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def sign(text: str, owner: Owner = "alipay") -> str:
    """RSA2: SHA-256 with RSA, in base64."""
    return base64.b64encode(key_of(owner).sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())).decode()


def signed_by_merchant(text: str, signature: str) -> bool:
    try:
        given = base64.b64decode(signature, validate=True)
        key_of("merchant").public_key().verify(given, text.encode(), padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, ValueError):
        return False
    return True


def joined(parameters: Mapping[str, str]) -> str:
    """What a signature of parameters is made over."""
    return "&".join(f"{name}={value}" for name, value in sorted(parameters.items()))
