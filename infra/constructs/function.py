"""What every function has, whatever wakes it."""

import importlib
from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.access import Access, statements
from infra.constructs.context import Context


class Function(Construct):
    """`functions/<context>/<name>.py` on arm64, with a log, and a role that may do what is said."""

    def __init__(
        self, context: Context, name: str, may: Sequence[Access], *, memory_mb: int, timeout_seconds: int
    ) -> None:
        super().__init__(context, name)
        self.platform = context.platform
        self.module = importlib.import_module(f"functions.{context.name}.{name}")
        self.name = f"argosy-{context.name}-{name}"
        self._may = iam.PolicyDocument()
        log = logs.LogGroup(
            self,
            "Log",
            log_group_name=f"/aws/lambda/{self.name}",
            retention=logs.RetentionDays.ONE_MONTH,
            removal_policy=cdk.RemovalPolicy.DESTROY,
        )
        role = iam.Role(
            self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"), inline_policies={"may": self._may}
        )
        self.function = lambda_.Function(
            self,
            "Function",
            function_name=self.name,
            description=(self.module.__doc__ or "").splitlines()[0][:256],
            code=context.code,
            handler=f"{self.module.__name__}.handler",
            layers=context.layers,
            log_group=log,
            # Grants that a library would add by itself are dropped: what a role may do is read here and nowhere else.
            role=role.without_policy_updates(),
            runtime=lambda_.Runtime.PYTHON_3_13,
            architecture=lambda_.Architecture.ARM_64,
            memory_size=memory_mb,
            timeout=cdk.Duration.seconds(timeout_seconds),
            logging_format=lambda_.LoggingFormat.JSON,
            tracing=lambda_.Tracing.ACTIVE,
            environment={
                "TABLE_NAME": self.platform.table.name,
                "TRANSPORT": str(self.platform.context["transport"]),
                "VERSION": self.platform.version,
            },
        )
        self.may(Access(("logs:CreateLogStream", "logs:PutLogEvents"), (log.log_group_arn,)))
        self.may(Access(("xray:PutTelemetryRecords", "xray:PutTraceSegments"), ("*",)))
        self.may(*may)

    def sets_aside(self, dead: sqs.Queue, *, oldest_seconds: int) -> None:
        """What becomes of a call that nobody waits for: three tries, none later than this, then a dead letter."""
        lambda_.CfnEventInvokeConfig(
            self,
            "Async",
            function_name=self.function.function_name,
            qualifier="$LATEST",
            maximum_event_age_in_seconds=oldest_seconds,
            maximum_retry_attempts=2,
            destination_config={"onFailure": {"destination": dead.queue_arn}},
        )

    def may(self, *accesses: Access) -> None:
        """Let it do more, and tell it what it has to know for that."""
        self._may.add_statements(*statements(accesses))
        for access in accesses:
            for name, value in access.environment.items():
                self.function.add_environment(name, value)
