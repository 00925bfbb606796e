"""How long is waited before a call is sent again, and how often at most."""

from typing import Any

import pytest

from argosy.kernel.transport import tries
from argosy.kernel.transport.errors import ClientError, NoAnswer, NotReached
from tests.transport.server import Server, said
from tests.transport.test_same import PUT, error


@pytest.fixture
def waits(server: Server, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """With the largest numbers that can be drawn."""

    class Luck:
        def random(self) -> float:
            return 1.0

    found: list[float] = []
    monkeypatch.setattr("time.sleep", found.append)
    monkeypatch.setattr(tries, "LUCK", Luck())
    return found


@pytest.mark.parametrize(
    ("service", "act", "expected"),
    [
        ("dynamodb", error("InternalServerError", 500), [0.025, 0.05]),
        ("kms", error("KMSInternalException", 500), [0.05, 0.1]),
        ("dynamodb", error("ThrottlingException"), [1, 2]),
        ("kms", error("LimitExceededException"), [1, 2]),
        ("dynamodb", said(b"", 429, checksum=False), [1, 2]),
        ("dynamodb", said({}, 503, x_amz_retry_after="700"), [0.7, 0.7]),
        ("dynamodb", said({}, 503, x_amz_retry_after="60000"), [5.025, 5.05]),
        ("dynamodb", said({}, 503, x_amz_retry_after="soon"), [0.025, 0.05]),
        ("dynamodb", error("ValidationException"), []),
    ],
)
def test_waits_are_those_of_awss_sdks_and_bounded(
    server: Server, waits: list[float], service: str, act: Any, expected: list[float]
) -> None:
    server.will(act)
    with pytest.raises(ClientError):
        tries.call(service, "Any", {})

    assert waits == pytest.approx(expected)


def test_waits_are_drawn_by_lot_from_the_systems_own_randomness() -> None:
    assert len({tries._again(NoAnswer(), 0, 1.0)[0] for _ in range(20)}) == 20
    assert (
        type(tries.LUCK).__name__ == "SystemRandom"
    )  # a generator's state would be the same in every restored snapshot


def test_while_aws_is_down_a_function_stops_sending_again(server: Server, waits: list[float]) -> None:
    server.will(error("InternalServerError", 500))
    for _ in range(30):
        with pytest.raises(ClientError):
            tries.call(*PUT)

    assert len(server.asked) == 30 + tries.Budget.MOST // tries.Budget.FOR_OTHERS
    server.acts.clear()
    server.will(said({}))
    for _ in range(tries.Budget.FOR_OTHERS):
        tries.call(*PUT)
    server.acts.clear()
    server.will(error("InternalServerError", 500), said({}))
    assert tries.call(*PUT)["ResponseMetadata"]["RetryAttempts"] == 1


def test_a_call_that_reached_nobody_is_tried_as_often(monkeypatch: pytest.MonkeyPatch, fresh: Any) -> None:
    made: list[str] = []

    def unreachable(*asked: Any) -> Any:
        made.append("once")
        raise NotReached("nobody")

    monkeypatch.setattr(tries, "attempt", unreachable)
    with pytest.raises(NotReached):
        tries.call(*PUT)
    assert len(made) == tries.TRIES
