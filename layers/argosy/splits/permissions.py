"""Who may do what with what channels pass on."""

from argosy.kernel.permissions import FINANCE, Permission

SPLIT_PASS_ON = Permission("split:pass-on", FINANCE)
