"""A party's share by Alipay: a settlement out of the trade that its buyer paid, one receiver in each, answered at once."""

from argosy.payments.channels.alipay_gateway import ask
from argosy.payments.channels.alipay_words import yuan
from argosy.payments.errors import ChannelRefused
from argosy.payments.split_words import SplitAnswer, SplitOutcome, SplitWish

OUTCOMES: dict[str, SplitOutcome] = {"SUCCESS": "succeeded", "FAIL": "failed"}


def split(wish: SplitWish) -> SplitAnswer:
    """Settle it; under its own number it is the same settlement however often. Alipay has to know the receiver before."""
    kind = kind_of(wish.account)
    ask(
        "alipay.trade.royalty.relation.bind",
        out_request_no=wish.split_id,
        receiver_list=[{"type": kind, "account": wish.account}],
    )
    receiver = {
        "royalty_type": "transfer", "trans_in_type": kind, "trans_in": wish.account,
        "amount": yuan(wish.amount_minor), "desc": wish.split_id,
    }  # fmt: skip
    answer = ask(
        "alipay.trade.order.settle",
        out_request_no=wish.split_id,
        trade_no=str(wish.attempt.channel_ref),
        royalty_parameters=[receiver],
        royalty_mode="sync",
    )
    return SplitAnswer("succeeded", str(answer.get("settle_no") or answer["trade_no"]))


def kind_of(account: str) -> str:
    """Alipay's own number of an account, or the name under which its owner signs in."""
    return "userId" if account.isdigit() and account.startswith("2088") else "loginName"


def query_split(wish: SplitWish) -> SplitAnswer:
    """What became of it. One that Alipay does not know, or that failed and is tried again, is asked for under its number."""
    number = {"out_request_no": wish.split_id, "trade_no": str(wish.attempt.channel_ref)}
    try:
        made = ask("alipay.trade.order.settle.query", **number).get("royalty_detail_list") or []
    except ChannelRefused:
        made = []
    outcome = OUTCOMES.get(made[0]["state"], "waiting") if made else "failed"
    if not made or (outcome == "failed" and wish.failures):
        return split(wish)
    return SplitAnswer(outcome, str(made[0].get("detail_id", "")))
