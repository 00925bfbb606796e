"""The whole loop, as `./argosy demo` plays it; and what the operator does by hand."""

import json
import re

import pytest

from local.synth import fingerprint
from tests.journeys.conftest import Local

pytestmark = pytest.mark.stack


def test_the_whole_loop_holds_from_registering_to_the_proof_against_the_channels_books(local: Local) -> None:
    played = local.argosy("demo", "--json")
    told = json.loads(played.stdout)

    assert (told["wrong"], played.returncode) == (None, 0)
    assert {re.sub(r" \d{4}-\d\d-\d\d$", "", name) for name in told["total"]["journals"]} == {
        "payment received", "order split", "refund succeeded", "payment unclaimed", "order released",
        "reconciliation fee", "reconciliation unknown", "reconciliation resolved",
        "payout set_aside:1", "payout paid:1", "payout returned:1", "dispute opened",
        "dispute withdrawn 4900", "dispute fee 1500", "dispute won", "dispute reinstated 4900", "dispute fee_back 1500",
    }  # fmt: skip
    assert told["total"]["units"]["write"] > 0


def test_the_operator_gives_and_takes_roles_and_is_told_what_does_not_exist(local: Local) -> None:
    granted = local.argosy("admin", "grant", "bo@example.com", "support")
    revoked = local.argosy("admin", "revoke", "bo@example.com", "support")
    unknown = local.argosy("admin", "grant", "nobody@example.com", "seller")

    assert granted.stdout == "bo@example.com is now: member, support\n"
    assert revoked.stdout == "bo@example.com is now: member\n"
    assert (unknown.returncode, "nobody is registered" in unknown.stderr) == (1, True)
    assert "ada@example.com" in local.argosy("admin", "users").stdout


def test_up_again_deploys_nothing_when_nothing_changed(local: Local) -> None:
    if local.sources != fingerprint():
        pytest.skip("somebody changes the sources while the tests run")
    again = local.argosy("up", "--detach")
    assert again.returncode == 0, again.stderr
    assert re.search(r"\b0 of \d+ stacks and 0 assets", again.stderr), again.stderr
