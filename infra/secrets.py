"""Secrets of the deployment: those that a person enters, and those that Secrets Manager draws by itself."""

import aws_cdk as cdk
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

KEEP = cdk.RemovalPolicy.RETAIN


def entered(scope: Construct, construct_id: str, name: str) -> secretsmanager.Secret:
    """A placeholder that a person replaces: whoever reads it says what it holds."""
    return secretsmanager.Secret(scope, construct_id, secret_name=name, removal_policy=KEEP)


def drawn(scope: Construct, construct_id: str, name: str, field: str, description: str) -> secretsmanager.Secret:
    """64 characters that no template and nobody who deploys has: `{field: …}`."""
    generated = secretsmanager.SecretStringGenerator(
        secret_string_template="{}", generate_string_key=field, password_length=64, exclude_punctuation=True
    )
    return secretsmanager.Secret(
        scope, construct_id, secret_name=name, generate_secret_string=generated, description=description,
        removal_policy=KEEP,
    )  # fmt: skip
