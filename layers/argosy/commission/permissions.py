"""Who may do what with the rules by which sales are shared."""

from argosy.kernel.permissions import ADMIN, FINANCE, SUPPORT, Permission

COMMISSION_READ = Permission("commission:read", SUPPORT, FINANCE, ADMIN)
COMMISSION_WRITE = Permission("commission:write", FINANCE, ADMIN)
