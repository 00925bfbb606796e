"""Who calls is asked of the account and not of the token, but for a few reads that harm nobody."""

import ast
from pathlib import Path

from argosy.kernel.permissions import GRANTS
from argosy.kernel.route import EVERYONE, Route
from docs.inventory import functions

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
    assert believed <= GRANTS["member"]


def test_nobody_outside_the_kernel_looks_up_what_roles_grant() -> None:
    asking = {
        str(file)
        for root in ("functions", "layers/argosy")
        for file in Path(root).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module == "argosy.kernel.permissions"
        if "granted" in {name.name for name in node.names}
    }
    assert asking == {"layers/argosy/kernel/auth.py", "layers/argosy/kernel/input.py"}
