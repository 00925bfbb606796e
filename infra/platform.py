"""What all contexts stand on, and what must never be lost: the table, the bus, keys, secrets, the address."""

import tomllib
from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_kms as kms
from aws_cdk import aws_ses as ses
from constructs import Construct

from infra.access import Access, Table
from infra.alarms import Alarms
from infra.code import ROOT, Code
from infra.distribution import ORIGIN, Distribution
from infra.gateway import apis
from infra.secrets import KEEP, drawn, entered

CHANNELS = ("stripe", "alipay", "wechat")
"""Through which buyers pay."""
SECRETS = (*CHANNELS, "bank")
PEPPER = "argosy/pepper"
BUS = "argosy"
SMALL, LARGE = "small", "large"
"""Stages: what a deployment is made for, `stage` in cdk.json (docs/decisions/0050)."""


class Platform(cdk.Stack):
    """The stack `argosy-state`. Its attributes are what contexts may ask for."""

    def __init__(self, scope: Construct, code: Code, context: Mapping[str, object]) -> None:
        super().__init__(
            scope, "argosy-state", termination_protection=True, description="Argosy: what must never be lost"
        )
        self.code, self.context = code, context
        self._sender = str(context["mail_sender"])
        self.stage = str(context["stage"])
        if self.stage not in (SMALL, LARGE):
            raise ValueError(f"stage in cdk.json is {self.stage!r}: write {SMALL} or {LARGE}")
        self.version: str = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
        self.alarms = Alarms(self, str(context["alarm_mail"]))
        self.dead_letters: set[str] = set()
        """The contexts that have a queue of them; filled by what is placed."""
        self.table = self._table()
        self.bus = events.EventBus(self, "Bus", event_bus_name=BUS)
        self.signing_key = kms.Key(
            self,
            "SigningKey",
            key_spec=kms.KeySpec.ECC_NIST_P256,
            key_usage=kms.KeyUsage.SIGN_VERIFY,
            alias="alias/argosy-signing",
            description="Signs access tokens (ES256)",
            removal_policy=KEEP,
        )
        self.channels = {name: entered(self, f"Channel-{name}", f"argosy/channels/{name}") for name in SECRETS}
        # Lost with it would be every key that it marked: what stands in the table under them would not be found again.
        self.pepper = drawn(self, "Pepper", PEPPER, "pepper", "Keys for HMAC are derived from it; never change it")
        self.mail_identity = ses.EmailIdentity(
            self, "Sender", identity=ses.Identity.domain(self._sender.partition("@")[2])
        )
        self.apis = apis(self, context["origins"])
        self.requests_per_second: dict[str, dict[str, int]] = {name: {} for name in self.apis}
        """By API its routes that are throttled apart: filled by endpoints, set on the stages (contexts/platform.py)."""
        self.edge = Distribution(
            self, self.apis, domain=str(context["domain"]), certificate=str(context["certificate"])
        )

        outputs = {"api-url": self.edge.url, "table-name": self.table.name, "bus-name": self.bus.event_bus_name}
        for name, value in outputs.items():
            cdk.CfnOutput(self, name.title().replace("-", ""), value=value, export_name=f"argosy-{name}")

    @property
    def verify_tokens(self) -> Access:
        key = self.signing_key.key_arn
        return Access(("kms:GetPublicKey",), (key,), environment={"SIGNING_KEYS": key})

    @property
    def sign_tokens(self) -> Access:
        return Access(("kms:Sign",), (self.signing_key.key_arn,))

    @property
    def derive_keys(self) -> Access:
        """For a function that marks with an HMAC (`kernel/pepper.py`); whatever answers a list has it without asking."""
        secret = self.pepper
        return Access(("secretsmanager:GetSecretValue",), (secret.secret_arn,), environment={"PEPPER_SECRET": PEPPER})

    @property
    def believe_the_edge(self) -> Access:
        """For a function that asks for the caller's address (`kernel/origin.py`); whatever takes an `Address` has it."""
        secret = self.edge.secret
        return Access(("secretsmanager:GetSecretValue",), (secret.secret_arn,), environment={"ORIGIN_SECRET": ORIGIN})

    @property
    def set_timers(self) -> Access:
        """For a function that reminds (`Write.remind`)."""
        return self.table.keys("DUE#*").only("PutItem")

    @property
    def send_mail(self) -> Access:
        sender = {"MAIL_SENDER": self._sender}
        return Access(("ses:SendEmail",), (self.mail_identity.email_identity_arn,), environment=sender)

    @property
    def send_push(self) -> Access:
        """Endpoints of devices are made at run time, so their names cannot be known here."""
        endpoints = self.format_arn(service="sns", resource="endpoint/*")
        applications = self.format_arn(service="sns", resource="app/*")
        known = {"PUSH_APPLICATIONS": str(self.context["push_applications"])}
        return Access(("sns:CreatePlatformEndpoint", "sns:Publish"), (applications, endpoints), environment=known)

    @property
    def put_events(self) -> Access:
        return Access(
            ("events:PutEvents",), (self.bus.event_bus_arn,), environment={"BUS_NAME": self.bus.event_bus_name}
        )

    @property
    def know_zone(self) -> Access:
        """For a function whose days begin at midnight in the platform's zone."""
        return Access((), (), environment={"ZONE": str(self.context["zone"])})

    @property
    def know_late_payment(self) -> Access:
        """For a function that places orders: what becomes of money that comes after they were closed."""
        return Access((), (), environment={"LATE_PAYMENT": str(self.context["late_payment"])})

    @property
    def know_custody(self) -> Access:
        """For a function that places orders: who keeps what their parties earn."""
        return Access((), (), environment={"CUSTODY": str(self.context["custody"])})

    def channel(self, name: str) -> Access:
        """Reading the secrets of a payment channel."""
        secret = self.channels[name]
        return Access(
            ("secretsmanager:GetSecretValue",), (secret.secret_arn,), environment={"CHANNEL_SECRETS": "argosy/channels"}
        )

    @property
    def every_channel(self) -> list[Access]:
        """For a function that calls whichever channel an attempt names."""
        return [self.channel(name) for name in CHANNELS]

    def _table(self) -> Table:
        def text(name: str) -> dynamodb.Attribute:
            return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)

        indexes = [
            dynamodb.GlobalSecondaryIndexPropsV2(
                index_name=name, partition_key=text(f"{name}pk"), sort_key=text(f"{name}sk")
            )
            for name in ("gsi1", "gsi2")
        ]
        table = dynamodb.TableV2(
            self,
            "Table",
            partition_key=text("pk"),
            sort_key=text("sk"),
            global_secondary_indexes=indexes,
            billing=dynamodb.Billing.on_demand(),
            dynamo_stream=dynamodb.StreamViewType.NEW_IMAGE,
            time_to_live_attribute="expires_at",
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            deletion_protection=True,
            removal_policy=KEEP,
        )
        assert table.table_stream_arn is not None
        return Table(table.table_arn, table.table_name, table.table_stream_arn)
