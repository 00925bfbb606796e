"""Nothing that waits is lost in silence: it ends in a dead-letter queue, and somebody hears of that."""

from tests.support.template import Resource, named, of_kind


def queues() -> dict[tuple[str, str], Resource]:
    return {(each.stack, each.id): each for each in of_kind("SQS::Queue")}


def dead_letters() -> set[tuple[str, str]]:
    """Queues in which something ends: of a queue, a stream, a schedule or a rule."""
    ends = {
        (queue.stack, named(queue.properties["RedrivePolicy"]["deadLetterTargetArn"]))
        for queue in of_kind("SQS::Queue")
        if "RedrivePolicy" in queue.properties
    }
    for source in of_kind("Lambda::EventSourceMapping"):
        if "DestinationConfig" in source.properties:
            ends.add((source.stack, named(source.properties["DestinationConfig"]["OnFailure"]["Destination"])))
    for schedule in of_kind("Scheduler::Schedule"):
        ends.add((schedule.stack, named(schedule.properties["Target"]["DeadLetterConfig"]["Arn"])))
    return ends


def work() -> list[Resource]:
    return [queue for place, queue in queues().items() if place not in dead_letters()]


def test_every_queue_gives_up_into_a_dead_letter_queue_after_a_few_tries() -> None:
    for queue in work():
        assert queue.properties["RedrivePolicy"]["maxReceiveCount"] == 5, str(queue)


def test_a_dead_letter_is_kept_longer_than_its_queue_can_have_held_it() -> None:
    for place in dead_letters():
        assert queues()[place].properties["MessageRetentionPeriod"] == 14 * 24 * 3600
    for queue in work():
        assert queue.properties["MessageRetentionPeriod"] <= 4 * 24 * 3600, str(queue)


def test_a_dead_letter_raises_an_alarm() -> None:
    watched = {
        (alarm.stack, named(alarm.properties["Dimensions"][0]["Value"]))
        for alarm in of_kind("CloudWatch::Alarm")
        if alarm.properties["MetricName"] == "ApproximateNumberOfMessagesVisible" and alarm.properties["AlarmActions"]
    }

    assert watched == dead_letters()


def test_a_message_stays_hidden_for_six_times_as_long_as_its_function_may_take() -> None:
    timeouts = {(each.stack, each.id): each.properties["Timeout"] for each in of_kind("Lambda::Function")}
    sources = {
        (each.stack, named(each.properties["EventSourceArn"])): each for each in of_kind("Lambda::EventSourceMapping")
    }
    for queue in work():
        source = sources[queue.stack, queue.id]
        timeout = timeouts[queue.stack, named(source.properties["FunctionName"])]
        assert queue.properties["VisibilityTimeout"] >= 6 * timeout, str(queue)
        assert source.properties["ScalingConfig"]["MaximumConcurrency"] >= 2, str(queue)


def test_one_bad_message_never_sends_its_whole_batch_round_again() -> None:
    for source in of_kind("Lambda::EventSourceMapping"):
        assert source.properties["FunctionResponseTypes"] == ["ReportBatchItemFailures"], str(source)


def test_queues_are_encrypted_and_spoken_to_by_tls_only() -> None:
    guarded = {
        (policy.stack, named(queue))
        for policy in of_kind("SQS::QueuePolicy")
        for queue in policy.properties["Queues"]
        if any(each["Effect"] == "Deny" for each in policy.properties["PolicyDocument"]["Statement"])
    }

    assert guarded == set(queues())
    assert all(queue.properties["SqsManagedSseEnabled"] for queue in queues().values())


def test_a_poison_record_cannot_hold_up_the_stream_for_ever() -> None:
    streams = [each for each in of_kind("Lambda::EventSourceMapping") if "StartingPosition" in each.properties]
    assert [each.stack for each in streams] == ["argosy-outbox"]
    for stream in streams:
        assert stream.properties["BisectBatchOnFunctionError"] is True
        assert 0 < stream.properties["MaximumRetryAttempts"] <= 10
        assert 0 < stream.properties["MaximumRecordAgeInSeconds"] < 24 * 3600
        assert (stream.stack, named(stream.properties["DestinationConfig"]["OnFailure"]["Destination"])) in queues()


def test_a_rule_that_cannot_reach_its_queue_keeps_the_event() -> None:
    for rule in of_kind("Events::Rule"):
        for target in rule.properties["Targets"]:
            assert (rule.stack, named(target["DeadLetterConfig"]["Arn"])) in dead_letters(), str(rule)
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
        assert (schedule.stack, named(target["DeadLetterConfig"]["Arn"])) in dead_letters(), str(schedule)
