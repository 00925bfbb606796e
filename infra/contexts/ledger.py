"""Where every cent is: wallets and the proof. Both only read; journals come with others' transactions (infra/lent.py)."""

from constructs import Construct

from infra.constructs import Context, Endpoint
from infra.platform import Platform


class Ledger(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "ledger", platform)
        table = platform.table
        balances = table.keys("ACC#*")

        Endpoint(self, "wallet", may=[balances.read, table.gsi1("WALLET#*", "ENTRIES#*").read])
        Endpoint(self, "proof", may=[balances.read, table.gsi1("JOURNALS#*").read], memory_mb=1024, timeout_seconds=29)
