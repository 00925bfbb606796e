"""Queues, and where their messages go that nobody can handle."""

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.platform import BUS

MOST_RECEIVES = 5


def dead_letters(stack: cdk.Stack, context: str) -> sqs.Queue:
    """One for all of a context. It keeps what failed for 14 days, though it is emptied every three minutes."""
    queue = sqs.Queue(
        stack, "DeadLetters", queue_name=f"argosy-{context}-dead", retention_period=cdk.Duration.days(14),
        enforce_ssl=True, encryption=sqs.QueueEncryption.SQS_MANAGED,
    )  # fmt: skip
    # One statement for all rules: a queue's policy takes twenty.
    queue.add_to_resource_policy(told_by_rules(stack, queue))
    return queue


def work_queue(scope: Construct, name: str, dead: sqs.Queue, *, visibility_seconds: int) -> sqs.Queue:
    """Keeps work for 4 days, so a letter that died late still has ten days in its dead-letter queue."""
    queue = sqs.Queue(
        scope, "Queue", queue_name=name, visibility_timeout=cdk.Duration.seconds(visibility_seconds), enforce_ssl=True,
        retention_period=cdk.Duration.days(4), encryption=sqs.QueueEncryption.SQS_MANAGED,
        dead_letter_queue=sqs.DeadLetterQueue(queue=dead, max_receive_count=MOST_RECEIVES),
    )  # fmt: skip
    queue.add_to_resource_policy(told_by_rules(cdk.Stack.of(scope), queue))
    return queue


def told_by_rules(stack: cdk.Stack, queue: sqs.Queue) -> iam.PolicyStatement:
    """The rules of our bus may put into it, and nobody else's."""
    rules = stack.format_arn(service="events", resource="rule", resource_name=f"{BUS}/*")
    return iam.PolicyStatement(
        actions=["sqs:SendMessage"],
        resources=[queue.queue_arn],
        principals=[iam.ServicePrincipal("events.amazonaws.com")],
        conditions={"ArnLike": {"aws:SourceArn": rules}},
    )
