"""Alipay's SDK, which also runs without pyOpenSSL: only its mode of certificates needs it, and our layer leaves it out.

Were it there, urllib3 would load it in every function: 30 ms of each cold start, and 100 of one that calls Alipay.
"""

import sys
from types import ModuleType

try:
    import OpenSSL  # noqa: F401 - a developer's machine may have it
except ImportError:
    sys.modules["OpenSSL"] = ModuleType("OpenSSL")

from alipay import AliPay
from alipay.exceptions import AliPayException, AliPayValidationError
from alipay.utils import AliPayConfig

__all__ = ["AliPay", "AliPayConfig", "AliPayException", "AliPayValidationError"]
