"""Whoever may change a thing may look at it first: no operation is open to somebody to whom the thing itself is not."""

import re

import pytest

from tests.authorization.matrix import ACTORS, routes, stated

READ = {
    "account": "/v1/ledger/accounts/{account}", "action_id": "/v1/admin/account-actions/{action_id}",
    "after_sale_id": "/v1/after-sales/{after_sale_id}", "attempt_id": "/v1/payments/{attempt_id}",
    "comment_id": "/v1/comments/{comment_id}", "date": "/v1/admin/recon/{channel}/{date}",
    "device_id": "/v1/me/devices/{device_id}", "dispute_id": "/v1/disputes/{dispute_id}",
    "hold_id": "/v1/wallets/holds/{hold_id}", "method_id": "/v1/payout-methods/{method_id}",
    "order_id": "/v1/orders/{order_id}", "payout_id": "/v1/payouts/{payout_id}", "post_id": "/v1/posts/{post_id}",
    "product_id": "/v1/products/{product_id}", "refund_id": "/v1/refunds/{refund_id}", "review_id": "/v1/reviews",
    "rule_id": "/v1/admin/split-rules/{rule_id}", "sku_id": "/v1/me/products", "statement_id": "/v1/settlements/{statement_id}",
    "unmatched_id": "/v1/admin/payments/unmatched", "/v1/admin/channel-accounts/": "/v1/admin/channel-accounts/{party}/{channel}",
    "/v1/admin/identities/": "/v1/admin/identities/{user_id}", "/v1/admin/payees/": "/v1/admin/payees/{party}",
    "/v1/admin/settlement-agreements/": "/v1/admin/settlement-agreements/{party}", "/v1/admin/users/": "/v1/admin/users",
    "/v1/cart/": "/v1/cart", "/v1/users/{user_id}/follow": "/v1/users/{user_id}/followers",
}  # fmt: skip
"""By what stands in a path: its beginning, or the parameter nearest to the front."""
CHANGES = [
    key for key, (_, route) in routes().items() if route.method != "GET" and "{" in key and "/webhooks/" not in key
]


MADE_BY_IT = {"PUT /v1/admin/channel-accounts/{party}/{channel}", "POST /v1/admin/recon/{channel}/{date}/run"}
"""What is not there to be read before it was done."""


def read_of(key: str) -> str:
    path = key.partition(" ")[2]
    begins = [name for name in READ if path.startswith(name)]
    names = [*begins, *(name for name in re.findall(r"\{(\w+)\}", path) if name in READ)]
    return f"GET {READ[names[0]]}"


@pytest.mark.parametrize("key", CHANGES)
def test_what_one_may_change_one_may_read(key: str) -> None:
    cells, read = stated(), read_of(key)
    blind = [
        actor
        for actor, change, look in zip(ACTORS, cells[key], cells[read], strict=True)
        if change not in (401, 403, 404) and look in ((401, 403) if key in MADE_BY_IT else (401, 403, 404))
    ]
    assert blind == [], read
