"""Bugs that show only where two meet: a condition that is missing, a state that is not looked at again."""

from collections.abc import Callable
from typing import Any

from argosy.catalogue.items import SkuItem
from argosy.kernel import auth
from argosy.kernel.account import AccountItem
from argosy.kernel.once import Once
from argosy.kernel.write import Part, Write
from argosy.orders import carts
from argosy.orders.items import CartItem, QuoteItem
from argosy.orders.line import Line
from argosy.orders.order import Order
from argosy.payments import matrix
from argosy.payments.attempt import AttemptStatus
from argosy.payments.matrix import Effect, Said, Standing
from tests.faults.planted import Patch, bug, each_commit, kind_of, lies_under, unguarded


def whatever_stands_there(patch: Patch, meant: Callable[[Part], bool]) -> None:
    """These parts have no condition."""
    each_commit(patch, lambda parts: [unguarded(part) if meant(part) else part for part in parts])


def unguarded_kinds(patch: Patch, *kinds: str) -> None:
    whatever_stands_there(patch, lambda part: kind_of(part) in kinds)


@bug("stock is taken without looking whether there is enough", duel="last_unit")
def oversold(patch: Patch) -> None:
    whatever_stands_there(patch, lambda part: lies_under(part, SkuItem.by_id))


@bug("an order is saved over whatever it has become meanwhile", duel="payment_and_deadline")
def order_without_version(patch: Patch) -> None:
    unguarded_kinds(patch, "order")


@bug("a refund is looked at and then noted, with nothing between that holds", duel="two_refunds")
def refund_check_then_act(patch: Patch) -> None:
    def change(parts: list[Part]) -> list[Part]:
        asked = any(kind_of(part) == "refund" for part in parts)
        return [unguarded(part) if asked and kind_of(part) == "order" else part for part in parts]

    each_commit(patch, change)


@bug("a party's balance is read, changed and written back", duel="two_windows")
def balance_read_modify_write(patch: Patch) -> None:
    unguarded_kinds(patch, "balance")


@bug("a cart is saved over what another tab has put into it", duel="two_tabs")
def cart_without_version(patch: Patch) -> None:
    unguarded_kinds(patch, "cart")


@bug("what was ordered takes the whole cart with it, as it was when it was ordered", duel="cart_and_order")
def cart_as_it_was(patch: Patch) -> None:
    def take_out(user_id: str, bought: dict[str, int], receipt: Any) -> None:
        item = CartItem.by_user.get(user_id=user_id)
        if item is not None:
            carts._save(Write(receipt), user_id, {}, item)

    patch.setattr(carts, "take_out", take_out)


@bug("lines on one item are reserved as if each were alone", duel="two_lines_of_one_item")
def lines_not_summed(patch: Patch) -> None:
    patch.setattr(Order, "quantities", lambda self: {line.sku_id: line.quantity for line in self.lines})


@bug("the record of a key is written over the one that is there", duel="same_stock_change_twice")
def key_without_condition(patch: Patch) -> None:
    record = Once.record

    def careless(self: Once, answer: Any) -> Any:
        found = record(self, answer)
        return found and ({name: it for name, it in found[0].items() if name != "ConditionExpression"}, found[1])

    patch.setattr(Once, "record", careless)


@bug("a quote may be used twice", duel="one_quote_two_keys")
def quote_used_twice(patch: Patch) -> None:
    whatever_stands_there(patch, lambda part: lies_under(part, QuoteItem.by_id))


@bug("a session is saved over the one that was ended meanwhile", duel="refresh_and_sign_out")
def session_without_version(patch: Patch) -> None:
    unguarded_kinds(patch, "session")


@bug("a like is counted whether it is new or not", duel="like_twice")
def like_without_condition(patch: Patch) -> None:
    unguarded_kinds(patch, "like")


@bug("statements and their lines are saved over what another run has made of them", duel="two_settlements")
def statement_without_version(patch: Patch) -> None:
    unguarded_kinds(patch, "statement", "settleable", "position")


@bug("the token's roles are believed where the account should be read", duel="role_withdrawn")
def token_believed(patch: Patch) -> None:
    patch.setattr(auth, "_as_of_now", lambda caller: caller)


@bug("roles are written over what another admin has given", duel="two_roles")
def roles_without_condition(patch: Patch) -> None:
    whatever_stands_there(patch, lambda part: lies_under(part, AccountItem.by_user))


@bug("a second payment of an order is kept", duel="two_attempts_paid")
def second_payment_kept(patch: Patch) -> None:
    as_asked = matrix.TABLE[Said.PAID_AS_ASKED] | {Standing.PAID_BY_ANOTHER: Effect.NOTHING}
    patch.setattr(matrix, "TABLE", matrix.TABLE | {Said.PAID_AS_ASKED: as_asked})


@bug("what was paid once is paid again when it is told again", duel="same_word_twice")
def payment_not_recognised(patch: Patch) -> None:
    patch.setattr(AttemptStatus, "has_money", property(lambda self: False))


@bug("what is on its way back is forgotten when the next refund is asked for", duel="two_refunds")
def refunding_not_counted(patch: Patch) -> None:
    patch.setattr(Line, "refundable_minor", property(lambda self: self.payable_minor - self.refunded_minor))
