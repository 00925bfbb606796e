"""A function that hears facts from its own queue."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs

from infra.access import Access
from infra.constructs.context import Context
from infra.constructs.function import Function
from infra.constructs.queues import dead_letters, work_queue

RECEIVE = ("sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage")


class Listener(Function):
    """Its queue gets the events that the module's `@listens` names; `may` needs neither the queue nor its receipts.

    At most `concurrency` copies run at once, so that a flood of facts cannot starve the requests of people.
    """

    def __init__(
        self,
        context: Context,
        name: str,
        *,
        may: Sequence[Access] = (),
        memory_mb: int = 512,
        timeout_seconds: int = 10,
        concurrency: int = 10,
    ) -> None:
        super().__init__(context, name, may, memory_mb=memory_mb, timeout_seconds=timeout_seconds)
        dead = dead_letters(self, self.platform, self.name)
        queue = work_queue(self, self.name, dead, visibility_seconds=6 * timeout_seconds)
        self.may(
            Access(RECEIVE, (queue.queue_arn,)),
            Access(("sqs:SendMessage",), (dead.queue_arn,), environment={"DEAD_LETTER_URL": dead.queue_url}),
            self.platform.table.keys("RECEIPT#*").only("PutItem"),
        )
        self._hear(queue, dead)
        lambda_.EventSourceMapping(
            self,
            "Source",
            target=self.function,
            event_source_arn=queue.queue_arn,
            batch_size=10,
            max_concurrency=concurrency,
            report_batch_item_failures=True,
        )

    def _hear(self, queue: sqs.Queue, dead: sqs.Queue) -> None:
        """What EventBridge cannot hand over lands beside what the function could not handle: both can be redriven."""
        names = sorted({event.name for event in self.module.handler.events})
        target = targets.SqsQueue(
            queue, dead_letter_queue=dead, max_event_age=cdk.Duration.hours(24), retry_attempts=185
        )
        pattern = events.EventPattern(source=["argosy"], detail_type=names)
        events.Rule(self, "Hears", event_bus=self.platform.bus, event_pattern=pattern, targets=[target])
