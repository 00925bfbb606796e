"""What wakes by itself, how often, and what else stands there and costs nothing until it is used."""

import re
from dataclasses import dataclass

from docs.used import Assembly

ONCE = ("argosy-timers", "argosy-queues")
"""Stacks whose schedules serve all contexts, however many there are."""
FREE_ASLEEP = {
    "ApiGatewayV2::Api": "by the request", "ApiGatewayV2::Integration": "a part of its API",
    "ApiGatewayV2::Route": "a part of its API", "ApiGatewayV2::Stage": "a part of its API",
    "CloudFront::CachePolicy": "nothing", "CloudFront::Distribution": "by the request and the byte",
    "CloudWatch::Alarm": "a line of the bill", "DynamoDB::GlobalTable": "by the unit and the stored GB, 25 of them free",
    "Events::EventBus": "by the event", "Events::Rule": "nothing", "IAM::Role": "nothing", "KMS::Alias": "nothing",
    "KMS::Key": "a line of the bill", "Lambda::EventInvokeConfig": "nothing",
    "Lambda::EventSourceMapping": "a queue's is a line of the bill, a stream's reads are free",
    "Lambda::Function": "by the call", "Lambda::LayerVersion": "nothing within 75 GB", "Lambda::Permission": "nothing",
    "Logs::LogGroup": "by the byte, a line of the bill",
    "Logs::MetricFilter": "its metric by the hours in which something is counted", "S3::Bucket": "by the stored byte",
    "S3::BucketPolicy": "nothing", "SES::EmailIdentity": "nothing", "SNS::Topic": "by the message", "SNS::TopicPolicy": "nothing",
    "SQS::Queue": "by the request, a line of the bill", "SQS::QueuePolicy": "nothing",
    "Scheduler::Schedule": "by the call, a line of the bill", "SecretsManager::Secret": "a line of the bill",
}  # fmt: skip
"""By what each type of resource is paid for. One that is not here has to be looked up first: it may be paid for by the hour."""


@dataclass(frozen=True)
class Rhythm:
    """A function that a schedule wakes: how often a month, how large, and whether there is one whatever comes."""

    function: str
    calls: float
    gigabytes: float
    alone: bool


def rhythms(assembly: Assembly, hours: int) -> list[Rhythm]:
    lambdas = {(stack, name): one["Properties"] for stack, name, one in assembly.of("Lambda::Function")}
    found = []
    for stack, _, schedule in assembly.of("Scheduler::Schedule"):
        woken = lambdas[stack, schedule["Properties"]["Target"]["Arn"]["Fn::GetAtt"][0]]
        calls = hours * an_hour(schedule["Properties"]["ScheduleExpression"])
        found.append(Rhythm(woken["FunctionName"], calls, woken["MemorySize"] / 1024, stack in ONCE))
    return found


def an_hour(expression: str) -> float:
    """How often in an hour, of the expressions that we use. Raises ValueError for another."""
    if every := re.fullmatch(r"rate\((\d+) (minute|hour)s?\)", expression):
        return (60 if every[2] == "minute" else 1) / int(every[1])
    if daily := re.fullmatch(r"cron\((\d+|0/\d+) (\d+|\*) \* \* \? \*\)", expression):
        minutes = 60 / int(daily[1].removeprefix("0/")) if "/" in daily[1] else 1
        return minutes if daily[2] == "*" else minutes / 24
    raise ValueError(f"how often is {expression}?")
