"""Which role may do what: each context says it of its own permissions (`argosy/<context>/permissions.py`).

Deny by default: what no role is named for, nobody may. A role's permissions add up. Anybody who is signed in and verified is a
`member`. docs/atlas.md has the whole table.
"""

from collections.abc import Iterable

ROLES = ("member", "seller", "moderator", "support", "finance", "admin")
MEMBER, SELLER, MODERATOR, SUPPORT, FINANCE, ADMIN = ROLES


class Permission:
    """`ORDER_OWN = Permission("order:own", MEMBER)`: its name, and the roles that have it."""

    def __init__(self, name: str, *roles: str) -> None:
        self.name, self.roles = name, frozenset(roles)

    def __str__(self) -> str:
        return self.name

    def is_given_to(self, roles: Iterable[str]) -> bool:
        """Whether one of these roles has it."""
        return not self.roles.isdisjoint(roles)
