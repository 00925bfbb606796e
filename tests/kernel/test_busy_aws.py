"""When AWS cannot answer now, the caller is told to come back; a defect is a defect. Found by the fault sweep."""

import pytest

from argosy.kernel.aws import ClientError, NoAnswer, NotReached
from argosy.kernel.body import View
from argosy.kernel.http import EVERYONE, Api
from tests.kernel.wire import ThingItem, fails, refused
from tests.support.bus import Bus
from tests.support.call import call

app = Api(tag="test")


class Thing(View):
    found: bool


@app.get("/v1/things", may=EVERYONE)
def look() -> Thing:
    return Thing(found=ThingItem.by_id.get(id="x", part="a") is not None)


class Function:
    app, handler = app, app.handler


LOST = [
    refused("ThrottlingException"), refused("ProvisionedThroughputExceededException"), refused("InternalServerError"),
    NoAnswer("no answer in 5 s"), NotReached("closed"),
    *(
        ClientError({"Error": {"Code": str(status), "Message": ""}, "ResponseMetadata": {"HTTPStatusCode": status}}, "GetItem")
        for status in (429, 500, 502, 503, 504)
    ),
]  # fmt: skip


@pytest.mark.parametrize("error", LOST, ids=lambda error: type(error).__name__)
def test_a_read_that_aws_could_not_answer_is_busy_and_may_be_sent_again(
    bus: Bus, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    fails(monkeypatch, error)
    reply = call(Function, "GET /v1/things")  # type: ignore[arg-type]

    assert (reply.status, reply.problem) == (503, "busy")
    assert reply.headers["Retry-After"] == "1"
    assert call(Function, "GET /v1/things").ok() == {"found": False}  # type: ignore[arg-type]


@pytest.mark.parametrize("error", [refused("ValidationException"), refused("AccessDeniedException"), KeyError("x")])
def test_a_defect_of_ours_is_not_called_busy(bus: Bus, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    fails(monkeypatch, error)
    reply = call(Function, "GET /v1/things")  # type: ignore[arg-type]

    assert (reply.status, reply.problem) == (500, "internal_error")
