"""Who may do what with a channel's day."""

from argosy.kernel.permissions import ADMIN, FINANCE, Permission

RECONCILIATION_DECIDE = Permission("reconciliation:decide", FINANCE, ADMIN)
RECONCILIATION_READ = Permission("reconciliation:read", FINANCE, ADMIN)
