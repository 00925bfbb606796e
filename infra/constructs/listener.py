"""A function that hears facts: called by the bus, or from its own queue."""

from collections.abc import Sequence

from aws_cdk import aws_events as events
from aws_cdk import aws_lambda as lambda_

from infra.access import Access
from infra.constructs.context import Context
from infra.constructs.function import Function
from infra.constructs.queues import work_queue
from infra.platform import LARGE

RECEIVE = ("sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage")
A_DAY_SECONDS = 24 * 3600


class Listener(Function):
    """It gets the events that the module's `@listens` names; `may` needs neither a queue nor its receipts nor its places;
    one that hears in order may query its subjects.

    At stage `small` the bus calls it: Lambda keeps the fact up to six hours, tries three times, then sets it aside. At stage
    `large` it has a queue of its own, and at most `concurrency` copies run at once, so that a flood of facts cannot starve the
    requests of people. One that says in `floods` why it needs that at any size keeps its queue at both. No handler knows which.
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
        floods: str = "",
    ) -> None:
        super().__init__(context, name, may, memory_mb=memory_mb, timeout_seconds=timeout_seconds)
        self._dead = context.dead_letters
        self.may(
            Access(
                ("sqs:SendMessage",), (self._dead.queue_arn,), environment={"DEAD_LETTER_URL": self._dead.queue_url}
            ),
            self.platform.table.keys("RECEIPT#*").only("PutItem"),
        )
        if self.module.handler.in_order:
            places = f"POS#{context.name}.{name}#*"
            receipts = self.platform.table.keys("RECEIPT#*").only("GetItem")
            self.may(self.platform.table.keys(places).only("GetItem", "PutItem"), receipts)
        self.sets_aside(self._dead, oldest_seconds=6 * 3600)
        if floods or self.platform.stage == LARGE:
            self._hear(self._from_queue(6 * timeout_seconds, concurrency))
        else:
            self._called_by(self._hear(self.function.function_arn))

    def _from_queue(self, visibility_seconds: int, concurrency: int) -> str:
        """Its queue, which the function empties."""
        queue = work_queue(self, self.name, self._dead, visibility_seconds=visibility_seconds)
        self.may(Access(RECEIVE, (queue.queue_arn,)))
        lambda_.EventSourceMapping(
            self,
            "Source",
            target=self.function,
            event_source_arn=queue.queue_arn,
            batch_size=10,
            max_concurrency=concurrency,
            report_batch_item_failures=True,
        )
        return queue.queue_arn

    def _hear(self, arn: str) -> events.CfnRule:
        """What EventBridge cannot hand over lands beside what the function could not handle: both can be redriven."""
        names = sorted({event.name for event in self.module.handler.events})
        target = events.CfnRule.TargetProperty(
            id="Target0",
            arn=arn,
            dead_letter_config=events.CfnRule.DeadLetterConfigProperty(arn=self._dead.queue_arn),
            retry_policy=events.CfnRule.RetryPolicyProperty(
                maximum_event_age_in_seconds=A_DAY_SECONDS, maximum_retry_attempts=185
            ),
        )
        return events.CfnRule(
            self, "Hears", event_bus_name=self.platform.bus.event_bus_name, state="ENABLED", targets=[target],
            event_pattern={"source": ["argosy"], "detail-type": names},
        )  # fmt: skip

    def _called_by(self, rule: events.CfnRule) -> None:
        lambda_.CfnPermission(
            self, "Called", action="lambda:InvokeFunction", function_name=self.function.function_arn,
            principal="events.amazonaws.com", source_arn=rule.attr_arn,
        )  # fmt: skip
