"""A function that reads what was written to the table."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources

from infra.access import Access
from infra.constructs.context import Context
from infra.constructs.function import Function

READ_STREAM = ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")


class StreamReader(Function):
    """Gets each new item of one kind, in order per partition key.

    What it cannot handle ends, after bounded tries, as a dead letter that names the records: none holds up the rest.
    """

    def __init__(
        self,
        context: Context,
        name: str,
        *,
        kind: str,
        may: Sequence[Access] = (),
        memory_mb: int = 512,
        timeout_seconds: int = 30,
    ) -> None:
        super().__init__(context, name, may, memory_mb=memory_mb, timeout_seconds=timeout_seconds)
        dead = context.dead_letters
        stream = self.platform.table.stream_arn
        self.may(
            Access(READ_STREAM, (stream,)),
            Access(("dynamodb:ListStreams",), ("*",)),
            Access(("sqs:SendMessage",), (dead.queue_arn,)),
        )
        new_of_kind = {
            "eventName": lambda_.FilterRule.is_equal("INSERT"),
            "dynamodb": {"NewImage": {"kind": {"S": lambda_.FilterRule.is_equal(kind)}}},
        }
        lambda_.EventSourceMapping(
            self,
            "Source",
            target=self.function,
            event_source_arn=stream,
            starting_position=lambda_.StartingPosition.TRIM_HORIZON,
            batch_size=100,
            parallelization_factor=4,
            bisect_batch_on_error=True,
            retry_attempts=10,
            max_record_age=cdk.Duration.hours(6),
            report_batch_item_failures=True,
            on_failure=sources.SqsDlq(dead),
            filters=[lambda_.FilterCriteria.filter(new_of_kind)],
        )
