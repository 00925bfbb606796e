"""Where a person is told that something is wrong."""

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct


class Alarms(Construct):
    """One topic for all alarms, with the address of a person where the deployment names one."""

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

    def on(self, scope: Construct, name: str, metric: cloudwatch.IMetric, why: str) -> None:
        """Tells as soon as the metric is above nothing."""
        alarm = cloudwatch.Alarm(
            scope,
            name,
            metric=metric,
            threshold=1,
            evaluation_periods=1,
            alarm_description=why,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )
        alarm.add_alarm_action(actions.SnsAction(self._topic))
