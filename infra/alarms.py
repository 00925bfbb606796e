"""Where a person is told that something is wrong."""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

SUMS = {
    "Errors": "A function failed: its log has the reason",
    "DestinationDeliveryFailures": "A fact that no listener could handle did not reach its dead-letter queue either",
}
"""What Lambda counts of all functions of the account in one sum, so that one alarm watches all of them."""


class Alarms(Construct):
    """One topic for all alarms, with the address of a person where the deployment names one.

    An alarm is paid for by the month, so what can be summed is (docs/decisions/0050).
    """

    def __init__(self, scope: Construct, address: str) -> None:
        super().__init__(scope, "Alarms")
        self._topic = sns.Topic(self, "Topic", enforce_ssl=True)
        # A topic with a policy of its own no longer has the default one, which would let alarms in.
        publish = iam.PolicyStatement(
            actions=["sns:Publish"],
            resources=[self._topic.topic_arn],
            principals=[iam.ServicePrincipal("cloudwatch.amazonaws.com")],
            conditions={"StringEquals": {"aws:SourceAccount": cdk.Stack.of(self).account}},
        )
        self._topic.add_to_resource_policy(publish)
        if address:
            self._topic.add_subscription(subscriptions.EmailSubscription(address))
        for name, why in SUMS.items():
            self.on(self, name, counted("AWS/Lambda", name, minutes=5), why)

    def on(self, scope: Construct, name: str, metric: cloudwatch.IMetric, why: str) -> None:
        """Tells as soon as the metric is above nothing."""
        above = cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
        self._tells(scope, name, metric, why, when=above, missing=cloudwatch.TreatMissingData.NOT_BREACHING)

    def on_silence(self, scope: Construct, name: str, metric: cloudwatch.IMetric, why: str) -> None:
        """Tells when nothing is counted any more."""
        below = cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD
        self._tells(scope, name, metric, why, when=below, missing=cloudwatch.TreatMissingData.BREACHING)

    def _tells(
        self, scope: Construct, name: str, metric: cloudwatch.IMetric, why: str, *,
        when: cloudwatch.ComparisonOperator, missing: cloudwatch.TreatMissingData,
    ) -> None:  # fmt: skip
        cloudwatch.Alarm(
            scope, name, metric=metric, alarm_description=why, comparison_operator=when, treat_missing_data=missing,
            threshold=1, evaluation_periods=1,
        ).add_alarm_action(actions.SnsAction(self._topic))  # fmt: skip


def counted(namespace: str, name: str, *, minutes: int, **dimensions: str) -> cloudwatch.Metric:
    """How often something happened in so many minutes."""
    return cloudwatch.Metric(
        namespace=namespace, metric_name=name, statistic="Sum", period=cdk.Duration.minutes(minutes),
        dimensions_map=dimensions or None,
    )  # fmt: skip
