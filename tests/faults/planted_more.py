"""Bugs of reading too early, answering too early, rounding, and never asking."""

from dataclasses import replace
from typing import Any

from argosy.kernel import money
from argosy.kernel.errors import Busy
from argosy.kernel.keys import Key
from argosy.kernel.once import Once
from argosy.kernel.receipt import Receipt
from argosy.kernel.table import fetch
from argosy.kernel.write import Part, Write
from argosy.ledger.items import BalanceItem
from argosy.orders import moves
from argosy.payments.channels import stripe as stripe_channel
from tests.faults.planted import Patch, bug, each_commit, lies_under
from tests.support.hook import Call, on_calls


@bug("reads may be from before the last write", near="orders/checkout>kernel")
def reads_not_consistent(patch: Patch) -> None:
    def lagging(go_on: Call, service: str, operation: str, given: dict[str, Any]) -> Any:
        if operation in ("GetItem", "Query"):
            given = {name: it for name, it in given.items() if name != "ConsistentRead"}
        return go_on(service, operation, given)

    on_calls(patch, lagging)


@bug("the record of a key is kept before its effect", near="orders.place:")
def key_before_the_effect(patch: Patch) -> None:
    whole = Write.commit

    def commit(self: Write, answer: Any = None) -> None:
        if isinstance(self._once, Once) and self._parts:
            whole(Write(self._once), answer)
            self._once = None
        whole(self, answer)

    patch.setattr(Write, "commit", commit)


@bug("the listener's receipt is kept after its effect", near="on_order_placed>orders.carts")
def receipt_after_the_effect(patch: Patch) -> None:
    whole = Write.commit

    def commit(self: Write, answer: Any = None) -> None:
        if not isinstance(self._once, Receipt) or not self._parts:
            return whole(self, answer)
        receipt, self._once = self._once, None
        whole(self, answer)
        return whole(Write(receipt))

    patch.setattr(Write, "commit", commit)


@bug("an order is answered 201 although it could not be kept", near="orders.moves.place:")
def answered_before_it_is_kept(patch: Patch) -> None:
    place = moves.place

    def hopeful(*given: Any) -> None:
        try:
            place(*given)
        except Busy:
            return

    patch.setattr(moves, "place", hopeful)


@bug("each share is rounded for itself")
def shares_rounded_alone(patch: Patch) -> None:
    def allocate(total: int, weights: Any) -> Any:
        return [total * weight // (sum(weights) or 1) for weight in weights]

    for module in ("argosy.orders.split", "argosy.commission.split", "argosy.kernel.money"):
        patch.setattr(f"{module}.allocate", allocate, raising=module == money.__name__)


@bug("a shared account's balance is read, changed and written back", duel="two_payments_on_one_shard")
def flow_read_modify_write(patch: Patch) -> None:
    def change(parts: list[Part]) -> list[Part]:
        return [_written_back(part) if lies_under(part, BalanceItem.by_account) else part for part in parts]

    each_commit(patch, change)


def _written_back(part: Part) -> Part:
    """`ADD balance_minor` as somebody would write it who has no ADD."""
    values, key = part.request["ExpressionAttributeValues"], part.request["Key"]
    words, added = part.request["UpdateExpression"].split(" ADD ")
    name, amount = added.split()
    stands = fetch([Key(key["pk"]["S"], key["sk"]["S"])])
    before = sum(int(raw["balance_minor"]["N"]) for raw in stands.values())
    after = {":now": {"N": str(before + int(values[amount]["N"]))}}
    request = {"UpdateExpression": f"{words}, {name} = :now", "ExpressionAttributeValues": values | after}
    return Part(part.verb, part.request | request, part.otherwise)


@bug("an attempt is closed without looking whether its money had come", crowd=True)
def closed_without_looking(patch: Patch) -> None:
    close = stripe_channel.close
    patch.setattr(stripe_channel, "close", lambda attempt: replace(close(attempt), outcome="closed"))
