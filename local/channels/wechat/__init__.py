"""The part of WeChat Pay's API v3 that Argosy calls, on the loopback interface, for the real SDK: no money moves."""

from local.channels.wechat.errors import WechatError
from local.channels.wechat.simulator import WechatSimulator

__all__ = ["WechatError", "WechatSimulator"]
