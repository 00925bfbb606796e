"""How Alipay says no: `{"code", "msg", "sub_code", "sub_msg"}`, signed like a yes, under HTTP 200."""

from local.channels.http import Refused


class AlipayError(Refused):
    """A refusal in Alipay's own words. Only the console answers it with a status of its own."""

    def __init__(self, sub_code: str, sub_msg: str, *, code: str = "40004", msg: str = "Business Failed") -> None:
        self.told = {"code": code, "msg": msg, "sub_code": sub_code, "sub_msg": sub_msg}
        super().__init__(sub_msg, 400, {"error": {"message": f"{sub_code}: {sub_msg}", **self.told}})


def no_such_trade() -> AlipayError:
    return AlipayError("ACQ.TRADE_NOT_EXIST", "交易不存在")


def wrong_state() -> AlipayError:
    return AlipayError("ACQ.TRADE_STATUS_ERROR", "交易状态不合法")


def invalid(name: str) -> AlipayError:
    return AlipayError("ACQ.INVALID_PARAMETER", f"参数无效: {name}")


def not_yours(sub_code: str, sub_msg: str) -> AlipayError:
    """Refused at the door, before anybody has looked what was asked."""
    return AlipayError(sub_code, sub_msg, code="40002", msg="Invalid Arguments")


def unknown() -> AlipayError:
    return AlipayError("isp.unknow-error", "系统繁忙", code="20000", msg="Service Currently Unavailable")
