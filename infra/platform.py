"""What all contexts stand on, and what must never be lost: the table, the bus, keys, secrets, the API's name."""

import tomllib
from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_apigatewayv2 as gateway
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_kms as kms
from aws_cdk import aws_secretsmanager as secrets
from aws_cdk import aws_ses as ses
from constructs import Construct

from infra.access import Access, Table
from infra.alarms import Alarms
from infra.code import ROOT, Code

CHANNELS = ("stripe", "alipay", "wechat")
"""Through which buyers pay."""
SECRETS = (*CHANNELS, "bank")
PEPPER = "argosy/pepper"
KEEP = cdk.RemovalPolicy.RETAIN
REQUEST_HEADERS = ["accept-language", "authorization", "content-type", "idempotency-key", "if-match", "if-none-match"]
ANSWER_HEADERS = ["etag", "idempotent-replayed", "link", "location", "retry-after", "x-request-id"]


class Platform(cdk.Stack):
    """The stack `argosy-state`. Its attributes are what contexts may ask for."""

    def __init__(self, scope: Construct, code: Code, context: Mapping[str, object]) -> None:
        super().__init__(
            scope, "argosy-state", termination_protection=True, description="Argosy: what must never be lost"
        )
        self.code, self.context = code, context
        self._sender = str(context["mail_sender"])
        self.version: str = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
        self.alarms = Alarms(self, str(context["alarm_mail"]))
        self.table = self._table()
        self.bus = events.EventBus(self, "Bus", event_bus_name="argosy")
        self.signing_key = kms.Key(
            self,
            "SigningKey",
            key_spec=kms.KeySpec.ECC_NIST_P256,
            key_usage=kms.KeyUsage.SIGN_VERIFY,
            alias="alias/argosy-signing",
            description="Signs access tokens (ES256)",
            removal_policy=KEEP,
        )
        self.channels = {name: self._channel(name) for name in SECRETS}
        self.pepper = self._pepper()
        self.mail_identity = ses.EmailIdentity(
            self, "Sender", identity=ses.Identity.domain(self._sender.partition("@")[2])
        )
        self.api = self._api()
        self.requests_per_second: dict[str, int] = {}
        """Routes throttled tighter than the rest: filled by endpoints, set on the stage (contexts/platform.py)."""

        outputs = {"api-url": self.api.api_endpoint, "table-name": self.table.name, "bus-name": self.bus.event_bus_name}
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

    def _channel(self, name: str) -> secrets.Secret:
        """A placeholder that a person replaces: its channel's module says what it holds."""
        return secrets.Secret(self, f"Channel-{name}", secret_name=f"argosy/channels/{name}", removal_policy=KEEP)

    def _pepper(self) -> secrets.Secret:
        """Drawn by Secrets Manager itself, so no template has it. Lost with it would be every key that it marked."""
        drawn = secrets.SecretStringGenerator(
            secret_string_template="{}", generate_string_key="pepper", password_length=64, exclude_punctuation=True
        )
        return secrets.Secret(
            self, "Pepper", secret_name=PEPPER, generate_secret_string=drawn, removal_policy=KEEP,
            description="Keys for HMAC are derived from it; never change it, what it marked would not be found again",
        )  # fmt: skip

    def _api(self) -> gateway.HttpApi:
        """The API without a stage: that comes last (contexts/platform.py), when all of its routes exist."""
        origins = self.context["origins"]
        allowed = origins.split(",") if isinstance(origins, str) else [str(origin) for origin in origins]  # type: ignore[attr-defined]
        methods = [gateway.CorsHttpMethod[name] for name in ("GET", "POST", "PUT", "PATCH", "DELETE")]
        cors = gateway.CorsPreflightOptions(
            allow_origins=allowed,
            allow_methods=methods,
            allow_headers=REQUEST_HEADERS,
            expose_headers=ANSWER_HEADERS,
            max_age=cdk.Duration.hours(1),
        )
        return gateway.HttpApi(self, "Api", api_name="argosy", create_default_stage=False, cors_preflight=cors)
