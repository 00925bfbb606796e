"""Who may do more with a publication than the public, as the account says now and not as the token did."""

from typing import Annotated, TypeVar

from argosy.kernel.auth import Caller, Claimant, May
from argosy.kernel.body import View
from argosy.kernel.errors import NotFound
from argosy.publishing.permissions import POST_MODERATE, POST_PUBLISH, REVIEW_DECIDE
from argosy.publishing.publication import Publication, Status

V = TypeVar("V", bound=View)
Moderates = Annotated[bool, May(POST_MODERATE)]
Publishes = Annotated[bool, May(POST_PUBLISH)]
"""Needs no review."""


def check_owner_or_moderator(publication: Publication, caller: Caller, *, moderates: bool) -> None:
    """Raises NotFound for anybody else, and for a moderator while its owner writes on what was never out."""
    if publication.owner_id == caller.id:
        return
    if not moderates or (publication.status is Status.DRAFT and not publication.is_public):
        raise NotFound


def is_working_version_for(publication: Publication, user_id: str) -> bool:
    """Owners see all of theirs, moderators what was handed in; what somebody still writes on is nobody else's."""
    return publication.owner_id == user_id or publication.status is not Status.DRAFT


def may_see_working_version(publication: Publication, claimant: Claimant | None) -> bool:
    """Whether whoever asks is the owner, or a moderator of what was handed in.

    The account is read only for those who would see more than the public. Raises SessionRevoked.
    """
    if claimant is None:
        return False
    if publication.owner_id == claimant.id:
        return claimant.as_of_now().id == publication.owner_id
    return is_working_version_for(publication, claimant.id) and claimant.may_now(REVIEW_DECIDE)


def as_it_is(shown: V, publication: Publication) -> V:
    """The words that the public saw, in the state of now: for who takes down what somebody is just writing on."""
    now = {"status": publication.status, "is_public": publication.is_public, "version": publication.version}
    return shown.model_copy(update=now)
