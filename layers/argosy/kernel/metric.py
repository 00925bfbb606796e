"""Counts that an alarm watches, in CloudWatch's embedded format: a line of the log, no call to AWS."""

import time

from argosy.kernel import log


def count(name: str) -> None:
    """One more of these, in the namespace `Argosy`. The place of the function that counts has the alarm (infra/contexts)."""
    metric = {"Namespace": "Argosy", "Dimensions": [[]], "Metrics": [{"Name": name, "Unit": "Count"}]}
    log.write({"_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [metric]}, name: [1.0]})
