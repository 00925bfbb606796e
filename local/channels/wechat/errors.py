"""How WeChat Pay says no: `{"code", "message"}` under an HTTP status."""

from local.channels.http import Refused

REFUSALS = {
    "http_500": (500, "SYSTEM_ERROR", "系统异常，请稍后重试"),
    "http_429": (429, "FREQUENCY_LIMITED", "频率限制"),
    "not_enough": (403, "NOT_ENOUGH", "基本账户余额不足，请充值后重新发起"),
}
"""Faults that refuse a request which was never begun."""


class WechatError(Refused):
    """A refusal in WeChat Pay's own words."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message, status, {"code": code, "message": message})
        self.code = code


def parameter(name: str, message: str = "输入源映射到值字段规则校验失败") -> WechatError:
    """A parameter that is missing or is none."""
    return WechatError(400, "PARAM_ERROR", f"{name}: {message}")


def invalid(message: str) -> WechatError:
    return WechatError(400, "INVALID_REQUEST", message)
