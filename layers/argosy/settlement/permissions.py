"""Who may do what with statements and agreements."""

from argosy.kernel.permissions import FINANCE, MEMBER, SUPPORT, Permission

SETTLEMENT_AGREE = Permission("settlement:agree", FINANCE)
SETTLEMENT_DECIDE = Permission("settlement:decide", FINANCE)
SETTLEMENT_OWN = Permission("settlement:own", MEMBER)
SETTLEMENT_READ_ANY = Permission("settlement:read-any", SUPPORT, FINANCE)
SETTLEMENT_RUN = Permission("settlement:run", FINANCE)
