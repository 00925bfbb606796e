"""Counts that an alarm watches, in CloudWatch's embedded format: a line of the log, no call to AWS."""


def count(name: str) -> None:
    """One more of these, in the namespace `Argosy`. The place of the function that counts has the alarm (infra/contexts)."""
    from aws_lambda_powertools.metrics import MetricUnit, single_metric

    with single_metric(name=name, unit=MetricUnit.Count, value=1, namespace="Argosy"):
        pass
