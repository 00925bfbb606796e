"""Every operation, asked for by ten actors on things of others: the cells of docs/authorization.md, and what holds of them."""

import json
from collections.abc import Iterator

import pytest

from argosy.kernel.auth import May
from argosy.kernel.permissions import Permission
from argosy.kernel.route import EVERYONE, Route
from docs.inventory import granted
from tests.authorization.matrix import ACTORS, STAFF, Matrix, routes, stated, world
from tests.support import cloud

ROUTES = {key: route for key, (_, route) in routes().items()}
NOBODY, SIGNED_OUT, SUSPENDED, WITHDRAWN, USER = range(5)
ROLE_OF = {"other seller": "seller"} | {name: name for name in STAFF}
FOR_ALL = {
    "DELETE /v1/cart/items/{sku_id}", "PUT /v1/cart/items/{sku_id}", "PUT /v1/users/{user_id}/follow",
    "DELETE /v1/users/{user_id}/follow", "POST /v1/posts/{post_id}/comments", "POST /v1/products/{product_id}/comments",
    *(f"{method} /v1/{kind}s/{{{kind}_id}}/like" for method in ("PUT", "DELETE") for kind in ("post", "product", "comment")),
    "GET /v1/wallets/{asset}/entries", "GET /v1/wallets/{asset}/statement",
}  # fmt: skip
"""What anybody who is signed in may do with what is everybody's, or their own by a name that others have too."""


@pytest.fixture(scope="module")
def matrix() -> Iterator[Matrix]:
    with world() as found:
        yield found


def grants(actor: str) -> set[Permission]:
    return granted("member", ROLE_OF.get(actor, "member"))


def more(route: Route) -> set[Permission]:
    """What a route asks of roles beside its own permission."""
    found = (getattr(shape, "__metadata__", (None,))[0] for shape in route.takes.values())
    return {word.permission for word in found if isinstance(word, May)}


def test_every_operation_is_stated_and_nothing_else() -> None:
    assert set(stated()) == set(ROUTES)


@pytest.mark.parametrize("key", ROUTES)
def test_every_cell_is_as_it_is_stated(matrix: Matrix, key: str) -> None:
    assert dict(zip(ACTORS, matrix.row(key), strict=True)) == dict(zip(ACTORS, stated()[key], strict=True))


@pytest.mark.parametrize("key", [key for key, route in ROUTES.items() if route.may is not EVERYONE])
def test_whoever_is_not_or_no_longer_who_they_say_gets_nothing(key: str) -> None:
    row = stated()[key]
    assert row[NOBODY] == 401
    if not ROUTES[key].believes_tokens:
        assert (row[SIGNED_OUT], row[SUSPENDED]) == (401, 401)


@pytest.mark.parametrize("key", ROUTES)
def test_a_role_that_was_withdrawn_is_worth_nothing_whatever_the_token_says(key: str) -> None:
    assert stated()[key][WITHDRAWN] == stated()[key][USER]


@pytest.mark.parametrize("key", [key for key, route in ROUTES.items() if route.may is not EVERYONE])
def test_without_the_permission_an_operation_is_forbidden(key: str) -> None:
    for actor, status in list(zip(ACTORS, stated()[key], strict=True))[USER:]:
        if ROUTES[key].may not in grants(actor):
            assert status == 403, actor


@pytest.mark.parametrize(
    "key", [key for key, route in ROUTES.items() if "{" in key and route.may in granted("member", "seller")]
)
def test_what_is_somebody_elses_is_not_there_but_for_a_role_that_reaches_it(key: str) -> None:
    route = ROUTES[key]
    if key in FOR_ALL or route.believes_tokens:
        return
    for actor, status in list(zip(ACTORS, stated()[key], strict=True))[USER:]:
        if route.may in grants(actor) and not more(route) & grants(actor):
            assert status == 404, actor


def test_no_operation_fails_on_anybody() -> None:
    assert {key: row for key, row in stated().items() if 500 in row} == {}


def test_what_was_refused_left_nothing_behind(matrix: Matrix) -> None:
    before = sorted(json.dumps(row, sort_keys=True, default=str) for row in cloud.rows())
    for key in ROUTES:
        if not key.startswith("GET ") and max(stated()[key]) in (401, 403, 404):
            matrix.row(key)
    assert sorted(json.dumps(row, sort_keys=True, default=str) for row in cloud.rows()) == before
