"""Rates: so often and no oftener in a window, whoever does it at once, and a refusal says truly when it is judged again."""

from datetime import UTC, datetime, timedelta

import pytest

from argosy.guard import rates
from argosy.guard.errors import RateLimited
from argosy.guard.rate import Rate
from argosy.kernel.errors import Refusal
from argosy.kernel.write import Write
from tests.conftest import NOW
from tests.kernel.wire import lose_answers
from tests.support.bus import Bus
from tests.support.cloud import rows

THRICE = Rate("knock", most=3, seconds=60)
HOURLY = Rate("knock", most=4, seconds=3600)


def knocks(times: int, who: str = "ann", at: datetime = NOW, *, rate: Rate = THRICE) -> list[int]:
    """For each what it was answered: nothing, or the seconds to wait."""
    waits = []
    for _ in range(times):
        try:
            rates.count(rate, who, at)
            waits.append(0)
        except RateLimited as no:
            waits.append(no.retry_after_seconds)
    return waits


def test_so_often_it_is_let_through_and_no_oftener_in_one_window(bus: Bus) -> None:
    assert [wait > 0 for wait in knocks(5)] == [False] * 3 + [True] * 2


@pytest.mark.parametrize("second", [0, 0.001, 29.5, 59.999])
def test_after_the_wait_that_was_named_it_goes_and_a_second_before_it_may_not(bus: Bus, second: float) -> None:
    at = NOW + timedelta(seconds=second)
    *_, wait = knocks(4, at=at)

    assert 1 <= wait <= 60
    assert knocks(1, at=at + timedelta(seconds=wait)) == [0]


def test_who_is_limited_limits_nobody_else_and_is_nowhere_to_be_read(bus: Bus) -> None:
    knocks(4, "ann@example.com")

    assert knocks(1, "bob@example.com") == [0]
    assert "ann" not in str(rows())


def test_of_several_rates_the_longest_says_how_long_to_wait_and_nothing_is_counted(bus: Bus) -> None:
    knocks(4, rate=HOURLY)
    knocks(3)
    before = rows()
    with pytest.raises(RateLimited) as refused:
        Write().add(*(rates.one_more(rate, "ann", NOW) for rate in (HOURLY, THRICE))).commit()

    assert refused.value.retry_after_seconds == 3600 - int(NOW.timestamp()) % 3600
    assert rows() == before


def test_what_was_given_back_may_be_done_again_and_no_more_is_given_than_was_counted(bus: Bus) -> None:
    knocks(3)
    rates.give_back(THRICE, "ann", NOW)
    assert [wait > 0 for wait in knocks(2)] == [False, True]

    for _ in range(3):
        rates.give_back(THRICE, "ann", NOW)
    with pytest.raises(Refusal):
        rates.give_back(THRICE, "ann", NOW)


def test_an_answer_that_was_lost_may_count_one_too_many_and_never_one_too_few(
    bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose_answers(monkeypatch)

    assert sum(wait == 0 for wait in knocks(4)) in (2, 3)


def test_a_counter_is_gone_some_time_after_its_window(bus: Bus) -> None:
    knocks(1)

    (kept,) = (row["expires_at"] for row in rows() if row["kind"] == "rate")
    assert timedelta(0) < datetime.fromtimestamp(kept, UTC) - NOW <= timedelta(minutes=2)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
    ],
)
def test_an_ipv6_network_is_one_address_however_many_it_has(one: str, other: str, same: bool) -> None:
    assert (rates.network(one) == rates.network(other)) is same
