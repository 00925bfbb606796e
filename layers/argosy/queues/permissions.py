"""Who may do what with dead letters."""

from argosy.kernel.permissions import ADMIN, Permission

OPS_REDRIVE = Permission("ops:redrive", ADMIN)
