"""Where every cent is: wallets, what finance does to accounts, the books, their seals and their proof."""

from constructs import Construct

from infra.access import Access, Table
from infra.constructs import Context, Cron, Endpoint, Listener
from infra.lent import holds, postings
from infra.platform import Platform


class Ledger(Context):
    """Most journals come with others' transactions (infra/lent.py)."""

    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "ledger", platform)
        self.table, self.zone = platform.table, platform.know_zone
        self._of_people()
        self._of_finance()
        self._of_the_books()

    def _of_people(self) -> None:
        table = self.table
        mine = table.gsi1("WALLET#*", "ENTRIES#*").read
        limits = Access((), (), environment={"TRANSFER_LIMITS": str(self.platform.context["transfer_limits"])})
        transfers = [
            table.keys("TRANSFER#*").only("GetItem", "PutItem"), table.keys("SENT#*").only("UpdateItem"), self.zone, limits,
        ]  # fmt: skip

        Endpoint(self, "wallet", may=[table.keys("ACC#*").read, mine])
        Endpoint(self, "transfers", may=[*transfers, *postings(table), self._owners])
        past = table.keys("SEAL#*", "CLOSING#*", "TRANSFER#*").only("BatchGetItem", "Query")
        Endpoint(self, "statement", may=[mine, past, self.zone], memory_mb=1024, timeout_seconds=29)

    def _of_finance(self) -> None:
        table = self.table
        actions, originals = table.keys("ACTION#*"), table.keys("JE#*", "REVERSED#*")
        decided = [actions.only("GetItem", "PutItem"), table.gsi1("ACTIONS#*").read]

        Endpoint(self, "holds", may=[*holds(table), *postings(table), self._owners, self.platform.set_timers])
        Listener(self, "on_hold_deadline_passed", may=[*holds(table), *postings(table)])
        Endpoint(self, "account_actions", may=[*decided, *postings(table), self._owners])
        taken_back = [originals.only("GetItem"), table.keys("REVERSED#*").only("PutItem")]
        Endpoint(self, "reversals", may=[*taken_back, *postings(table)])

    def _of_the_books(self) -> None:
        table = self.table
        listed = table.gsi1("JOURNALS#*").read
        sealed = table.keys("SEAL#*", "CLOSING#*")
        read = [
            listed, table.keys("ACC#*", "JE#*", "ORDER-JOURNALS#*", "SEAL#*", "CLOSING#*").read,
            table.gsi1("ENTRIES#*").read, table.gsi2("BUSINESS#*").read,
        ]  # fmt: skip
        proving = [
            table.keys("ACC#*", "HOLD#*", "SEAL#*", "CLOSING#*", "BILL#*").read, table.gsi1("JOURNALS#*", "HOLDS#*").read,
            table.gsi2("CHAIN#*", "SETTLEABLE#*").read, self.zone,
            table.keys("ORDER#*", "PAY#*", "RESERVATION#*", "SETTLE#*", "STATEMENT#*", "PAYOUT#*").only("BatchGetItem"),
            table.keys("SPLITS#*").only("BatchGetItem"),
        ]  # fmt: skip

        self.alarm_on(
            LedgerInvariantBroken="Money is not where the journals say: stop payouts, then read the monitor's log",
        )
        Endpoint(self, "books", may=read)
        Endpoint(self, "export", may=[listed, self.zone], memory_mb=1024, timeout_seconds=29)
        Endpoint(self, "proof", may=proving, memory_mb=1024, timeout_seconds=29)
        sealing = [listed, sealed.only("GetItem", "Query"), self.zone, *_seals(table)]
        Cron(self, "seal", "cron(30 1 * * ? *)", may=sealing, memory_mb=1769, timeout_seconds=900)
        Cron(self, "monitor", "rate(1 hour)", may=proving, memory_mb=1769, timeout_seconds=900)

    @property
    def _owners(self) -> Access:
        return self.table.keys("USER#*").only("ConditionCheckItem")


def _seals(table: Table) -> tuple[Access, ...]:
    """A seal is put and never changed; closings are noted again by a sealing that was broken off."""
    return table.keys("SEAL#*").only("PutItem", "ConditionCheckItem"), table.keys("CLOSING#*").only("UpdateItem")
