"""The generated documents say what the code does; that they are fresh is one of the checks (test_checks.py)."""

import json
import re

from docs.inventory import functions
from tests.support.documented import document

ROUTES = [route for function in functions() for route in function.routes]


def test_every_route_is_in_the_openapi_document() -> None:
    documented = {f"{method.upper()} {path}" for path, methods in document()["paths"].items() for method in methods}

    assert documented == {f"{route.method} {route.path}" for route in ROUTES}


def test_operations_have_names_of_their_own_and_sentences() -> None:
    operations = [operation for methods in document()["paths"].values() for operation in methods.values()]
    names = [operation["operationId"] for operation in operations]

    assert len(set(names)) == len(names)
    assert [each["operationId"] for each in operations if not each["summary"].endswith((".", "?", ")"))] == []


def test_every_reference_in_the_document_leads_somewhere() -> None:
    text = json.dumps(document())
    assert "#/$defs/" not in text
    for kind, name in set(re.findall(r'"#/components/(\w+)/([^"]+)"', text)):
        assert name in document()["components"][kind], name


def test_no_two_paths_differ_only_in_the_name_of_a_parameter() -> None:
    """API Gateway takes them for one, and refuses the second."""
    paths = {route.path for route in ROUTES}

    assert len({re.sub(r"\{\w+\}", "{}", path) for path in paths}) == len(paths)


def test_every_path_parameter_is_one_that_the_route_takes() -> None:
    for route in ROUTES:
        assert set(re.findall(r"\{(\w+)\}", route.path)) <= set(route.takes), route.path
