"""Who may do what with accounts."""

from argosy.kernel.permissions import ADMIN, MEMBER, Permission

ACCOUNT_OWN = Permission("account:own", MEMBER)
USER_ADMINISTER = Permission("user:administer", ADMIN)
