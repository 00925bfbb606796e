"""What cannot be handled."""

import aws_cdk as cdk
import jsii
from constructs import Construct

from infra.access import Access
from infra.constructs import Context, Cron, Endpoint, Listener
from infra.platform import Platform

TAKE = ("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage")


class Queues(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "queues", platform)
        table = platform.table
        letters, waiting, jobs = (table.keys(f"{prefix}#*") for prefix in ("LETTER", "LETTERS-WAITING", "REDRIVE"))
        of_listener, receipts = table.gsi1("LETTERS#*").read, table.keys("RECEIPT#*")
        listeners = self.format_arn(
            service="lambda",
            resource="function",
            resource_name="argosy-*",
            arn_format=cdk.ArnFormat.COLON_RESOURCE_NAME,
        )
        known = {
            "DEAD_LETTER_URL": self.dead_letters.queue_url,
            "DEAD_LETTERS": cdk.Lazy.string(Names(platform)),
        }
        dead = self.format_arn(service="sqs", resource="argosy-*-dead")
        changing = [letters.read, letters.only("PutItem"), waiting.only("UpdateItem"), jobs.only("UpdateItem")]

        self.alarm_on(DeadLetters="Something could not be handled: ./argosy admin dead-letters, mend it, redrive")
        again = Access(("dynamodb:GetRecords", "dynamodb:GetShardIterator"), (table.stream_arn,))
        Cron(
            self, "keep", "rate(3 minutes)", may=[*changing, Access(TAKE, (dead,), environment=known), again],
            timeout_seconds=120, silent_minutes=30,
        )  # fmt: skip
        Endpoint(
            self, "dead_letters",
            may=[*changing, of_listener, waiting.only("Query"), jobs.only("GetItem", "PutItem"), receipts.only("PutItem")],
            timeout_seconds=25,
        )  # fmt: skip
        Endpoint(self, "queues", may=[Access(("sqs:GetQueueAttributes",), (dead,), environment=known)])
        Listener(
            self, "on_redrive_due",
            may=[
                *changing, of_listener, jobs.only("GetItem", "PutItem"), receipts.only("Query"), platform.set_timers,
                platform.put_events, Access(("lambda:InvokeFunction",), (listeners,)),
            ],
            timeout_seconds=60,
        )  # fmt: skip
        Listener(self, "on_redrive_answer_due", may=[*changing, receipts.only("Query")])


@jsii.implements(cdk.IStableStringProducer)
class Names:
    """The contexts that have a dead-letter queue, which are known when all are placed."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def produce(self) -> str:
        return ",".join(sorted(self._platform.dead_letters))
