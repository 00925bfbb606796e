"""Nothing that waits is lost in silence: it ends in its context's dead-letter queue, at either stage."""

import pytest

from tests.support.template import Resource, function_of, named, of_kind

STAGES = ("", "large")
"""As cdk.json says, which is small, and large."""
KEEP_THEIR_QUEUE = {"social/on_fan_out_divided"}
"""Listeners that need back pressure at any size."""
Place = tuple[str, str]

both = pytest.mark.parametrize("stage", STAGES, ids=["small", "large"])


def queues(stage: str) -> dict[Place, Resource]:
    return {(each.stack, each.id): each for each in of_kind("SQS::Queue", stage)}


def dead_letters(stage: str) -> set[Place]:
    """Queues in which something ends: of a queue, a stream, a schedule, a rule, or a call that nobody waits for."""
    ends = {
        (queue.stack, named(queue.properties["RedrivePolicy"]["deadLetterTargetArn"]))
        for queue in of_kind("SQS::Queue", stage)
        if "RedrivePolicy" in queue.properties
    }
    for kind in ("Lambda::EventSourceMapping", "Lambda::EventInvokeConfig"):
        for source in of_kind(kind, stage):
            if "DestinationConfig" in source.properties:
                ends.add((source.stack, named(source.properties["DestinationConfig"]["OnFailure"]["Destination"])))
    for schedule in of_kind("Scheduler::Schedule", stage):
        ends.add((schedule.stack, named(schedule.properties["Target"]["DeadLetterConfig"]["Arn"])))
    return ends


def work(stage: str) -> list[Resource]:
    return [queue for place, queue in queues(stage).items() if place not in dead_letters(stage)]


def heard(stage: str) -> dict[str, str]:
    """Each listener, and of what kind that is which its rule leads to."""
    lambdas = {(each.stack, each.id): function_of(each) for each in of_kind("Lambda::Function", stage)}
    by_queue = {
        (each.stack, named(each.properties["EventSourceArn"])): (each.stack, named(each.properties["FunctionName"]))
        for each in of_kind("Lambda::EventSourceMapping", stage)
    }
    ways = {}
    for rule in of_kind("Events::Rule", stage):
        (target,) = rule.properties["Targets"]
        place = (rule.stack, named(target["Arn"]))
        ways[lambdas[by_queue.get(place, place)]] = "queue" if place in by_queue else "call"
    return ways


def test_at_stage_small_the_bus_calls_every_listener_but_those_that_need_a_queue() -> None:
    assert {name for name, way in heard("").items() if way == "queue"} == KEEP_THEIR_QUEUE


def test_at_stage_large_every_listener_has_a_queue_of_its_own() -> None:
    assert set(heard("large").values()) == {"queue"}
    assert heard("large").keys() == heard("").keys()
    assert len(work("large")) == len(heard("large"))


def test_a_function_that_the_bus_calls_lets_its_own_rule_call_it_and_no_other() -> None:
    allowed = {
        (each.stack, named(each.properties["FunctionName"])): named(each.properties["SourceArn"])
        for each in of_kind("Lambda::Permission")
        if each.properties["Principal"] == "events.amazonaws.com"
    }
    called = {
        (rule.stack, named(rule.properties["Targets"][0]["Arn"])): rule.id
        for rule in of_kind("Events::Rule")
        if (rule.stack, named(rule.properties["Targets"][0]["Arn"])) not in queues("")
    }

    assert allowed == called


@both
def test_a_context_has_one_dead_letter_queue(stage: str) -> None:
    assert len({stack for stack, _ in dead_letters(stage)}) == len(dead_letters(stage))
    for place in dead_letters(stage):
        context = place[0].removeprefix("argosy-").replace("-", "_")
        assert queues(stage)[place].properties["QueueName"] == f"argosy-{context}-dead"


@both
def test_every_queue_gives_up_into_a_dead_letter_queue_after_a_few_tries(stage: str) -> None:
    for queue in work(stage):
        assert queue.properties["RedrivePolicy"]["maxReceiveCount"] == 5, str(queue)


@both
def test_a_call_that_nobody_waits_for_is_tried_three_times_and_then_set_aside(stage: str) -> None:
    kept = {
        (each.stack, named(each.properties["FunctionName"])): each.properties
        for each in of_kind("Lambda::EventInvokeConfig", stage)
    }
    lambdas = {(each.stack, each.id): function_of(each) for each in of_kind("Lambda::Function", stage)}
    woken = {(each.stack, named(each.properties["Target"]["Arn"])) for each in of_kind("Scheduler::Schedule", stage)}

    # Listeners at stage large too: the desk of dead letters calls them.
    assert {lambdas[place] for place in kept} == heard(stage).keys() | {lambdas[place] for place in woken}
    for place, config in kept.items():
        assert config["MaximumRetryAttempts"] == 2, place
        assert config["MaximumEventAgeInSeconds"] == (3600 if place in woken else 6 * 3600), place


@both
def test_a_dead_letter_is_kept_longer_than_its_queue_can_have_held_it(stage: str) -> None:
    for place in dead_letters(stage):
        assert queues(stage)[place].properties["MessageRetentionPeriod"] == 14 * 24 * 3600
    for queue in work(stage):
        assert queue.properties["MessageRetentionPeriod"] <= 4 * 24 * 3600, str(queue)


@both
def test_a_message_stays_hidden_for_six_times_as_long_as_its_function_may_take(stage: str) -> None:
    timeouts = {(each.stack, each.id): each.properties["Timeout"] for each in of_kind("Lambda::Function", stage)}
    sources = {
        (each.stack, named(each.properties["EventSourceArn"])): each
        for each in of_kind("Lambda::EventSourceMapping", stage)
    }
    for queue in work(stage):
        source = sources[queue.stack, queue.id]
        timeout = timeouts[queue.stack, named(source.properties["FunctionName"])]
        assert queue.properties["VisibilityTimeout"] >= 6 * timeout, str(queue)
        assert source.properties["ScalingConfig"]["MaximumConcurrency"] >= 2, str(queue)


@both
def test_one_bad_message_never_sends_its_whole_batch_round_again(stage: str) -> None:
    for source in of_kind("Lambda::EventSourceMapping", stage):
        assert source.properties["FunctionResponseTypes"] == ["ReportBatchItemFailures"], str(source)


@both
def test_queues_are_encrypted_and_spoken_to_by_tls_only(stage: str) -> None:
    guarded = {
        (policy.stack, named(queue))
        for policy in of_kind("SQS::QueuePolicy", stage)
        for queue in policy.properties["Queues"]
        if any(each["Effect"] == "Deny" for each in policy.properties["PolicyDocument"]["Statement"])
    }

    assert guarded == set(queues(stage))
    assert all(queue.properties["SqsManagedSseEnabled"] for queue in queues(stage).values())


@both
def test_only_rules_of_our_bus_put_into_queues_and_their_policies_stay_short(stage: str) -> None:
    for policy in of_kind("SQS::QueuePolicy", stage):
        said = policy.properties["PolicyDocument"]["Statement"]
        (allows,) = (each for each in said if each["Effect"] == "Allow")
        assert allows["Principal"] == {"Service": "events.amazonaws.com"}, str(policy)
        assert str(allows["Condition"]["ArnLike"]["aws:SourceArn"]).endswith(":rule/argosy/*']]}"), str(policy)
        assert len(said) <= 20, f"{policy}: SQS takes no more"


def test_a_poison_record_cannot_hold_up_the_stream_for_ever() -> None:
    streams = [each for each in of_kind("Lambda::EventSourceMapping") if "StartingPosition" in each.properties]
    assert [each.stack for each in streams] == ["argosy-outbox"]
    for stream in streams:
        assert stream.properties["BisectBatchOnFunctionError"] is True
        assert 0 < stream.properties["MaximumRetryAttempts"] <= 10
        assert 0 < stream.properties["MaximumRecordAgeInSeconds"] < 24 * 3600
        assert (stream.stack, named(stream.properties["DestinationConfig"]["OnFailure"]["Destination"])) in queues("")


@both
def test_a_rule_that_cannot_hand_over_keeps_the_event(stage: str) -> None:
    for rule in of_kind("Events::Rule", stage):
        for target in rule.properties["Targets"]:
            assert (rule.stack, named(target["DeadLetterConfig"]["Arn"])) in dead_letters(stage), str(rule)
            assert target["RetryPolicy"]["MaximumEventAgeInSeconds"] == 24 * 3600, str(rule)


def test_a_schedule_that_cannot_wake_its_function_tries_again_and_then_tells() -> None:
    kept = {
        (each.stack, named(each.properties["FunctionName"])): each.properties
        for each in of_kind("Lambda::EventInvokeConfig")
    }
    for schedule in of_kind("Scheduler::Schedule"):
        target = schedule.properties["Target"]
        fails = kept[schedule.stack, named(target["Arn"])]
        assert named(fails["DestinationConfig"]["OnFailure"]["Destination"]) == named(target["DeadLetterConfig"]["Arn"])
        assert schedule.properties["FlexibleTimeWindow"] == {"Mode": "OFF"}, str(schedule)
        assert 0 < target["RetryPolicy"]["MaximumRetryAttempts"] <= 185, str(schedule)
        assert (schedule.stack, named(target["DeadLetterConfig"]["Arn"])) in dead_letters(""), str(schedule)
