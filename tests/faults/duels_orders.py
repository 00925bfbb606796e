"""Duels over stock, carts and orders."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.faults.acts import Acts
from tests.faults.duel import Actors, Afterwards, Came, duel
from tests.faults.lab import PRICE_MINOR, STOCK
from tests.faults.told import Wish


def statuses(came: Came) -> Counter[int]:
    """How often each answer was given."""
    return Counter(wish.status for wish in came.values())


def answered(*wanted: int) -> Afterwards:
    """These answers, whoever got which."""

    def look(came: Came) -> Iterator[str]:
        if statuses(came) != Counter(wanted):
            yield f"answered {dict(statuses(came))} and not {wanted}"

    return look


def one_is_granted(came: Came) -> Iterator[str]:
    """Whatever the other is told."""
    if sum(wish.granted for wish in came.values()) != 1:
        yield f"granted were not one of {[wish.text for wish in came.values()]}"


@duel("two buyers want the last unit")
def last_unit(acts: Acts) -> tuple[Actors, Afterwards]:
    bea, ben = acts.lab.others
    wanted = {who.email: acts.quote(who, STOCK) for who in (bea, ben)}
    actors = {who.email: lambda who=who: acts.order(who, wanted[who.email], "mine") for who in (bea, ben)}
    return actors, answered(201, 409)


@duel("three buyers want two units")
def three_for_two(acts: Acts) -> tuple[Actors, Afterwards]:
    acts.ordered(acts.lab.buyer, STOCK - 2, key="before")
    buyers = (acts.lab.buyer, *acts.lab.others)
    wanted = {who.email: acts.quote(who, 1) for who in buyers}
    actors = {who.email: lambda who=who: acts.order(who, wanted[who.email], "mine") for who in buyers}
    return actors, answered(201, 201, 409)


@duel("an order of two lines on one item meets another order")
def two_lines_of_one_item(acts: Acts) -> tuple[Actors, Afterwards]:
    bea, ben = acts.lab.others
    both, one = acts.quote(bea, 1, STOCK - 1), acts.quote(ben, 1)
    return {"both": lambda: acts.order(bea, both, "two"), "one": lambda: acts.order(ben, one, "one")}, answered(
        201, 409
    )


@duel("the same order twice under one key")
def same_key_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    quote = acts.quote(acts.lab.buyer, 1)

    def look(came: Came) -> Iterator[str]:
        texts = {wish.text for wish in came.values()}
        if statuses(came) != Counter({201: 2}) or len(texts) != 1:
            yield f"one key was answered {statuses(came)} {texts}"

    return {name: lambda: acts.order(acts.lab.buyer, quote, "same") for name in ("once", "twice")}, look


@duel("one quote is ordered under two keys")
def one_quote_two_keys(acts: Acts) -> tuple[Actors, Afterwards]:
    quote = acts.quote(acts.lab.buyer, 1)

    def look(came: Came) -> Iterator[str]:
        """Who comes later finds the quote used, or gone."""
        if sorted(statuses(came)) not in ([201, 404], [201, 409]):
            yield f"answered {statuses(came)}"

    return {key: lambda key=key: acts.order(acts.lab.buyer, quote, key) for key in ("one", "other")}, look


@duel("a cart is changed in two tabs")
def two_tabs(acts: Acts) -> tuple[Actors, Afterwards]:
    skus = [acts.lab.sku, acts.lab.sku[:-1] + ("0" if acts.lab.sku[-1] != "0" else "1")]

    def put(sku: str) -> Any:
        return acts.ask("orders.cart", f"PUT /v1/cart/items/{sku}", {"quantity": 2}, who=acts.lab.buyer)

    def look(came: Came) -> Iterator[str]:
        held = [row.plain["quantities"] for row in acts.lab.rows("cart")]
        if not all(sku in held[0] for sku, done in zip(skus, came.values(), strict=True) if done):
            yield f"an answered change is not in the cart: {held}"
        if not any(came.values()):
            yield "nobody's change was taken"

    return {"one": lambda: put(skus[0]), "other": lambda: put(skus[1])}, look


@duel("a cart is changed while what was ordered leaves it")
def cart_and_order(acts: Acts) -> tuple[Actors, Afterwards]:
    acts.ask("orders.cart", f"PUT /v1/cart/items/{acts.lab.sku}", {"quantity": 5}, who=acts.lab.buyer)
    (placed,) = acts.waiting_for("orders.on_order_placed", lambda: acts.ordered(acts.lab.buyer, 2))

    def edit() -> Any:
        return acts.ask("orders.cart", f"PUT /v1/cart/items/{acts.lab.sku}", {"quantity": 9}, who=acts.lab.buyer)

    def look(came: Came) -> Iterator[str]:
        held = [row.plain["quantities"] for row in acts.lab.rows("cart")]
        if came["edit"] and held not in ([f'{{"{acts.lab.sku}": {left}}}'] for left in (9, 7)):
            yield f"the cart holds {held}"

    return {"edit": edit, "placed": lambda: acts.hears(placed)}, look


def priced(acts: Acts, minor: int) -> Wish:
    """The seller asks for another price."""
    price = {"amount": minor, "currency": "CNY"}
    change = {"skus": [{"id": acts.lab.sku, "code": "S0", "options": {"size": "0"}, "price": price}]}
    path = f"PATCH /v1/products/{acts.lab.product}"
    return acts.wish("catalogue.products", path, change, f"price-{minor}", acts.lab.seller)


@duel("a price changes while somebody orders")
def price_and_order(acts: Acts) -> tuple[Actors, Afterwards]:
    quote = acts.quote(acts.lab.buyer, 1)

    def look(came: Came) -> Iterator[str]:
        totals = [row.plain["payable_minor"] for row in acts.lab.rows("order")]
        if totals not in ([PRICE_MINOR], []) or (came["order"].granted and not totals):
            yield f"ordered at {totals}, quoted {PRICE_MINOR}"

    actors: Actors = {
        "dearer": lambda: priced(acts, PRICE_MINOR * 6 // 5),
        "order": lambda: acts.order(acts.lab.buyer, quote, "mine"),
    }
    return actors, look


@duel("a price comes due as its seller takes it back")
def price_due_and_taken_back(acts: Acts) -> tuple[Actors, Afterwards]:
    priced(acts, PRICE_MINOR // 10)
    (due,) = acts.waiting_for("catalogue.on_prices_due", lambda: acts.minutes_pass(11))

    def look(came: Came) -> Iterator[str]:
        (sku,) = acts.lab.rows("sku")
        if came["back"].granted and sku.plain["price_minor"] != PRICE_MINOR:
            yield f"taken back, and on sale at {sku.plain['price_minor']}"

    back = {"back": lambda: priced(acts, PRICE_MINOR), "due": lambda: acts.hears(due)}
    return back, look


@duel("a product is taken off sale while somebody orders")
def unpublished_and_ordered(acts: Acts) -> tuple[Actors, Afterwards]:
    quote = acts.quote(acts.lab.buyer, 1)

    def off() -> Any:
        return acts.ask("catalogue.products", f"POST /v1/products/{acts.lab.product}/unpublish", who=acts.lab.seller)

    def look(came: Came) -> Iterator[str]:
        if came["order"].status not in (201, 409):
            yield f"answered {came['order'].status}"

    return {"off": off, "order": lambda: acts.order(acts.lab.buyer, quote, "mine")}, look


@duel("the seller corrects the stock while somebody orders")
def stock_and_order(acts: Acts) -> tuple[Actors, Afterwards]:
    quote = acts.quote(acts.lab.buyer, 2)
    lost = {"delta": 1 - STOCK, "reason": "broken"}

    def correct() -> Any:
        return acts.wish("catalogue.stock", f"POST /v1/skus/{acts.lab.sku}/stock", lost, "count", acts.lab.seller)

    def look(came: Came) -> Iterator[str]:
        if sum(wish.granted for wish in came.values()) > 1:
            yield "more units were given away than there were"

    return {"correct": correct, "order": lambda: acts.order(acts.lab.buyer, quote, "mine")}, look


@duel("the same correction of the stock twice under one key")
def same_stock_change_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    came_in = {"delta": 2, "reason": "came in"}

    def correct() -> Any:
        return acts.wish("catalogue.stock", f"POST /v1/skus/{acts.lab.sku}/stock", came_in, "same", acts.lab.seller)

    def look(came: Came) -> Iterator[str]:
        held = [row.plain["available"] for row in acts.lab.rows("sku")]
        if held != [STOCK + 2]:
            yield f"{held} units are available"

    return dict.fromkeys(("once", "twice"), correct), look


@duel("the buyer cancels while the deadline passes")
def cancel_and_deadline(acts: Acts) -> tuple[Actors, Afterwards]:
    order = acts.ordered(acts.lab.buyer, 1)
    (passed,) = acts.waiting_for("orders.on_payment_deadline_passed", lambda: acts.minutes_pass(16))

    def look(came: Came) -> Iterator[str]:
        stock = [row.plain["available"] for row in acts.lab.rows("sku")]
        if stock != [STOCK]:
            yield f"{stock} units are free again"

    actors = {"cancel": lambda: acts.cancel(acts.lab.buyer, order, "no"), "deadline": lambda: acts.hears(passed)}
    return actors, look
