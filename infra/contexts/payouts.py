"""Money on its way to a party's bank."""

from constructs import Construct

from infra.access import Access
from infra.constructs import Context, Endpoint, Listener
from infra.lent import postings
from infra.platform import Platform


class Payouts(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "payouts", platform)
        table = platform.table
        payouts, payees, words, numbers = (
            table.keys(f"{prefix}#*") for prefix in ("PAYOUT", "PAYEE", "BANKEVENT", "BANKACCOUNT")
        )
        of_owner, of_status = table.gsi1("PAYOUTS#*"), table.gsi2("PAYOUTS-*#*")
        policy = Access((), (), environment={"PAYOUT_POLICY": str(platform.context["payout_policy"])})
        bank = platform.channel("bank")
        moving = [payouts.read_write, payees.only("UpdateItem"), *postings(table), platform.know_zone]
        deciding = [
            *moving, payees.read, table.keys("ACC#*", "PAYEE#*").only("ConditionCheckItem"), policy,
            table.keys("USER#*").only("GetItem"), platform.set_timers,
        ]  # fmt: skip

        self.alarm_on(
            PayoutPuzzle="A bank contradicts itself about a payout; a person has to ask it",
        )
        Endpoint(
            self, "methods", may=[payees.read_write, numbers.read_write, platform.know_zone, bank], timeout_seconds=25
        )
        Endpoint(self, "payout", may=[*moving, payees.read, policy, of_owner.read])
        Endpoint(self, "review", may=[*deciding, of_status.read])
        Endpoint(self, "payees", may=[payees.read_write, table.keys("USER#*").only("GetItem")])
        Endpoint(self, "webhook", may=[payouts.read, words.write, bank])
        Listener(self, "on_payout_requested", may=[*deciding, of_owner.read])
        Listener(self, "on_payout_approved", may=[*deciding, numbers.read, bank], timeout_seconds=30)
        Listener(
            self, "on_payout_query_due", may=[*moving, numbers.read, bank, platform.set_timers], timeout_seconds=30
        )
        Listener(self, "on_webhook_received", may=[*moving, words.read])
        Listener(self, "on_statement_approved", may=moving)
