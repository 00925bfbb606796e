"""What does not fit one call is said, and done by the next."""

import pytest

from argosy.settlement import preview, settlement
from argosy.settlement.settlement import Unsettled
from tests.conftest import Clock
from tests.settlement.world import again, brief, moved, woken
from tests.support.call import call
from tests.support.people import Person


def test_a_run_without_time_left_says_so_to_its_schedule_which_wakes_it_again(
    seller: Person, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved(seller, 10)
    time.forward(days=1)
    with monkeypatch.context() as patch:
        patch.setattr(settlement, "LONGEST_SECONDS", -1)
        with pytest.raises(Unsettled):
            woken()
    assert brief(seller) == []
    woken()

    assert brief(seller) == [("2026-11-20", 10, "closed")]


def test_a_dry_run_without_time_left_says_that_it_has_not_looked_at_all(
    seller: Person, finance: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved(seller, 10)
    monkeypatch.setattr(preview, "LONGEST_SECONDS", -1)
    wish = {"as_of": "2026-11-20", "dry_run": True}
    said = call("settlement.run", "POST /v1/admin/settlements/run", wish, token=again(finance).token).ok()

    assert (said["complete"], said["count"]) == (False, 0)
