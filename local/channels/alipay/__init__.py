"""The part of Alipay's gateway that Argosy calls, on the loopback interface, for its SDK: no money moves."""

from local.channels.alipay.errors import AlipayError
from local.channels.alipay.simulator import AlipaySimulator

__all__ = ["AlipayError", "AlipaySimulator"]
