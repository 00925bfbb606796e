"""A fresh account takes the templates as they are: AWS's default quotas, each held against what is used of it."""

import copy
import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from docs.quotas import QUOTAS, Quota, quotas
from docs.used import Assembly
from tests.support.template import folder


@cache
def assembly() -> Assembly:
    return Assembly.read(folder())


@pytest.mark.parametrize("quota", QUOTAS, ids=lambda quota: quota.name)
def test_what_is_used_is_within_what_a_fresh_account_has(quota: Quota) -> None:
    assert quota.over(assembly()) == {}, f"{quota.name}: {quota.ours or quota.most} at most"


@pytest.mark.parametrize("quota", QUOTAS, ids=lambda quota: quota.name)
def test_every_quota_sees_something_of_ours(quota: Quota) -> None:
    who, count = quota.worst(assembly())
    assert who
    assert count > 0


def test_each_has_a_name_and_a_source_of_its_own() -> None:
    assert len({quota.name for quota in QUOTAS}) == len(QUOTAS)
    assert all(re.fullmatch(r"[\w-]+/[\w-]+", quota.source) for quota in QUOTAS)


Resource = dict[str, Any]


def api(name: str) -> Resource:
    return {"Fn::ImportValue": f"argosy-state:ExportsOutputRefApi{name}0087738A83B826A1"}


def of(kind: str, **properties: Any) -> Resource:
    return {"Type": f"AWS::{kind}", "Properties": properties}


def many(count: int, made: Resource) -> dict[str, Resource]:
    return {f"Planted{number}": made for number in range(count)}


ROLE = of("IAM::Role", Policies=[{"PolicyDocument": {"Statement": [{"Action": ["dynamodb:GetItem"] * 600}]}}])
DISTRIBUTION = of("CloudFront::Distribution", DistributionConfig={"CacheBehaviors": [{}] * 76, "Origins": [{}] * 101})
PLANTED: dict[str, Callable[[], dict[str, Resource]]] = {
    "routes of an API": lambda: many(251, of("ApiGatewayV2::Route", ApiId=api("trade"))),
    "integrations of an API": lambda: many(301, of("ApiGatewayV2::Integration", ApiId=api("money"))),
    "resources of a stack": lambda: many(401, of("SQS::Queue")),
    "bytes of a template": lambda: many(1, of("SQS::Queue", Name="x" * 1_048_577)),
    "rules of a bus": lambda: many(301, of("Events::Rule")),
    "targets of a rule": lambda: many(1, of("Events::Rule", Targets=[{}] * 6)),
    "characters of a role": lambda: many(1, ROLE),
    "roles": lambda: many(1_001, of("IAM::Role")),
    "layers of a function": lambda: many(1, of("Lambda::Function", Layers=["arn"] * 6)),
    "bytes of a function's environment": lambda: many(1, of("Lambda::Function", Environment={"Variables": {"A": "x" * 4_097}})),
    "behaviours of a distribution": lambda: many(1, DISTRIBUTION),
    "origins of a distribution": lambda: many(1, DISTRIBUTION),
    "indexes of a table": lambda: many(1, of("DynamoDB::GlobalTable", GlobalSecondaryIndexes=[{}] * 21)),
    "resource policies of CloudWatch Logs": lambda: many(11, of("Logs::ResourcePolicy")),
    "alarms": lambda: many(5_001, of("CloudWatch::Alarm")),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_an_excess_is_seen(name: str) -> None:
    (quota,) = [each for each in QUOTAS if each.name.startswith(name)]
    templates = copy.deepcopy(assembly().templates)
    templates["argosy-planted"] = {"Resources": PLANTED[name]()}
    sizes = {stack: len(str(template)) for stack, template in templates.items()}
    assert quota.over(Assembly(templates, sizes)) != {}


def test_too_many_outputs_and_too_much_code_are_seen() -> None:
    (outputs,) = [each for each in QUOTAS if each.name == "outputs of a stack"]
    (code,) = [each for each in QUOTAS if each.name.startswith("MB of a function")]
    templates: dict[str, Any] = {
        "argosy-planted": {"Resources": {}, "Outputs": {str(number): {} for number in range(201)}}
    }
    assert outputs.over(Assembly(templates, {})) == {"argosy-planted": 201}
    assert code.over(Assembly({}, {}, 60_000_000)) != {}


def test_the_page_shows_what_is_left_of_each() -> None:
    page = quotas(assembly())
    assert all(f"| {quota.name} |" in page for quota in QUOTAS)
