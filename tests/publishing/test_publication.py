"""The rules of the way to the public, without AWS: which moves there are, and what each shows."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from argosy.content.post import Post, told
from argosy.kernel.errors import InvalidState
from argosy.publishing.publication import Shown, Status

AT = datetime(2026, 11, 20, tzinfo=UTC)
DRAFT = Post(id="pst_1", author_id="usr_1", title="T", body="B", tags=("a",), created_at=AT, updated_at=AT)


def in_state(status: Status, **more: object) -> Post:
    return replace(DRAFT, status=status, **more)  # type: ignore[arg-type]


MOVES = {
    "edit": (lambda post: post.edit(AT, freely=False, title="New"), set(Status) - {Status.PENDING, Status.ARCHIVED}),
    "submit": (lambda post: post.submit(AT, freely=False), {Status.DRAFT, Status.UNPUBLISHED}),
    "approve": (lambda post: post.decided(AT, reason=None), {Status.PENDING}),
    "reject": (lambda post: post.decided(AT, reason="No."), {Status.PENDING}),
    "unpublish": (lambda post: post.unpublish(by_owner=True), {Status.SCHEDULED}),
}


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.ARCHIVED])
@pytest.mark.parametrize("move", MOVES)
def test_each_move_is_possible_from_its_states_and_from_no_other(move: str, status: Status) -> None:
    does, allowed = MOVES[move]
    post = in_state(status)
    if status in allowed:
        assert does(post).version == post.version + 1
    else:
        with pytest.raises(InvalidState):
            does(post)


def test_no_move_of_the_working_version_hides_what_is_public() -> None:
    public = in_state(Status.PUBLISHED, is_public=True, public_tags=("a",), published_at=AT)
    edited = public.edit(AT, freely=False, title="New", tags=("b",))
    pending = edited.submit(AT, freely=False)
    rejected = pending.decided(AT, reason="No.")

    assert [version.shown_since(public) for version in (edited, pending, rejected)] == [None] * 3
    assert all(version.is_public and version.public_tags == ("a",) for version in (edited, pending, rejected))
    assert pending.decided(AT, reason=None).shown_since(pending) is Shown.REVISED


@pytest.mark.parametrize(
    ("by_owner", "expected"), [(True, (Status.UNPUBLISHED, False, None)), (False, (Status.HIDDEN, False, None))]
)
def test_unpublishing_during_a_review_leaves_no_case_that_would_publish_it(by_owner: bool, expected: object) -> None:
    pending = in_state(Status.PENDING, is_public=True, case_id="rev_1", published_at=AT)
    after = pending.unpublish(by_owner=by_owner)

    assert (after.status, after.is_public, after.case_id) == expected


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.SCHEDULED, Status.DRAFT, Status.UNPUBLISHED])
def test_what_a_moderator_took_down_its_owner_cannot_put_out_again_without_a_review(status: Status) -> None:
    public = in_state(status, is_public=status is not Status.SCHEDULED, published_at=AT)
    hidden = public.unpublish(by_owner=False)
    if hidden.status is Status.HIDDEN:
        with pytest.raises(InvalidState):
            hidden.submit(AT, freely=True)
    pending = hidden.edit(AT, freely=True, title="Better").submit(AT, freely=True)

    assert (pending.status, pending.is_public) == (Status.PENDING, False)
    assert pending.decided(AT, reason="No.").taken_down
    back = pending.decided(AT, reason=None)
    assert (back.status, back.taken_down) == (Status.PUBLISHED, False)
    assert back.unpublish(by_owner=True).submit(AT, freely=True).status is Status.PUBLISHED


def test_publishing_again_keeps_the_first_time() -> None:
    again = in_state(Status.UNPUBLISHED, published_at=AT).submit(AT + timedelta(days=1), freely=True)

    assert (again.published_at, again.is_public) == (AT, True)


def test_a_time_in_the_future_schedules_and_one_in_the_past_does_not() -> None:
    later = replace(DRAFT, publish_at=AT + timedelta(hours=1))

    assert later.submit(AT, freely=True).status is Status.SCHEDULED
    assert later.submit(AT + timedelta(hours=2), freely=True).status is Status.PUBLISHED
    assert [fact.name for fact in told(later, later.submit(AT, freely=True))] == ["content.post_scheduled"]


def test_archiving_what_is_public_tells_that_it_is_gone() -> None:
    public = in_state(Status.PUBLISHED, is_public=True, public_tags=("a",), published_at=AT)

    assert [fact.name for fact in told(public, public.archive())] == [
        "content.post_unpublished",
        "content.post_archived",
    ]
