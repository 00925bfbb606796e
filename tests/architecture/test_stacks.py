"""Each context's stack deploys with the platform's and without any other: a change in one context redeploys one stack."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from infra.contexts import platform as last
from tests.support.template import folder

STATE = "argosy-state"
EDGE = "argosy-platform"


@cache
def templates() -> dict[str, dict[str, Any]]:
    return {
        file.name.removesuffix(".template.json"): json.loads(file.read_text())
        for file in sorted(folder().glob("*.template.json"))
    }


@cache
def dependencies() -> dict[str, set[str]]:
    """Stacks that the CDK deploys before each."""
    artifacts = json.loads((folder() / "manifest.json").read_text())["artifacts"]
    return {
        name: {each for each in known.get("dependencies", []) if each in templates()}
        for name, known in artifacts.items()
    }


def contexts() -> list[str]:
    return [name for name in templates() if name != STATE]


def exported(name: str) -> set[str]:
    return {
        json.dumps(each["Export"]["Name"]) for each in templates()[name].get("Outputs", {}).values() if "Export" in each
    }


def asked_for(value: Any, function: str) -> Iterator[str]:
    """What is named by an intrinsic function, wherever in the template."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == function:
                yield json.dumps(inner)
            yield from asked_for(inner, function)
    elif isinstance(value, list):
        for inner in value:
            yield from asked_for(inner, function)


@pytest.mark.parametrize("name", contexts())
def test_a_context_asks_for_what_the_platform_exports_and_for_nothing_of_another_context(name: str) -> None:
    imports = set(asked_for(templates()[name], "Fn::ImportValue"))
    assert imports
    assert imports <= exported(STATE)
    assert list(asked_for(templates()[name], "Fn::GetStackOutput")) == []
    assert exported(name) == set()


@pytest.mark.parametrize("name", contexts())
def test_a_context_names_only_what_stands_in_its_own_template(name: str) -> None:
    template = templates()[name]
    own = set(template["Resources"]) | set(template.get("Parameters", {}))
    named = {json.loads(each) for each in asked_for(template, "Ref")}
    named |= {json.loads(each)[0] for each in asked_for(template, "Fn::GetAtt")}
    assert {each for each in named if not each.startswith("AWS::")} <= own


@pytest.mark.parametrize("name", contexts())
def test_a_context_waits_for_the_platform_alone(name: str) -> None:
    expected = {STATE} if name != EDGE else {each for each in templates() if each != EDGE}
    assert dependencies()[name] == expected
    assert last.Edge.last


def test_the_platform_waits_for_nobody() -> None:
    assert dependencies()[STATE] == set()
    assert list(asked_for(templates()[STATE], "Fn::ImportValue")) == []


def test_no_context_spells_what_another_has_made() -> None:
    """A name that is put together by hand would bind two stacks where no import shows it."""
    for name in contexts():
        text = json.dumps(templates()[name])
        others = {other.removeprefix("argosy-") for other in contexts()} - {name.removeprefix("argosy-")}
        made = {f"argosy-{spelled}-" for other in others for spelled in (other, other.replace("-", "_"))}
        assert [each for each in sorted(made) if each in text] == [], name
