"""Who may do what with payouts."""

from argosy.kernel.permissions import FINANCE, MEMBER, Permission

PAYOUT_OWN = Permission("payout:own", MEMBER)
PAYOUT_REVIEW = Permission("payout:review", FINANCE)
