"""cdk-nag over all stacks, and the findings that are known, each with its reason."""

import json
from pathlib import Path

import aws_cdk as cdk
from cdk_nag import AwsSolutionsChecks, ServerlessChecks


def check(app: cdk.App) -> None:
    """Adds the rules to the app; what is not acknowledged here ends the synthesis."""
    validations = cdk.Validations.of(app)
    validations.add_plugins(AwsSolutionsChecks(app), ServerlessChecks(app))
    validations.acknowledge(*(cdk.Acknowledgment(id=rule, reason=reason) for rule, reason in REASONS.items()))


def findings(out: Path) -> str:
    """What the last synthesis complained about, one line each."""
    report = out / "validation-report.json"
    if not report.exists():
        return ""
    lines = [
        f"  {violation['ruleName']}: {place['constructPath']}\n"
        for plugin in json.loads(report.read_text())["pluginReports"]
        for violation in plugin["violations"]
        for place in violation["violatingConstructs"]
    ]
    return "".join(lines)


HERE = "<AWS::Region>:<AWS::AccountId>"
SNS = f"arn:<AWS::Partition>:sns:{HERE}"
REASONS = {
    "AwsSolutions-APIG4": (
        "Functions check tokens and permissions themselves (kernel/auth.py); no route can leave out whom it is for."
    ),
    "AwsSolutions-CFR1": "People call from everywhere; what a country may not have is for a context to say.",
    "AwsSolutions-CFR2": "A web ACL is paid for by the month; the APIs throttle, and argosy.guard counts by caller.",
    "AwsSolutions-CFR4": (
        "Under CloudFront's own name its own certificate decides; with a certificate in cdk.json it is TLS 1.2 and later."
    ),
    "AwsSolutions-IAM5[Resource::*]": (
        "X-Ray's and ListStreams' actions take no resource; tests/architecture holds the list."
    ),
    f"AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:lambda:{HERE}:function:argosy-*]": (
        "A redrive calls whichever function could not handle a fact; by name they would not fit into a policy."
    ),
    f"AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:sqs:{HERE}:argosy-*-dead]": (
        "The desk empties the dead-letter queue of every context."
    ),
    f"AwsSolutions-IAM5[Resource::{SNS}:app/*]": "Applications for push are made by hand, one per platform.",
    f"AwsSolutions-IAM5[Resource::{SNS}:endpoint/*]": "Endpoints of devices are made at run time.",
    "AwsSolutions-L1": "3.13 is the newest runtime for which compiled files of the layers can be made and tested here.",
    "AwsSolutions-SMG4": (
        "Providers rotate their own, with an overlap of webhook secrets; what the pepper marked could not be found again."
    ),
    "AwsSolutions-SQS3": "It is itself a dead-letter queue: of a stream or a schedule, which the rule does not see.",
    "Serverless-LambdaDLQ": "The API, a queue or the stream calls it and never uses one; a schedule's call has one.",
    "Serverless-LambdaEventSourceMappingDestination": "A queue's source has the queue's own dead-letter queue.",
    "Serverless-LambdaLatestVersion": "As AwsSolutions-L1: compiled files are for 3.13.",
    "Serverless-LambdaStarPermissions": "As AwsSolutions-IAM5, finding by finding.",
    "Serverless-SQSRedrivePolicy": "It is itself a dead-letter queue.",
}
"""Rule or finding, and why it is right as it is. A finding of IAM5 counts only by its own id."""
