"""Who may do what with payments and channels."""

from argosy.kernel.permissions import ADMIN, FINANCE, Permission

CHANNEL_ROUTE = Permission("channel:route", FINANCE, ADMIN)
PAYMENT_REVIEW = Permission("payment:review", FINANCE)
