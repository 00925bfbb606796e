"""Who calls is asked of the account and not of the token, but for a few reads that harm nobody."""

import ast
from pathlib import Path

from argosy.kernel.auth import May
from argosy.kernel.route import EVERYONE, Route
from docs.inventory import functions, granted, permissions

HARMLESS = {
    "GET /v1/cart",
    "GET /v1/comments/{comment_id}/likes",
    "GET /v1/feed",
    "GET /v1/posts/{post_id}",
    "GET /v1/posts/{post_id}/likes",
    "GET /v1/products/{product_id}",
    "GET /v1/products/{product_id}/likes",
}
"""Reads for which a token's own word is enough."""
SIGN_OUT = "DELETE /v1/sessions/current"
"""Ends what may have ended before: whoever repeats it is told that it is done."""


def routes() -> dict[str, Route]:
    return {route.key: route for function in functions() for route in function.routes}


def test_a_token_alone_is_believed_for_harmless_reads_and_for_signing_out_and_nowhere_else() -> None:
    assert {key for key, route in routes().items() if route.believes_tokens} == HARMLESS | {SIGN_OUT}
    assert all(key.startswith("GET ") for key in HARMLESS)


def test_what_is_believed_is_never_what_a_role_was_given_for() -> None:
    believed = {route.may for route in routes().values() if route.believes_tokens} - {EVERYONE}
    assert believed <= granted("member")


def test_nobody_outside_the_kernel_asks_what_roles_somebody_has() -> None:
    asking = {
        str(file)
        for root in ("functions", "layers/argosy")
        for file in Path(root).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "is_given_to"
    }
    assert asking == {"layers/argosy/kernel/auth.py", "layers/argosy/kernel/input.py"}


def test_a_permission_has_one_name_and_is_used() -> None:
    names = [str(permission) for permission in permissions()]
    assert len(set(names)) == len(names)
    asked = {route.may for route in routes().values()} | {
        word.permission
        for route in routes().values()
        for shape in route.takes.values()
        for word in getattr(shape, "__metadata__", ())
        if isinstance(word, May)
    }
    assert set(permissions()) - asked == set()
