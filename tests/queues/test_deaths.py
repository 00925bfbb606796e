"""Whatever way a fact died, its letter says whose it is and why, and can be redriven."""

import json
from typing import Any

import pytest

from argosy.kernel.aws import ClientError
from argosy.kernel.write import Write
from argosy.queues import death
from argosy.queues.calling import RELAY
from argosy.queues.items import LetterItem
from argosy.queues.stream import GONE
from events.queues import LetterRead
from tests.queues.conftest import MAIL, Desk, asks
from tests.support import cloud
from tests.support.bus import brought, told
from tests.support.call import call
from tests.support.dying import ACCOUNT
from tests.support.hook import Call, on_calls


def letter(desk: Desk, listener: str) -> dict[str, Any]:
    """The one that the desk made of what is in the queues."""
    desk.dying.keep()
    (found,) = desk.letters(listener)
    return found


def test_what_the_bus_could_not_hand_over_is_its_listeners_letter(desk: Desk) -> None:
    row = asks("sue")
    target = ACCOUNT.format("lambda", "function:argosy-identity-on_verification_requested")
    said = {"RULE_ARN": "r", "TARGET_ARN": target, "ERROR_CODE": "NO_PERMISSIONS", "ERROR_MESSAGE": "not allowed"}
    desk.dying.dead(MAIL, brought(row), **said)

    found = letter(desk, MAIL)
    assert (found["code"], found["why"], found["fact_id"]) == ("NO_PERMISSIONS", "not allowed", row["id"])


def test_a_schedules_call_that_failed_is_called_again_and_done(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Any) -> None:
        raise ValueError("no books")

    with monkeypatch.context() as patch:
        patch.setattr("functions.timers.drain.handler.does", broken)
        assert not desk.dying.call("timers.drain", {"detail": "{}"})
    found = letter(desk, "timers.drain")
    assert (found["name"], found["code"], found["why"]) == ("schedule", "ValueError", "no books")

    desk.redrive(ids=[found["id"]])
    desk.looked()
    assert desk.letters("timers.drain")[0]["status"] == "done"


def test_each_call_of_a_schedule_that_failed_is_a_letter_of_its_own(desk: Desk) -> None:
    for call_id in ("call-1", "call-2"):
        arn = ACCOUNT.format("lambda", "function:argosy-ledger-seal")
        context = {"requestId": call_id, "functionArn": arn, "condition": "EventAgeExceeded"}
        desk.dying.dead("ledger.seal", {"requestContext": context, "requestPayload": {}})
    desk.dying.keep()

    assert [each["code"] for each in desk.letters("ledger.seal")] == ["EventAgeExceeded"] * 2


def stream_of(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, *, count: int = 2, gone: bool = False
) -> list[dict[str, Any]]:
    """Facts that the relay could not tell, as the stream set them aside; somebody else's items lie between them and behind."""
    for number in range(count):
        Write().tell(
            LetterRead(letter_id=f"ltr_{number}", reason="r"), beside=LetterItem.by_id.key(id=f"{number}")
        ).commit()
    facts = told("queues.letter_read")
    raws = [cloud.client("dynamodb").get_item(TableName=cloud.TABLE, Key=_key(row))["Item"] for row in facts]
    images = [image for raw in raws for image in (raw, {"kind": {"S": "account"}})]
    records = [
        {"dynamodb": {"SequenceNumber": str(place), "NewImage": image}}
        for place, image in enumerate([*images, raws[0]], 10)
    ]
    last = str(10 + len(images) - 1)

    def stream(go_on: Call, service: str, operation: str, request: Any) -> Any:
        if service != "dynamodbstreams":
            return go_on(service, operation, request)
        if operation == "GetShardIterator":
            if gone:
                raise ClientError({"Error": {"Code": GONE, "Message": "gone"}}, operation)
            assert (request["ShardId"], request["SequenceNumber"]) == ("shard-1", "10")
            return {"ShardIterator": "from 10"}
        return {"Records": records if request["ShardIterator"] == "then" else [], "NextShardIterator": "then"}

    on_calls(monkeypatch, stream)
    batch = {
        "shardId": "shard-1", "startSequenceNumber": "10", "endSequenceNumber": last, "batchSize": count,
        "streamArn": "arn:stream",
    }  # fmt: skip
    arn = ACCOUNT.format("lambda", "function:argosy-outbox-relay")
    answer = {"errorType": "EndpointError", "errorMessage": "no bus"}
    context = {"functionArn": arn, "condition": "RetryAttemptsExhausted"}
    desk.dying.dead(RELAY, {"requestContext": context, "responsePayload": answer, "DDBStreamBatchInfo": batch})
    return facts


def _key(row: dict[str, Any]) -> dict[str, Any]:
    return {name: {"S": row[name]} for name in ("pk", "sk")}


def test_what_the_stream_set_aside_is_read_again_and_goes_on_the_bus_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = stream_of(desk, monkeypatch)
    desk.dying.keep()
    found = desk.letters(RELAY)
    assert {each["fact_id"] for each in found} == {row["id"] for row in facts}
    assert {(each["code"], each["why"]) for each in found} == {("EndpointError", "no bus")}

    put: list[Any] = []

    def bus(go_on: Call, service: str, operation: str, request: Any) -> Any:
        put.extend(request["Entries"] if operation == "PutEvents" else ())
        return go_on(service, operation, request)

    on_calls(monkeypatch, bus)
    desk.redrive(listener=RELAY)
    desk.looked()
    assert sorted(json.loads(entry["Detail"])["id"] for entry in put) == sorted(row["id"] for row in facts)
    assert {each["status"] for each in desk.letters(RELAY)} == {"done"}


def test_what_the_stream_set_aside_by_the_hundred_is_kept_whole(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    stream_of(desk, monkeypatch, count=120)
    desk.dying.keep()

    assert sum(desk.groups().values()) == 120


def test_records_that_the_stream_no_longer_has_are_a_letter_that_says_where_they_were(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream_of(desk, monkeypatch, gone=True)

    found = letter(desk, RELAY)
    assert "for a day" in found["why"]
    shown = desk.ask(f"GET /v1/admin/dead-letters/{found['id']}?reason=look").ok()
    assert "shard-1" in shown["body"]


@pytest.mark.parametrize("body", ["no JSON", "[1]", '"text"', '{"detail": 7}', '{"requestContext": 1}', "{}"])
def test_what_cannot_be_read_is_a_letter_of_nobody_known_that_cannot_be_redriven(desk: Desk, body: str) -> None:
    desk.dying.dead(MAIL, body)
    found = letter(desk, "unknown")

    assert desk.ask("POST /v1/admin/dead-letters/redrive", {"ids": [found["id"]]}).problem == "invalid_state"


@pytest.mark.parametrize("word", ["a#b", "né e", "", "x" * 500])
def test_words_that_could_leave_their_place_in_a_key_are_made_fit(word: str) -> None:
    said = {name: {"StringValue": word or "-"} for name in ("code", "why")} | {"listener": {"StringValue": MAIL}}
    found = death.read({"MessageId": "m", "Body": json.dumps({"detail": {"id": word}}), "MessageAttributes": said})

    assert LetterItem.by_id.key(id=found.letter_id)
    assert found.code.isprintable()
    assert "#" not in found.code + found.fact_id
    assert 0 < len(found.code) <= death.LONGEST_CODE


def test_one_death_that_cannot_be_kept_holds_up_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [asks(name) for name in ("sue", "sam", "sid")]
    for row in rows:
        desk.dying.dead(MAIL, brought(row), listener=MAIL, code="c", why="w")

    def refusing(go_on: Call, service: str, operation: str, request: Any) -> Any:
        if operation == "TransactWriteItems" and rows[1]["id"] in json.dumps(request):
            raise ValueError("a defect")
        return go_on(service, operation, request)

    with monkeypatch.context() as patch:
        on_calls(patch, refusing)
        desk.dying.keep()
    assert {each["fact_id"] for each in desk.letters()} == {rows[0]["id"], rows[2]["id"]}
    queue = call("queues.queues", "GET /v1/admin/queues", token=desk.admin.token).ok()["data"]
    assert {each["context"]: each["waiting"] + each["in_flight"] for each in queue}["identity"] == 1


def test_a_body_too_large_to_be_kept_is_a_letter_without_it(desk: Desk) -> None:
    desk.dying.dead(
        MAIL, {"detail": {"id": "evt_1", "data": "x" * (death.MOST_BYTES // 2)}}, listener=MAIL, code="c", why="w"
    )
    assert letter(desk, MAIL)["fact_id"] == "evt_1"

    found = death.read({"MessageId": "m", "Body": json.dumps({"detail": {"id": "e", "d": "x" * death.MOST_BYTES}})})
    assert (found.body, found.fact_id) == ("", "e")
