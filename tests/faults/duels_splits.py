"""Duels over shares that the channel passes on to their parties' own accounts, and takes back."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from argosy.ledger import accounts
from tests.faults import deeds
from tests.faults.acts import Acts
from tests.faults.duel import Actors, Afterwards, Came, duel
from tests.faults.duels_orders import answered
from tests.faults.mail import Message
from tests.faults.told import Wish
from tests.support.deployed import deployed_with

ON_RELEASE, ON_SPLIT, ON_RETURN = (
    "splits.on_shares_released", "splits.on_channel_split_due", "splits.on_channel_return_due",
)  # fmt: skip
ON_WINDOW = "settlement.on_after_sale_window_ended"
ACCOUNT = "acct_seller"
A_QUESTION_MINUTES = 2


def kept_by_the_channel(acts: Acts, quantity: int = 1, key: str = "order") -> str:
    """A paid order whose shares stay at Stripe until they are released."""
    with deployed_with(CUSTODY="channel"):
        return acts.paid(acts.lab.buyer, quantity, key=key)


def open_account(acts: Acts, account: str = ACCOUNT) -> None:
    route = f"PUT /v1/admin/channel-accounts/{accounts.creator(acts.lab.seller.id)}/stripe"
    acts.ask("splits.channel_accounts", route, {"account": account}, who=acts.lab.finance)


def released(acts: Acts, key: str = "order") -> tuple[str, Message]:
    """An order whose window has ended, and the message by which the seller's share is to be passed on."""
    open_account(acts)
    order = kept_by_the_channel(acts, key=key)
    acts.minutes_pass(deeds.A_WEEK_MINUTES)
    return order, due(acts, ON_SPLIT, "channel_split")


def due(acts: Acts, listener: str, kind: str) -> Message:
    """The message about the seller's; what is due to others is not interesting here, and goes its way."""
    found = acts.waiting_for(listener, lambda: acts.minutes_pass(A_QUESTION_MINUTES))
    ours = {row.plain["id"] for row in acts.lab.rows(kind) if row.plain["party"].endswith(acts.lab.seller.id)}
    mine = [message for message in found if ours & set(message.fact["data"].values())]
    acts.delivery.mail.queued += [message for message in found if message not in mine]
    return mine[0]


def passed_on(acts: Acts) -> str:
    order, message = released(acts)
    acts.hears(message)
    acts.delivery.settle()
    return order


def stripe_did_it_once(acts: Acts) -> Afterwards:
    """What our books say was passed on and came back is what Stripe did, each under its number once."""

    def look(came: Came) -> Iterator[str]:
        acts.minutes_pass(A_QUESTION_MINUTES)
        acts.all_is_answered()
        for kind, theirs, number in (
            ("channel_split", "transfer", "split_id"), ("channel_return", "transfer_reversal", "return_id"),
        ):  # fmt: skip
            ours = {row.plain["id"]: row.plain["amount_minor"] for row in acts.lab.rows(kind) if _is_done(row.plain)}
            did = Counter[str]()
            for one in acts.lab.stripe.account.all(theirs):
                did[one["metadata"][number]] += one["amount"]
            if ours != did:
                yield f"{kind}: we say {ours}, Stripe says {dict(did)}"

    return look


def _is_done(plain: dict[str, Any]) -> bool:
    return bool(plain["status"] == "done" and plain["provider"] == "stripe")


@duel("the same share is to be passed on twice at once")
def same_share_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    _, message = released(acts)
    return {name: lambda: acts.hears(message) for name in ("once", "twice")}, stripe_did_it_once(acts)


@duel("a share is released as its order is given back")
def release_and_refund(acts: Acts) -> tuple[Actors, Afterwards]:
    open_account(acts)
    order = kept_by_the_channel(acts, 2)
    (ended,) = acts.waiting_for(ON_WINDOW, lambda: acts.minutes_pass(deeds.A_WEEK_MINUTES))
    actors = {
        "window": lambda: acts.hears(ended),
        "refund": lambda: acts.refund(acts.lab.seller, order, "back", quantity=1),
    }
    return actors, stripe_did_it_once(acts)


@duel("a share is passed on as its order is given back")
def share_and_refund(acts: Acts) -> tuple[Actors, Afterwards]:
    order, message = released(acts)
    actors = {
        "share": lambda: acts.hears(message),
        "refund": lambda: acts.refund(acts.lab.seller, order, "back", quantity=1),
    }
    return actors, stripe_did_it_once(acts)


@duel("what came back is asked for twice at once")
def same_return_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    order = passed_on(acts)
    acts.refund(acts.lab.seller, order, "back", quantity=1)
    acts.delivery.settle()
    message = due(acts, ON_RETURN, "channel_return")
    return {name: lambda: acts.hears(message) for name in ("once", "twice")}, stripe_did_it_once(acts)


@duel("a share is taken back as new earnings repay the same debt")
def return_and_earnings(acts: Acts) -> tuple[Actors, Afterwards]:
    order = passed_on(acts)
    kept_by_the_channel(acts, key="next")
    acts.refund(acts.lab.seller, order, "back", quantity=1)
    acts.delivery.settle()
    message = due(acts, ON_RETURN, "channel_return")
    (ended,) = acts.waiting_for(ON_WINDOW, lambda: acts.minutes_pass(deeds.A_WEEK_MINUTES))
    return {"return": lambda: acts.hears(message), "window": lambda: acts.hears(ended)}, stripe_did_it_once(acts)


@duel("finance tries a refused share again twice at once")
def share_tried_again_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    order, message = released(acts)
    open_account(acts, "nobody")
    acts.hears(message)
    open_account(acts)
    split = next(row.plain["id"] for row in acts.lab.rows("channel_split") if row.plain["status"] == "failed")

    def again(key: str) -> Wish:
        route = f"POST /v1/admin/orders/{order}/channel-splits/{split}/retry"
        return acts.wish("splits.channel_splits", route, None, key, acts.lab.finance)

    def look(came: Came) -> Iterator[str]:
        yield from answered(202, 409)(came)
        yield from stripe_did_it_once(acts)(came)

    return {name: lambda name=name: again(name) for name in ("once", "twice")}, look
