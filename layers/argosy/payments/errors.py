"""How payments say no, to buyers and to channels."""

from argosy.kernel.errors import Conflict, Malformed, Unavailable


class InvalidSignature(Malformed, code="invalid_signature"):
    """Not from the channel, or not for us, or not as it was sent."""

    en = "The signature does not belong to this body."
    zh = "签名无效。"


class TimestampOutOfRange(Malformed, code="timestamp_out_of_range"):
    """Signed too long ago, or ahead of our time: a replay, or a clock that is wrong."""

    en = "The signature's time is more than five minutes from now."
    zh = "签名时间超出允许范围。"


class NotReady(Unavailable, code="not_ready"):
    """About something that we do not know yet; the channel tells it again later."""

    en = "This is not known here yet. Send it again later."
    zh = "相关记录尚未就绪，请稍后重发。"


class ChannelRefused(Conflict, code="channel_refused"):
    """The payment channel does not take this payment."""

    en = "The payment channel refused: {reason}."
    zh = "支付渠道拒绝：{reason}。"


class ChannelSilent(Unavailable, code="channel_unavailable"):
    """The channel did not answer; whether it acted is asked later under the same key."""

    en = "The payment channel does not answer at the moment. Send the same request again."
    zh = "支付渠道暂无响应，请重试。"


class ChannelClosed(Conflict, code="channel_closed"):
    """Operators have closed this channel for the time being; another one may take it."""

    en = "{channel} takes no payments at the moment. Leave the channel out, or name another."
    zh = "{channel} 暂停收款，请更换支付渠道。"


class NoChannel(Conflict, code="no_payment_channel"):
    """None that is open takes this currency and method, or all that do have refused the order."""

    en = "No payment channel takes this."
    zh = "没有可用的支付渠道。"


class WalletNotAccepted(Conflict, code="wallet_not_accepted"):
    """The wallet pays all of an order by itself or less than all beside a channel, and never what fills it."""

    en = "The wallet cannot give that much to this payment."
    zh = "该笔支付不能使用此钱包金额。"
