"""A function may do what it needs and nothing else: to the items it works on, with the keys and secrets it uses."""

import json
from typing import Any

from argosy.kernel.paging import Paging
from docs.inventory import functions
from tests.support.policy import allowed
from tests.support.template import Resource, function_of, named, of_kind, statements

WITHOUT_RESOURCE = {"xray:PutTelemetryRecords", "xray:PutTraceSegments", "dynamodb:ListStreams"}
"""Actions that AWS does not narrow to a resource."""
STREAM = {"dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams"}


def roles() -> dict[str, Resource]:
    """The role of each function."""
    known = {(role.stack, role.id): role for role in of_kind("IAM::Role")}
    return {
        function_of(each): known[each.stack, named(each.properties["Role"])] for each in of_kind("Lambda::Function")
    }


def said() -> list[tuple[str, dict[str, Any]]]:
    return [(str(role), statement) for role in of_kind("IAM::Role") for statement in statements(role)]


def who_may(action: str) -> set[str]:
    return {name for name, role in roles().items() for each in statements(role) if action in each["Action"]}


def test_every_function_has_a_role_of_its_own_and_no_policy_from_elsewhere() -> None:
    assert len({str(role) for role in roles().values()}) == len(roles())
    assert [str(role) for role in of_kind("IAM::Role") if role.properties.get("ManagedPolicyArns")] == []
    assert of_kind("IAM::Policy") == []


def test_nobody_may_scan_the_table_or_do_everything_to_anything() -> None:
    for role, statement in said():
        assert not [action for action in statement["Action"] if "*" in action or action.endswith(":Scan")], role


def test_only_actions_that_know_no_resource_are_granted_on_all() -> None:
    for role, statement in said():
        if "*" in statement["Resource"]:
            assert set(statement["Action"]) <= WITHOUT_RESOURCE, role


def test_the_table_is_open_only_for_named_leading_keys() -> None:
    for role, statement in said():
        if any(action.startswith("dynamodb:") and action not in STREAM for action in statement["Action"]):
            keys = statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"]
            assert keys, role
            assert all("#" in key and not key.startswith("*") for key in keys), (role, keys)
            assert statement["Condition"]["Null"] == {"dynamodb:LeadingKeys": "false"}, role
            assert len(statement["Resource"]) == 1, role


def test_only_signing_in_can_sign_tokens() -> None:
    assert who_may("kms:Sign") == {"identity/sessions"}


def test_only_the_relay_and_who_redrives_for_it_reach_the_bus() -> None:
    assert who_may("events:PutEvents") == {"outbox/relay", "queues/on_redrive_due"}


def test_only_a_redrive_calls_functions() -> None:
    assert who_may("lambda:InvokeFunction") == {"queues/on_redrive_due"}


def test_secrets_of_payment_channels_are_read_where_channels_are_called() -> None:
    told = {name for name in roles() if any("/channels/" in secret for secret in allowed(name).secrets)}
    assert {name.split("/")[0] for name in told} <= {
        "payments",
        "refunds",
        "payouts",
        "reconciliation",
        "disputes",
        "splits",
    }


def test_whoever_answers_a_list_can_mark_its_cursors() -> None:
    for function in functions():
        if any(route.of_kind(Paging) for route in function.routes):
            assert "argosy/pepper" in allowed(f"{function.context}/{function.name}").secrets, function


def test_no_secret_stands_in_a_template() -> None:
    for secret in of_kind("SecretsManager::Secret"):
        assert "SecretString" not in secret.properties
        assert "GenerateSecretString" in secret.properties, secret


def test_nobody_may_change_or_remove_a_journal_an_entry_or_a_seal() -> None:
    for function in functions():
        may = allowed(f"{function.context}/{function.name}")
        for key in ("JE#jrn_1", "SEAL#DAYS"):
            assert not any(may.permits(operation, key) for operation in ("UpdateItem", "DeleteItem")), function


def test_every_route_can_check_a_token_and_a_repeated_request() -> None:
    for function in functions():
        if function.routes:
            name = f"{function.context}/{function.name}"
            assert name in who_may("kms:GetPublicKey")
            assert allowed(name).permits("GetItem", "ONCE#usr_1"), name


def test_a_policy_is_read_as_dynamodb_reads_it() -> None:
    register = allowed("identity/register")

    assert register.permits("PutItem", "EMAIL#abc")
    assert not register.permits("GetItem", "SESSION#ses_1")
    assert not register.permits("Scan", "EMAIL#abc")
    assert not register.permits("Query", "USERS#1", "gsi1")
    assert allowed("identity/admin_users").permits("Query", "USERS#1", "gsi1")
    assert not allowed("identity/admin_users").permits("Query", "USERS#1")


def test_a_policy_stays_within_what_iam_takes() -> None:
    for name, role in roles().items():
        assert len(json.dumps(role.properties["Policies"], separators=(",", ":"))) < 10_240, name
