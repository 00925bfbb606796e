"""Who may do what with wallets and books."""

from argosy.kernel.permissions import FINANCE, MEMBER, Permission

ACCOUNT_RESTRICT = Permission("account:restrict", FINANCE)
LEDGER_PROVE = Permission("ledger:prove", FINANCE)
LEDGER_READ = Permission("ledger:read", FINANCE)
LEDGER_REVERSE = Permission("ledger:reverse", FINANCE)
WALLET_HOLD = Permission("wallet:hold", FINANCE)
WALLET_OWN = Permission("wallet:own", MEMBER)
WALLET_TRANSFER = Permission("wallet:transfer", MEMBER)
