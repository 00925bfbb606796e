"""Bugs planted on purpose, each a patch of the running code. A harness that does not catch them would be worth nothing."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from argosy.kernel import ids, write
from argosy.kernel.once import Once
from argosy.kernel.receipt import AlreadyDone, Receipt
from argosy.kernel.worker import Listener
from argosy.kernel.write import Part, Write
from argosy.ledger.items import BalanceItem
from functions.outbox import relay

Patch = pytest.MonkeyPatch


@dataclass(frozen=True)
class Bug:
    """What somebody could have written, and who finds it: a duel of this name, the crowds, or else the sweep."""

    name: str
    what: str
    near: str
    """A word of the calls where the sweep looks for it first."""
    duel: str
    crowd: bool
    plant: Callable[[Patch], None]


BUGS: list[Bug] = []
Plant = Callable[[Patch], None]


def bug(what: str, near: str = "", *, duel: str = "", crowd: bool = False) -> Callable[[Plant], Plant]:
    def note(plant: Plant) -> Plant:
        BUGS.append(Bug(plant.__name__, what, near, duel, crowd, plant))
        return plant

    return note


def each_commit(patch: Patch, change: Callable[[list[Part]], list[Part]]) -> None:
    """The parts of every transaction, as somebody else would have put them together."""
    whole = Write.commit

    def commit(self: Write, answer: Any = None) -> None:
        self._parts = change(self._parts)
        return whole(self, answer)

    patch.setattr(Write, "commit", commit)


def unguarded(part: Part) -> Part:
    """Written whatever stands there."""
    return replace(part, request={name: given for name, given in part.request.items() if name != "ConditionExpression"})


def split_commit(patch: Patch, apart: Callable[[Part], bool], *, first: bool = False) -> None:
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


def kind_of(part: Part) -> str:
    return str(part.request.get("Item", {}).get("kind", {}).get("S", ""))


def lies_under(part: Part, pattern: Any) -> bool:
    """Whether it changes an item of this access pattern in place."""
    prefix = str(pattern.partition).split("{", maxsplit=1)[0]
    return bool(part.request.get("Key", {}).get("pk", {}).get("S", "").startswith(prefix))


@bug("facts are told after the commit and not in it", near="orders.place:")
def told_outside_the_transaction(patch: Patch) -> None:
    split_commit(patch, lambda part: kind_of(part) == "event")


@bug("the deadline is noted after the commit", near="orders.place:")
def timer_outside_the_transaction(patch: Patch) -> None:
    split_commit(patch, lambda part: kind_of(part) == "timer")


@bug("balances are changed after the journals are written")
def balances_outside_the_transaction(patch: Patch) -> None:
    split_commit(patch, lambda part: kind_of(part) == "balance" or lies_under(part, BalanceItem.by_account))


@bug("the listener's receipt is kept before its effect", near="on_order_placed>orders.carts")
def receipt_before_the_effect(patch: Patch) -> None:
    whole = Write.commit

    def commit(self: Write, answer: Any = None) -> None:
        if isinstance(self._once, Receipt) and self._parts:
            whole(Write(self._once))
            self._once = None
        whole(self, answer)

    patch.setattr(Write, "commit", commit)


@bug("listeners keep no receipt", near="PutEvents")
def no_receipt(patch: Patch) -> None:
    patch.setattr(Receipt, "record", lambda *_: None)


@bug("the answer of a request is kept nowhere", near="orders.place:")
def no_idempotency_record(patch: Patch) -> None:
    patch.setattr(Once, "record", lambda *_: None)


@bug("ids are drawn by lot where a retry has to find them again", near="payments/pay")
def ids_drawn_by_lot(patch: Patch) -> None:
    patch.setattr(ids, "derived", lambda prefix, *_: ids.new(prefix))


@bug("any cancelled transaction is taken for one that was done before", near="orders.place:")
def cancelled_means_done(patch: Patch) -> None:
    together = write._together

    def swallowing(parts: list[Part], token: str) -> None:
        try:
            together(parts, token)
        except write._TryAgain:
            raise AlreadyDone from None

    patch.setattr(write, "_together", swallowing)


@bug("a listener acknowledges whatever happens", near="on_webhook_received")
def acknowledged_on_error(patch: Patch) -> None:
    record = Listener._record

    def swallowing(self: Listener, *given: Any, **named: Any) -> None:
        try:
            record(self, *given, **named)
        except Exception:
            return

    patch.setattr(Listener, "_record", swallowing)


@bug("the relay goes on when the bus does not answer", near="PutEvents")
def relay_forgets(patch: Patch) -> None:
    put = relay._put

    def forgetting(chunk: Any) -> Any:
        try:
            return put(chunk)
        except Exception:
            return []

    patch.setattr(relay, "_put", forgetting)
