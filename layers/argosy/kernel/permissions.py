"""Which role may do what. Deny by default: what no role is given here, nobody may.

A role's grants add up. Anybody who is signed in and verified is a `member`.
"""

ROLES = ("member", "seller", "moderator", "support", "finance", "admin")

GRANTS: dict[str, frozenset[str]] = {
    "member": frozenset(
        {
            "account:own",
            "after_sale:own",
            "cart:own",
            "comment:write",
            "device:own",
            "feed:read",
            "follow:write",
            "like:write",
            "notification:own",
            "order:own",
            "order:pay",
            "order:place",
            "payout:own",
            "post:write",
            "settlement:own",
            "wallet:own",
            "wallet:transfer",
        }
    ),
    "seller": frozenset(
        {
            "dispute:answer",
            "after_sale:answer",
            "order:hold",
            "order:sell",
            "product:write",
            "refund:write",
            "stock:write",
        }
    ),
    "moderator": frozenset(
        {
            "comment:moderate",
            "post:moderate",
            "post:publish",
            "review:decide",
        }
    ),
    "support": frozenset(
        {
            "after_sale:read-any",
            "after_sale:rule",
            "commission:read",
            "dispute:read-any",
            "order:hold",
            "order:hold-any",
            "order:read-any",
            "settlement:read-any",
        }
    ),
    "finance": frozenset(
        {
            "account:restrict",
            "channel:route",
            "after_sale:read-any",
            "commission:read",
            "commission:write",
            "dispute:accept",
            "dispute:answer",
            "dispute:answer-any",
            "dispute:read-any",
            "ledger:prove",
            "ledger:read",
            "ledger:reverse",
            "order:hold",
            "order:hold-any",
            "order:read-any",
            "payment:review",
            "payout:review",
            "reconciliation:decide",
            "reconciliation:read",
            "refund:write",
            "refund:write-any",
            "settlement:agree",
            "settlement:decide",
            "settlement:read-any",
            "settlement:run",
            "split:freeze",
            "split:pass-on",
            "wallet:hold",
        }
    ),
    "admin": frozenset(
        {
            "channel:route",
            "after_sale:read-any",
            "after_sale:rule",
            "comment:moderate",
            "commission:read",
            "commission:write",
            "order:hold",
            "order:hold-any",
            "order:read-any",
            "post:moderate",
            "post:publish",
            "product:platform",
            "reconciliation:decide",
            "reconciliation:read",
            "refund:write",
            "refund:write-any",
            "review:decide",
            "user:administer",
        }
    ),
}


def granted(roles: tuple[str, ...]) -> frozenset[str]:
    """All that these roles may do."""
    return frozenset().union(*(GRANTS[role] for role in roles if role in GRANTS))
