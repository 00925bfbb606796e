"""Counts that an alarm watches, in CloudWatch's embedded format: a line of the log, no call to AWS."""

import time

from argosy.kernel import log


def count(context: str, what: str) -> None:
    """One more thing of this context that a person has to look at. Its place says what each means (infra/contexts).

    A context has one metric, because each costs as much asleep as awake; the line of the log says what it was.
    """
    counted = {"Namespace": "Argosy", "Dimensions": [["Context"]], "Metrics": [{"Name": "Attention", "Unit": "Count"}]}
    told = {"_aws": {"Timestamp": int(time.time() * 1000), "CloudWatchMetrics": [counted]}}
    log.write(told | {"Context": context, "Attention": [1.0], "what": what})
