"""Which role may do what. Deny by default: what no role is given here, nobody may.

A role's grants add up. Anybody who is signed in and verified is a `member`.
"""

ROLES = ("member", "seller", "moderator", "support", "finance", "admin")

GRANTS: dict[str, frozenset[str]] = {
    "member": frozenset(
        {
            "account:own",
            "post:write",
            "comment:write",
            "like:write",
            "follow:write",
            "feed:read",
            "cart:own",
            "order:place",
            "order:own",
            "order:pay",
            "wallet:own",
            "settlement:own",
            "payout:own",
            "notification:own",
            "device:own",
        }
    ),
    "seller": frozenset({"product:write", "stock:write", "order:sell", "refund:write"}),
    "moderator": frozenset({"review:decide", "post:moderate", "post:publish", "comment:moderate"}),
    "support": frozenset({"order:read-any"}),
    "finance": frozenset(
        {
            "ledger:prove",
            "settlement:run",
            "order:read-any",
            "settlement:read-any",
            "refund:write",
            "refund:write-any",
            "payout:review",
        }
    ),
    "admin": frozenset(
        {
            "user:administer",
            "review:decide",
            "post:moderate",
            "post:publish",
            "comment:moderate",
            "order:read-any",
            "refund:write",
            "refund:write-any",
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
