"""Who may do what with disputes."""

from argosy.kernel.permissions import FINANCE, SELLER, SUPPORT, Permission

DISPUTE_ACCEPT = Permission("dispute:accept", FINANCE)
DISPUTE_ANSWER = Permission("dispute:answer", SELLER, FINANCE)
DISPUTE_ANSWER_ANY = Permission("dispute:answer-any", FINANCE)
DISPUTE_READ_ANY = Permission("dispute:read-any", SUPPORT, FINANCE)
