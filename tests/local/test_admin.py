"""The operator's hand on a deployment in an AWS account, with the credentials that a person has."""

import json
from pathlib import Path

import boto3
import pytest

from argosy.kernel.settings import settings
from argosy.kernel.transport import stock
from local import admin
from tests.conftest import Clock
from tests.support import cloud, people
from tests.support.bus import Bus


@pytest.fixture
def deployed(bus: Bus, time: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Somebody is registered there, and this machine knows the account by a profile alone."""
    people.join(bus, "ann")
    output = {"Value": cloud.TABLE, "Export": {"Name": "argosy-table-name"}}
    template = {"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}, "Outputs": {"TableName": output}}
    cloud.client("cloudformation").create_stack(StackName="argosy-state", TemplateBody=json.dumps(template))
    (tmp_path / "credentials").write_text("[work]\naws_access_key_id = x\naws_secret_access_key = y\n")
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # that of the tests has read its profiles already
    monkeypatch.setenv("AWS_PROFILE", "work")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    for name in ("TABLE_NAME", "TRANSPORT"):
        monkeypatch.setenv(name, "")  # so that it is put back afterwards
        monkeypatch.delenv(name)
    for kept in (settings, stock.client, stock._session):
        kept.cache_clear()


def test_on_aws_a_role_is_given_with_a_profiles_credentials(deployed: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert admin.main(["--aws", "grant", "ann@example.com", "admin"]) == 0

    assert capsys.readouterr().out == "ann@example.com is now: admin, member\n"
