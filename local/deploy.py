"""Deploys `cdk.out` to the emulator as `cdk deploy` does to AWS: assets to the bucket, each stack by CloudFormation."""

import hashlib
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from local.assembly import StackArtifact, assets, stacks
from local.aws import client
from local.home import Problem
from local.progress import at, phase
from local.stack import Stack

BUCKET = "argosy-local-templates"
CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"]


def deploy(folder: Path, stack: Stack) -> list[StackArtifact]:
    """Sends what changed since the last time and gives all stacks; `stack.deployed` remembers what is there."""
    planned = stacks(folder, stack.region)
    if not planned:
        raise Problem("cdk.out has no stack: is infra/app.py complete?")
    stack.region = planned[0].region
    with phase("deploying") as done:
        _bootstrap(stack)
        sent = _send_assets(folder, stack)
        changed = [artifact for artifact in planned if _deploy(artifact, stack)]
        done.append(f"deployed what was new or changed, {len(changed)} of {len(planned)} stacks and {sent} assets,")
    return planned


def _bootstrap(stack: Stack) -> None:
    """What `cdk bootstrap` leaves in an account, as far as templates ask for it."""
    parameter = {"Name": "/cdk-bootstrap/hnb659fds/version", "Value": "30", "Type": "String", "Overwrite": True}
    client("ssm", stack.aws, stack.region).put_parameter(**parameter)
    _make_bucket(BUCKET, stack)


def _make_bucket(name: str, stack: Stack) -> None:
    s3 = client("s3", stack.aws, stack.region)
    if f"bucket:{name}" not in stack.deployed:
        where = (
            {} if stack.region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": stack.region}}
        )
        s3.create_bucket(Bucket=name, **where)
        stack.deployed[f"bucket:{name}"] = "made"


def _send_assets(folder: Path, stack: Stack) -> int:
    """How many were sent; a key holds the content's hash, so one that is there is the same."""
    sent = 0
    for asset in assets(folder, stack.region):
        _make_bucket(asset.bucket, stack)
        if f"asset:{asset.key}" not in stack.deployed:
            client("s3", stack.aws, stack.region).put_object(Bucket=asset.bucket, Key=asset.key, Body=asset.content())
            stack.deployed[f"asset:{asset.key}"] = "sent"
            sent += 1
    return sent


def _deploy(artifact: StackArtifact, stack: Stack) -> bool:
    """False where the stack is there already as it should be."""
    body = json.dumps(artifact.body()).encode()
    digest = hashlib.sha256(body).hexdigest()
    note = f"stack:{artifact.name}"
    if stack.deployed.get(note) == digest:
        return False
    key = f"{artifact.name}-{digest[:12]}.json"
    client("s3", stack.aws, stack.region).put_object(Bucket=BUCKET, Key=key, Body=body)
    formation = client("cloudformation", stack.aws, stack.region)
    send = formation.update_stack if note in stack.deployed else formation.create_stack
    at(artifact.name)
    changed = _send(send, StackName=artifact.name, TemplateURL=f"{stack.aws}/{BUCKET}/{key}", Capabilities=CAPABILITIES)
    if changed:
        _wait(formation, artifact.name)
    stack.deployed[note] = digest
    stack.save()
    return changed


def _send(send: Callable[..., object], **wish: object) -> bool:
    """False where the template says the same as before in other words: CloudFormation refuses that."""
    try:
        send(**wish)
    except ClientError as error:
        if "No updates are to be performed" not in str(error):
            raise
        return False
    return True


def _wait(formation: Any, name: str) -> None:
    while (status := formation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"]).endswith("_IN_PROGRESS"):
        time.sleep(0.05)
    if status not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        events = formation.describe_stack_events(StackName=name)["StackEvents"]
        reasons = [
            f"  {each['LogicalResourceId']}: {each.get('ResourceStatusReason')}"
            for each in events
            if "FAILED" in each["ResourceStatus"]
        ]
        raise Problem(f"{name} ended as {status}\n" + "\n".join(reasons))
