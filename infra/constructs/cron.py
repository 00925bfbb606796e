"""A function that a schedule wakes."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_scheduler_targets as targets
from aws_cdk import aws_sqs as sqs

from infra.access import Access, statements
from infra.alarms import counted
from infra.constructs.context import Context
from infra.constructs.function import Function


class Cron(Function):
    """`Cron(self, "settle", "cron(0 1 * * ? *)")`, in UTC or in `zone`.

    A call that cannot be made or that fails is tried again within the hour, then kept as a dead letter. With `silent_minutes` a
    person is told when it was not called for so long.
    """

    def __init__(
        self,
        context: Context,
        name: str,
        schedule: str,
        *,
        zone: str = "UTC",
        may: Sequence[Access] = (),
        memory_mb: int = 512,
        timeout_seconds: int = 60,
        silent_minutes: int = 0,
    ) -> None:
        super().__init__(context, name, may, memory_mb=memory_mb, timeout_seconds=timeout_seconds)
        dead = context.dead_letters
        # The schedule hands its call over and is content; what becomes of a call that fails is for the function to say.
        self.may(Access(("sqs:SendMessage",), (dead.queue_arn,)), self.platform.table.keys("RECEIPT#*").only("PutItem"))
        self.sets_aside(dead, oldest_seconds=3600)
        if silent_minutes:
            invoked = counted("AWS/Lambda", "Invocations", minutes=silent_minutes, FunctionName=self.name)
            self.platform.alarms.on_silence(self, "Silent", invoked, f"No schedule wakes {self.name} any more")
        target = targets.LambdaInvoke(
            self.function,
            role=self._clock(dead).without_policy_updates(),
            dead_letter_queue=dead,
            max_event_age=cdk.Duration.hours(1),
            retry_attempts=10,
        )
        when = scheduler.ScheduleExpression.expression(schedule, cdk.TimeZone.of(zone))
        scheduler.Schedule(self, "Schedule", schedule=when, target=target, time_window=scheduler.TimeWindow.off())

    def _clock(self, dead: sqs.Queue) -> iam.Role:
        """Who wakes: the schedules of this account, and only this function."""
        wake = Access(("lambda:InvokeFunction",), (self.function.function_arn,))
        keep = Access(("sqs:SendMessage",), (dead.queue_arn,))
        waking = iam.PolicyDocument(statements=statements([wake, keep]))
        own_account = {"StringEquals": {"aws:SourceAccount": cdk.Stack.of(self).account}}
        clock = iam.ServicePrincipal("scheduler.amazonaws.com", conditions=own_account)
        return iam.Role(self, "Clock", assumed_by=clock, inline_policies={"wake": waking})
