"""Every function has a sample of what wakes it, for `./argosy invoke` and for whoever wants to see one."""

import json
from pathlib import Path

from docs.inventory import Function, functions

SAMPLES = Path(__file__).parents[2] / "events" / "samples"


def test_every_function_has_a_sample_invocation_and_every_sample_a_function() -> None:
    there = {file.relative_to(SAMPLES).with_suffix("").as_posix() for file in SAMPLES.glob("*/*.json")}

    assert there == {f"{function.context}/{function.name}" for function in functions()}


def _keys(function: Function) -> set[str]:
    """As the gateway names its routes: what can be read is reached by any method."""
    return {route.key.replace("GET ", "ANY ") for route in function.routes}


def test_a_sample_is_of_the_kind_that_its_function_takes() -> None:
    for function in functions():
        sample = json.loads((SAMPLES / function.context / f"{function.name}.json").read_text())
        if function.routes:
            assert sample["routeKey"] == sample["requestContext"]["routeKey"] in _keys(function), function.name
        for record in sample["Records"] if function.hears else ():
            told = json.loads(record["body"])["detail"]
            heard = {(event.name, event.event_version): event for event in function.hears}
            heard[told["name"], told["version"]].model_validate(told["data"])
