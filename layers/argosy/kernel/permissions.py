"""Which role may do what. Deny by default: what no role is given here, nobody may.

A role's grants add up. Anybody who is signed in and verified is a `member`.
"""

ROLES = ("member", "seller", "moderator", "support", "finance", "admin")

GRANTS: dict[str, frozenset[str]] = {
    "member": frozenset(
        {
            "account:own",
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
            "commission:read",
            "order:hold",
            "order:hold-any",
            "order:read-any",
            "settlement:read-any",
        }
    ),
    "finance": frozenset(
        {
            "account:restrict",
            "commission:read",
            "commission:write",
            "ledger:prove",
            "ledger:read",
            "ledger:reverse",
            "order:hold",
            "order:hold-any",
            "order:read-any",
            "payout:review",
            "reconciliation:decide",
            "reconciliation:read",
            "refund:write",
            "refund:write-any",
            "settlement:agree",
            "settlement:decide",
            "settlement:read-any",
            "settlement:run",
            "wallet:hold",
        }
    ),
    "admin": frozenset(
        {
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

LIVE = frozenset({"order:place", "order:pay", "wallet:own", "payout:own"}) | frozenset().union(
    *(granted for role, granted in GRANTS.items() if role != "member")
)
"""Money, and whatever a role was given for: there the token alone is not believed, the account is read (one item)."""


def granted(roles: tuple[str, ...]) -> frozenset[str]:
    """All that these roles may do."""
    return frozenset().union(*(GRANTS[role] for role in roles if role in GRANTS))
