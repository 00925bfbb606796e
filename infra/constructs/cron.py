"""A function that a schedule wakes."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_scheduler_targets as targets

from infra.access import Access, statements
from infra.constructs.context import Context
from infra.constructs.function import Function
from infra.constructs.queues import dead_letters


class Cron(Function):
    """`Cron(self, "settle", "cron(0 1 * * ? *)")`, in UTC.

    A call that cannot be made is tried again for an hour, then kept as a dead letter.
    """

    def __init__(
        self,
        context: Context,
        name: str,
        schedule: str,
        *,
        may: Sequence[Access] = (),
        memory_mb: int = 512,
        timeout_seconds: int = 60,
    ) -> None:
        super().__init__(context, name, may, memory_mb=memory_mb, timeout_seconds=timeout_seconds)
        dead = dead_letters(self, self.platform, self.name)
        waking = iam.PolicyDocument(
            statements=statements(
                [
                    Access(("lambda:InvokeFunction",), (self.function.function_arn,)),
                    Access(("sqs:SendMessage",), (dead.queue_arn,)),
                ]
            )
        )
        role = iam.Role(
            self, "Clock", assumed_by=iam.ServicePrincipal("scheduler.amazonaws.com"), inline_policies={"wake": waking}
        )
        target = targets.LambdaInvoke(
            self.function,
            role=role.without_policy_updates(),
            dead_letter_queue=dead,
            max_event_age=cdk.Duration.hours(1),
            retry_attempts=10,
        )
        scheduler.Schedule(
            self,
            "Schedule",
            schedule=scheduler.ScheduleExpression.expression(schedule),
            target=target,
            time_window=scheduler.TimeWindow.off(),
        )
