"""A party's share back by Alipay: a refund that gives the buyer nothing and takes the receiver's part of the trade back to us."""

from argosy.payments.channels.alipay_gateway import ask
from argosy.payments.channels.alipay_royalty import kind_of
from argosy.payments.channels.alipay_words import yuan
from argosy.payments.errors import ChannelRefused
from argosy.payments.split_words import ReturnWish, SplitAnswer


def take_back(wish: ReturnWish) -> SplitAnswer:
    """Take it back; under its number it is the same return however often. Only the question tells whether it is done."""
    account = wish.split.account
    receiver = {
        "royalty_type": "transfer", "trans_out_type": kind_of(account), "trans_out": account,
        "amount": yuan(wish.amount_minor), "desc": wish.return_id,
    }  # fmt: skip
    try:
        ask("alipay.trade.refund", **_number(wish), refund_amount=yuan(0), refund_royalty_parameters=[receiver])
    except ChannelRefused:
        if not _is_back(wish):
            raise
    return _returned(wish)


def query_return(wish: ReturnWish) -> SplitAnswer:
    """What became of it; one that is not done is asked for again, under its number."""
    told = _returned(wish)
    return told if told.outcome == "succeeded" else take_back(wish)


def _returned(wish: ReturnWish) -> SplitAnswer:
    """A return has no number at Alipay but ours."""
    return SplitAnswer("succeeded" if _is_back(wish) else "waiting", wish.return_id)


def _is_back(wish: ReturnWish) -> bool:
    made = ask("alipay.trade.fastpay.refund.query", **_number(wish)).get("refund_royaltys") or []
    return any(each.get("result_code") == "SUCCESS" for each in made)


def _number(wish: ReturnWish) -> dict[str, str]:
    return {"out_trade_no": wish.split.attempt.id, "out_request_no": wish.return_id}
