"""A party's share by WeChat Pay: profit sharing out of the paid order, one receiver in each request, done some time later.

The receiver is a merchant or a person that our merchant has named at WeChat Pay before; it takes at most 50 requests an order.
"""

from typing import Any

from argosy.payments.attempt import Attempt
from argosy.payments.channels.wechat_client import ask, find
from argosy.payments.channels.wechat_words import refund_number
from argosy.payments.split_words import SplitAnswer, SplitOutcome, SplitWish

OUTCOMES: dict[str, SplitOutcome] = {"SUCCESS": "succeeded", "CLOSED": "failed"}


def split(wish: SplitWish) -> SplitAnswer:
    """Ask for it; under its number it is the same sharing however often. After a failure it is looked for first."""
    return query_split(wish) if wish.failures else _send(wish, wish.split_id)


def query_split(wish: SplitWish) -> SplitAnswer:
    """What became of it; one that WeChat Pay never had is asked for under its number.

    A closed one has left its money with us, and another try needs another number, made of the same.
    """
    number, made = _last(wish)
    return _send(wish, number) if made is None else _passed(made)


def add_receiver(account: str, name: str | None, *, is_person: bool) -> None:
    """WeChat Pay compares the name with the merchant's, or the person's where it is given."""
    kind = _kind(is_person=is_person)
    ask(lambda sdk: sdk.profitsharing_add_receiver(kind, account, "PARTNER", name))


def free_rest(attempt: Attempt, number: str) -> None:
    """What is not shared of the order is ours to use; nothing more can be shared. Asked again under its number it is the same."""
    transaction = str(attempt.channel_ref)
    ask(lambda sdk: sdk.profitsharing_unfreeze(transaction, number, "解冻剩余资金"))


def number_of(wish: SplitWish) -> str:
    """Under which number it was done."""
    return _last(wish)[0] if wish.failures else wish.split_id


def _last(wish: SplitWish) -> tuple[str, dict[str, Any] | None]:
    """The last number under which it was to be done, and what WeChat Pay has under that."""
    number = wish.split_id
    made = _made(wish, number)
    for tried in range(1, wish.failures + 1):
        if made is None or _passed(made).outcome != "failed":
            break
        number = refund_number(wish.split_id, tried)
        made = _made(wish, number)
    return number, made


def _made(wish: SplitWish, number: str) -> dict[str, Any] | None:
    return find(lambda sdk: sdk.profitsharing_order_query(str(wish.attempt.channel_ref), number))


def _send(wish: SplitWish, number: str) -> SplitAnswer:
    receiver = {
        "type": _kind(is_person=wish.is_person), "account": wish.account,
        "amount": wish.amount_minor, "description": wish.split_id,
    }  # fmt: skip
    transaction = str(wish.attempt.channel_ref)
    return _passed(ask(lambda sdk: sdk.profitsharing_order(transaction, number, [receiver], unfreeze_unsplit=False)))


def _passed(made: dict[str, Any]) -> SplitAnswer:
    """Of the receiver; until the order is worked off its result is pending."""
    return SplitAnswer(OUTCOMES.get(str(made["receivers"][0].get("result")), "waiting"), str(made["order_id"]))


def _kind(*, is_person: bool) -> str:
    return "PERSONAL_OPENID" if is_person else "MERCHANT_ID"
