"""Who may do what with refunds."""

from argosy.kernel.permissions import ADMIN, FINANCE, SELLER, Permission

REFUND_WRITE = Permission("refund:write", SELLER, FINANCE, ADMIN)
REFUND_WRITE_ANY = Permission("refund:write-any", FINANCE, ADMIN)
