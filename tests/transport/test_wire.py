"""What our own transport does with connections, and with answers that no SDK should believe."""

import socket
import threading
from typing import Any

import pytest

from argosy.kernel.transport import tries, wire
from argosy.kernel.transport.errors import ClientError, NoAnswer
from tests.transport.server import Server, broken_off, closed, said, silent, spelled
from tests.transport.test_same import GET, KEY, PUT, Call


def ask(call: Call = PUT) -> dict[str, Any]:
    return tries.call(*call)


def test_one_connection_serves_every_call_of_a_function(server: Server) -> None:
    server.will(said({}))
    for _ in range(5):
        ask()

    assert server.connections == 1


def test_calls_that_run_at_once_have_a_connection_each_and_never_each_others_answer(server: Server) -> None:
    def echoed(link: socket.socket) -> bool:
        return said({"Item": server.here.asked.json["Key"]})(link)

    server.will(echoed)
    begin, wrong = threading.Barrier(2), list[str]()

    def play(name: str) -> None:
        key = {"pk": {"S": name}}
        begin.wait()
        for _ in range(20):
            if ask(("dynamodb", "GetItem", {"TableName": "t", "Key": key}))["Item"] != key:
                wrong.append(name)

    players = [threading.Thread(target=play, args=(name,)) for name in ("a", "b")]
    for player in players:
        player.start()
    for player in players:
        player.join()
    assert server.connections <= 2
    assert wrong == []


def test_a_connection_that_dies_under_a_request_is_replaced_at_once(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    server.will(said({}), closed, said({}))

    assert ask()["ResponseMetadata"]["RetryAttempts"] == 0
    assert ask()["ResponseMetadata"]["RetryAttempts"] == 1  # it may have been done: whoever counts is told
    assert (server.connections, waits) == (2, [0])


def test_what_is_left_of_an_answer_is_never_taken_for_the_next(server: Server) -> None:
    too_much = b'{"Item": {"a": {"S": "1"}}}HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'
    server.will(spelled(200, {"content-length": "27"}, too_much), said({"Item": {"a": {"S": "2"}}}))

    assert [ask(GET)["Item"]["a"]["S"] for _ in range(2)] == ["1", "2"]
    assert server.connections == 2


def test_a_connection_that_the_host_wants_closed_is_not_used_again(server: Server) -> None:
    server.will(spelled(200, {"content-length": "2", "connection": "close"}, b"{}"))
    for _ in range(2):
        ask()

    assert server.connections == 2


def test_after_a_time_out_the_late_answer_goes_to_nobody(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "READ_SECONDS", 0.1)
    server.will(said({}), silent, said({"Item": {"a": {"S": "new"}}}))
    ask()

    assert ask(GET)["Item"]["a"]["S"] == "new"
    assert server.connections == 2


@pytest.mark.parametrize(
    "act",
    [
        broken_off, said({}, checksum=False, x_amz_crc32="1"), said({}, checksum=False, x_amz_crc32="x"),
        said({"Item": {"a": {"B": "a"}}}), said({"__type": "x", "Item": {"a": {"B": "é"}}}, 400), said([], 200), said(1),
        said(b'{"Item":', checksum=False), said(b"{]"),
        said(b"\xff\xfe"), spelled(200, {"content-length": "-1"}, b""), spelled(200, {"content-length": "x"}, b"{}"),
        spelled(200, {"transfer-encoding": "chunked"}, b"zz\r\n"), spelled(200, {f"h{n}": "x" * 6_000 for n in range(12)}, b""),
    ],
)  # fmt: skip
def test_an_answer_that_arrives_damaged_is_no_answer(server: Server, act: Any) -> None:
    server.will(act)
    with pytest.raises(NoAnswer):
        ask(GET)
    assert len(server.asked) == 3


def test_a_refusal_that_is_json_but_no_object_is_still_a_refusal(server: Server) -> None:
    server.will(said([1], 500, checksum=False))
    with pytest.raises(ClientError) as refused:
        ask()
    assert refused.value.response["Error"] == {"Code": "500", "Message": "[1]"}


def test_an_item_of_400_kb_goes_out_and_comes_back_whole(server: Server) -> None:
    item = KEY | {"text": {"S": "é" * 200_000}}
    server.will(said({"Item": item}))

    assert ask(("dynamodb", "PutItem", {"TableName": "t", "Item": item}))["Item"] == item
    assert server.asked[0].json["Item"] == item


def test_a_function_is_named_to_who_counts_its_calls_and_a_circle_of_calls_can_be_seen(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_EXECUTION_ENV", "AWS_Lambda_python3.13")
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-2;Parent=3;Sampled=0;Lineage=1:a\r\nx: y")
    server.will(said({}))
    ask()

    headers = server.asked[0].headers
    assert "exec-env/AWS_Lambda_python3.13" in headers["user-agent"]
    assert headers["x-amzn-trace-id"] == "Root=1-2;Parent=3;Sampled=0;Lineage=1:a%0D%0Ax:%20y"
