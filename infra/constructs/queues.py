"""Queues, and where their messages go that nobody can handle."""

import aws_cdk as cdk
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.platform import Platform

MOST_RECEIVES = 5


def dead_letters(scope: Construct, platform: Platform, name: str) -> sqs.Queue:
    """Keeps what failed for 14 days and tells a person at once."""
    queue = sqs.Queue(
        scope, "DeadLetters", queue_name=f"{name}-dead", retention_period=cdk.Duration.days(14), enforce_ssl=True,
        encryption=sqs.QueueEncryption.SQS_MANAGED,
    )  # fmt: skip
    visible = queue.metric_approximate_number_of_messages_visible(period=cdk.Duration.minutes(5), statistic="Maximum")
    platform.alarms.on(scope, "DeadLettersWait", visible, f"{name} gave up on something: look, repair, redrive")
    return queue


def work_queue(scope: Construct, name: str, dead: sqs.Queue, *, visibility_seconds: int) -> sqs.Queue:
    """Keeps work for 4 days, so a letter that died late still has ten days in its dead-letter queue."""
    return sqs.Queue(
        scope, "Queue", queue_name=name, visibility_timeout=cdk.Duration.seconds(visibility_seconds), enforce_ssl=True,
        retention_period=cdk.Duration.days(4), encryption=sqs.QueueEncryption.SQS_MANAGED,
        dead_letter_queue=sqs.DeadLetterQueue(queue=dead, max_receive_count=MOST_RECEIVES),
    )  # fmt: skip
