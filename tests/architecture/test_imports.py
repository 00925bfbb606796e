"""What an import costs, a cold start pays: each function loads the packages that are listed for it and no others."""

import tomllib
from pathlib import Path

from docs.inventory import Function, functions
from tests.architecture.loading import loaded
from tests.support.template import function_of, named, of_kind, statements

LISTED = tomllib.loads((Path(__file__).parent / "imports.toml").read_text())


def groups(function: Function) -> set[str]:
    named = LISTED["loads"].get(f"{function.context}/{function.name}", [])
    return {*named, *(["tokens"] if hasattr(function.module, "app") else [])}


def listed(function: Function) -> set[str]:
    return {*LISTED["common"], *(package for group in groups(function) for package in LISTED["groups"][group])}


def test_a_function_imports_without_an_environment_and_only_what_is_listed_for_it() -> None:
    too_much = {
        name: sorted(loaded()[name].by_import - listed(function))
        for function in functions()
        if not loaded()[name := f"{function.context}/{function.name}"].by_import <= listed(function)
    }

    assert too_much == {}, "tests/architecture/imports.toml does not list it"


def test_what_all_functions_load_is_only_what_is_listed_for_all() -> None:
    assert loaded()["shared"].by_import == set(LISTED["common"])


def test_the_list_names_nothing_that_is_not_loaded() -> None:
    for function in functions():
        name = f"{function.context}/{function.name}"
        for group in groups(function):
            assert set(LISTED["groups"][group]) <= loaded()[name].by_import, f"{name} no longer loads {group}"
    assert set(LISTED["loads"]) <= set(loaded())


def test_no_function_loads_awss_sdk_by_its_import_and_by_its_first_call_only_those_that_are_named() -> None:
    sdk = {"boto3", "botocore"}

    assert [name for name, found in loaded().items() if found.by_import & sdk] == []
    assert {name for name, found in loaded().items() if found.by_call & sdk} <= set(LISTED["sdk"]["when_called"])


def test_named_are_those_that_may_write_to_people_and_the_documentation() -> None:
    roles = {(role.stack, role.id): role for role in of_kind("IAM::Role")}
    tell = {
        function_of(each)
        for each in of_kind("Lambda::Function")
        for statement in statements(roles[each.stack, named(each.properties["Role"])])
        if any(action.startswith(("ses:", "sns:")) for action in statement["Action"])
    }

    assert set(LISTED["sdk"]["when_called"]) == tell | {"platform/documentation"}


def test_the_function_that_is_measured_loads_no_more_modules_than_it_did() -> None:
    """`./argosy bench` counts instructions; this counts what most of them come from, and is quick."""
    assert loaded()[LISTED["measured"]["function"]].modules <= LISTED["measured"]["most_modules"]
