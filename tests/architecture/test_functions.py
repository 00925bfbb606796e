"""Every function has its place, and every place has what a function needs to be run in earnest."""

from docs.inventory import functions
from tests.support.template import Resource, function_of, named, of_kind

LAMBDAS = "Lambda::Function"
FILES = {f"{function.context}/{function.name}": function for function in functions()}


def placed() -> dict[str, Resource]:
    return {function_of(each): each for each in of_kind(LAMBDAS)}


def test_every_function_file_stands_in_the_template_exactly_once() -> None:
    assert sorted(function_of(each) for each in of_kind(LAMBDAS)) == sorted(FILES)


def test_every_function_stands_in_the_stack_of_its_own_context() -> None:
    assert {name: each.stack for name, each in placed().items()} == {
        name: f"argosy-{function.context.replace('_', '-')}" for name, function in FILES.items()
    }


def test_the_routes_of_the_api_are_the_routes_of_the_code() -> None:
    """What can be read is reached by any method, so that its function answers HEAD and says 405."""
    coded = {route.key.replace("GET ", "ANY "): name for name, function in FILES.items() for route in function.routes}
    targets = {(each.stack, each.id): each for each in of_kind("ApiGatewayV2::Integration")}
    lambdas = {(each.stack, each.id): function_of(each) for each in of_kind(LAMBDAS)}
    routed = {}
    nowhere = set()
    for route in of_kind("ApiGatewayV2::Route"):
        integration = targets[route.stack, named(route.properties["Target"]["Fn::Join"][1][1])]
        assert named(integration.properties["ApiId"]) == named(route.properties["ApiId"])
        leads = lambdas[route.stack, named(integration.properties["IntegrationUri"])]
        if route.properties["RouteKey"] in ("$default", "OPTIONS /{proxy+}"):
            nowhere.add(leads)
        else:
            routed[route.properties["RouteKey"]] = leads

    assert routed == coded
    assert nowhere == {"platform/unrouted"}


def test_a_function_stands_alone_where_its_module_wakes_by_one_thing_only() -> None:
    wakers = {function_of(each): 0 for each in of_kind(LAMBDAS)}
    ids = {(each.stack, each.id): function_of(each) for each in of_kind(LAMBDAS)}
    for each in of_kind("Lambda::EventSourceMapping"):
        wakers[ids[each.stack, named(each.properties["FunctionName"])]] += 1
    # Several APIs may lead to one function: to it they are one.
    for name in {
        ids[each.stack, named(each.properties["IntegrationUri"])] for each in of_kind("ApiGatewayV2::Integration")
    }:
        wakers[name] += 1
    for schedule in of_kind("Scheduler::Schedule"):
        wakers[ids[schedule.stack, named(schedule.properties["Target"]["Arn"])]] += 1
    for each in of_kind("Lambda::Permission"):
        wakers[ids[each.stack, named(each.properties["FunctionName"])]] += (
            each.properties["Principal"] == "events.amazonaws.com"
        )

    assert {name: count for name, count in wakers.items() if count != 1} == {}


def test_every_listener_hears_the_events_that_its_module_names() -> None:
    names = {(each.stack, each.id): str(each.properties["QueueName"]) for each in of_kind("SQS::Queue")}
    names |= {(each.stack, each.id): str(each.properties["FunctionName"]) for each in of_kind(LAMBDAS)}
    heard = {}
    for rule in of_kind("Events::Rule"):
        (target,) = rule.properties["Targets"]
        heard[names[rule.stack, named(target["Arn"])]] = rule.properties["EventPattern"]
    coded = {
        f"argosy-{function.context}-{function.name}": {
            "source": ["argosy"],
            "detail-type": sorted({event.name for event in function.hears}),
        }
        for function in FILES.values()
        if function.hears
    }

    assert heard == coded


def test_every_function_runs_on_arm64_with_the_python_that_the_layers_are_made_for() -> None:
    for name, each in placed().items():
        assert each.properties["Architectures"] == ["arm64"], name
        assert each.properties["Runtime"] == "python3.13", name
        assert each.properties["TracingConfig"] == {"Mode": "Active"}, name
        assert len(each.properties["Layers"]) == 2, name


def test_memory_and_time_are_chosen_and_an_answer_never_takes_longer_than_the_gateway_waits() -> None:
    for name, each in placed().items():
        assert each.properties["MemorySize"] in (512, 1024, 1769), name
        assert each.properties["Timeout"] <= (29 if FILES[name].routes else 900), name


def test_no_log_is_kept_for_ever_and_every_function_writes_structured_ones_of_its_own() -> None:
    assert [str(log) for log in of_kind("Logs::LogGroup") if not log.properties.get("RetentionInDays")] == []
    logs = [(each.stack, named(each.properties["LoggingConfig"]["LogGroup"])) for each in of_kind(LAMBDAS)]
    assert len(set(logs)) == len(logs)
    assert all(each.properties["LoggingConfig"]["LogFormat"] == "JSON" for each in of_kind(LAMBDAS))
