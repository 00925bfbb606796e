"""Bugs in who somebody is: tries that are counted too late, ends that are written over."""

from argosy.guard.items import RateItem
from argosy.identity import sessions
from argosy.identity.items import ChallengeItem
from argosy.kernel.account import AccountItem
from tests.faults.planted import Patch, bug, lies_under
from tests.faults.planted_races import whatever_stands_there


@bug("tries at a password are counted whatever was counted before", duel="last_try_at_a_password")
def tries_without_a_limit_in_the_condition(patch: Patch) -> None:
    whatever_stands_there(patch, lambda part: lies_under(part, RateItem.by_window))


@bug("tries at a code are counted whatever was counted before", duel="last_try_at_a_code")
def codes_without_a_limit_in_the_condition(patch: Patch) -> None:
    whatever_stands_there(patch, lambda part: lies_under(part, ChallengeItem.by_id))


@bug("an account forgets a session that ended while another did", duel="two_sessions_end")
def ended_session_written_over(patch: Patch) -> None:
    whatever_stands_there(patch, lambda part: part.verb == "Update" and lies_under(part, AccountItem.by_user))


@bug("a device is told as long as its user is", duel="device_and_sign_out")
def device_of_an_ended_session(patch: Patch) -> None:
    patch.setattr(sessions, "lasting", lambda session_ids, at: set(session_ids))
