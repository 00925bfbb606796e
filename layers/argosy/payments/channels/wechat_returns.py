"""A party's share back by WeChat Pay: from the account of the merchant that got it, within 180 days, answered at once or soon."""

from typing import Any

from argosy.payments.channels.wechat_client import ask, find
from argosy.payments.channels.wechat_sharing import number_of
from argosy.payments.channels.wechat_words import refund_number
from argosy.payments.split_words import ReturnWish, SplitAnswer, SplitOutcome

OUTCOMES: dict[str, SplitOutcome] = {"SUCCESS": "succeeded", "FAILED": "failed"}
NOT_YET = ("RULE_LIMIT",)
"""That the merchant's balance is low may stay so for ever: it is a no, and another try bears the same number."""


def take_back(wish: ReturnWish) -> SplitAnswer:
    """Ask for it; under its number it is the same return however often. After a failure it is looked for first."""
    return query_return(wish) if wish.failures else _send(wish, wish.return_id)


def query_return(wish: ReturnWish) -> SplitAnswer:
    """What became of it; one that WeChat Pay never had is asked for under its number, and one that failed under another of it."""
    shared_as, number = number_of(wish.split), wish.return_id
    made = _made(shared_as, number)
    for tried in range(1, wish.failures + 1):
        if made is None or _returned(made).outcome != "failed":
            break
        number = refund_number(wish.return_id, tried)
        made = _made(shared_as, number)
    return _send(wish, number) if made is None else _returned(made)


def _made(shared_as: str, number: str) -> dict[str, Any] | None:
    return find(lambda sdk: sdk.profitsharing_return_query(shared_as, number))


def _send(wish: ReturnWish, number: str) -> SplitAnswer:
    merchant, amount, about = wish.split.account, wish.amount_minor, wish.return_id
    made = ask(
        lambda sdk: sdk.profitsharing_return(number, merchant, amount, about, order_id=wish.channel_split_ref), NOT_YET
    )
    return _returned(made)


def _returned(made: dict[str, Any]) -> SplitAnswer:
    return SplitAnswer(OUTCOMES.get(str(made["result"]), "waiting"), str(made["return_id"]))
