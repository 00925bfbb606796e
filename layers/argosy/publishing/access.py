"""Who may do more with a publication than the public, as the account says now and not as the token did."""

from typing import Annotated

from argosy.kernel.auth import Caller, Claimant, May
from argosy.kernel.errors import NotFound
from argosy.publishing.permissions import POST_MODERATE, POST_PUBLISH, REVIEW_DECIDE
from argosy.publishing.publication import Publication, Status

Moderates = Annotated[bool, May(POST_MODERATE)]
Publishes = Annotated[bool, May(POST_PUBLISH)]
"""Needs no review."""


def check_owner_or_moderator(publication: Publication, caller: Caller, *, moderates: bool) -> None:
    """Raises NotFound for anybody else, and for a moderator while its owner writes on what was never out."""
    if publication.owner_id == caller.id:
        return
    if not moderates or (publication.status is Status.DRAFT and not publication.is_public):
        raise NotFound


def may_see_working_version(publication: Publication, claimant: Claimant | None) -> bool:
    """Owners see all of theirs, moderators what was handed in; what somebody still writes on is nobody else's.

    The account is read only for those who would see more than the public. Raises SessionRevoked.
    """
    if claimant is None:
        return False
    if publication.owner_id == claimant.id:
        return claimant.as_of_now().id == publication.owner_id
    return publication.status is not Status.DRAFT and claimant.may_now(REVIEW_DECIDE)
