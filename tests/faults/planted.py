"""Bugs planted on purpose, each a patch of the running code. A harness that does not catch them would be worth nothing."""

import types
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from argosy.kernel import ids, write
from argosy.kernel.once import Once
from argosy.kernel.receipt import AlreadyDone, Receipt
from argosy.kernel.worker import Listener
from argosy.kernel.write import Part, Write
from argosy.ledger.items import BalanceItem
from argosy.orders import refunding
from argosy.payments import inbox, matrix, stripe_channel
from argosy.payments.matrix import Effect
from argosy.settlement import settlement
from functions.outbox import relay
from functions.timers import drain

Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Bug:
    """What somebody could have written."""

    name: str
    what: str
    plant: Callable[[Patch], None]


BUGS: list[Bug] = []


def bug(what: str) -> Callable[[Callable[[Patch], None]], Callable[[Patch], None]]:
    def note(plant: Callable[[Patch], None]) -> Callable[[Patch], None]:
        BUGS.append(Bug(plant.__name__, what, plant))
        return plant

    return note


def _split_commit(patch: Patch, apart: Callable[[Part], bool], *, first: bool = False) -> None:
    """Some parts of a command are committed by themselves, before the rest or after it."""
    whole = Write.commit

    def commit(self: Write, answer: Any = None) -> None:
        mine = [part for part in self._parts if apart(part)]
        rest = [part for part in self._parts if not apart(part)]
        if not mine or not rest:
            return whole(self, answer)
        alone = Write().add(*mine)
        self._parts = rest
        if first:
            whole(alone)
        whole(self, answer)
        return None if first else whole(alone)

    patch.setattr(Write, "commit", commit)


def _kind(part: Part) -> str:
    return str(part.request.get("Item", {}).get("kind", {}).get("S", ""))


@bug("facts are told after the commit and not in it")
def told_outside_the_transaction(patch: Patch) -> None:
    _split_commit(patch, lambda part: _kind(part) == "event")


@bug("the deadline is noted after the commit")
def timer_outside_the_transaction(patch: Patch) -> None:
    _split_commit(patch, lambda part: _kind(part) == "timer")


@bug("balances are changed after the journals are written")
def balances_outside_the_transaction(patch: Patch) -> None:
    prefix = BalanceItem.by_account.partition.split("{")[0]
    _split_commit(patch, lambda part: part.request.get("Key", {}).get("pk", {}).get("S", "").startswith(prefix))


@bug("the listener's receipt is kept before its effect")
def receipt_before_the_effect(patch: Patch) -> None:
    whole = Write.commit

    def commit(self: Write, answer: Any = None) -> None:
        if isinstance(self._once, Receipt) and self._parts:
            whole(Write(self._once))
            self._once = None
        whole(self, answer)

    patch.setattr(Write, "commit", commit)


@bug("listeners keep no receipt")
def no_receipt(patch: Patch) -> None:
    patch.setattr(Receipt, "record", lambda *_: None)


@bug("the answer of a request is kept nowhere")
def no_idempotency_record(patch: Patch) -> None:
    patch.setattr(Once, "record", lambda *_: None)


@bug("ids are drawn by lot where a retry has to find them again")
def ids_drawn_by_lot(patch: Patch) -> None:
    patch.setattr(ids, "derived", lambda prefix, *_: ids.new(prefix))


@bug("any cancelled transaction is taken for one that was done before")
def cancelled_means_done(patch: Patch) -> None:
    together = write._together

    def swallowing(parts: list[Part], token: str) -> None:
        try:
            together(parts, token)
        except write._TryAgain:
            raise AlreadyDone from None

    patch.setattr(write, "_together", swallowing)


@bug("a listener acknowledges whatever happens")
def acknowledged_on_error(patch: Patch) -> None:
    record = Listener._record

    def swallowing(self: Listener, told: Any) -> None:
        try:
            record(self, told)
        except Exception:
            return

    patch.setattr(Listener, "_record", swallowing)


@bug("the relay goes on when the bus does not answer")
def relay_forgets(patch: Patch) -> None:
    put = relay._put

    def forgetting(chunk: Any) -> Any:
        try:
            return put(chunk)
        except Exception:
            return []

    patch.setattr(relay, "_put", forgetting)


@bug("a webhook is answered 200 although it could not be kept")
def webhook_answered_first(patch: Patch) -> None:
    receive = inbox.receive

    def careless(word: Any, at: Any) -> None:
        try:
            receive(word, at)
        except Exception:
            return

    patch.setattr(inbox, "receive", careless)


@bug("money that comes late is passed over")
def late_money_dropped(patch: Patch) -> None:
    patch.setattr(matrix, "AS_ASKED", matrix.AS_ASKED | {status: Effect.NOTHING for status in ("closed",)})


@bug("Stripe is asked for a payment under a new key each time")
def payment_without_a_key(patch: Patch) -> None:
    _fresh_keys(patch, stripe_channel._intent)


@bug("Stripe is asked for a refund under a new key each time")
def refund_without_a_key(patch: Patch) -> None:
    _fresh_keys(patch, stripe_channel.refund)


def _fresh_keys(patch: Patch, function: Any) -> None:
    """The function with another SDK under it, one that forgets the key that it is given."""

    class Forgetful:
        def __init__(self, real: Any) -> None:
            self.real = real

        def __getattr__(self, name: str) -> Any:
            return Forgetful(getattr(self.real, name))

        def __call__(self, wish: Any, *options: Any) -> Any:
            return self.real(wish)

    names = function.__globals__ | {"_client": lambda: Forgetful(stripe_channel._client())}
    patch.setattr(stripe_channel, function.__name__, types.FunctionType(function.__code__, names, function.__name__))


@bug("a timer is taken away before its event is told")
def timer_deleted_first(patch: Patch) -> None:
    whole = drain._commit

    def commit(timers: Any) -> None:
        with pytest.MonkeyPatch.context() as inner:
            _split_commit(inner, lambda part: part.verb == "Delete", first=True)
            whole(timers)

    patch.setattr(drain, "_commit", commit)


@bug("movements go on a statement before the statement knows them")
def statement_after_its_lines(patch: Patch) -> None:
    whole = settlement._take

    def take(statement: Any, lines: Any) -> Any:
        with pytest.MonkeyPatch.context() as inner:
            _split_commit(inner, lambda part: _kind(part) == "settleable", first=True)
            return whole(statement, lines)

    patch.setattr(settlement, "_take", take)


@bug("a broken settlement is not taken up again")
def unfinished_statements_forgotten(patch: Patch) -> None:
    patch.setattr(settlement, "_unfinished", lambda: iter(()))


@bug("what a refund gave back is kept by the shares")
def shares_keep_what_went_back(patch: Patch) -> None:
    patch.setattr(refunding, "taken_back", lambda shares, *_: (shares, {}))


@bug("reads that were throttled are defects of ours")
def throttling_is_an_error(patch: Patch) -> None:
    patch.setattr("argosy.kernel.aws.passes", lambda error: False)


@bug("a put whose answer was lost is taken for somebody else's")
def lost_answer_is_a_conflict(patch: Patch) -> None:
    alone = write._alone

    def strict(part: Part, *, again: bool) -> None:
        unseen = part.request | {"ReturnValuesOnConditionCheckFailure": "NONE"}
        alone(Part(part.verb, unseen, part.otherwise), again=False)

    patch.setattr(write, "_alone", strict)
