"""Who may do more with a publication than the public, as the account says now and not as the token did."""

from argosy.kernel.auth import Caller, Forbidden, authorised
from argosy.kernel.errors import NotFound
from argosy.publishing.publication import Publication, Status


def holds(caller: Caller, permission: str) -> bool:
    """Whether the caller has this permission at this moment; the account is read only where the token claims it."""
    if not caller.may(permission):
        return False
    try:
        authorised(caller, permission)
    except Forbidden:
        return False
    return True


def check_owner_or_moderator(publication: Publication, caller: Caller) -> None:
    """Raises NotFound for anybody else."""
    if publication.owner_id != caller.id and not holds(caller, "post:moderate"):
        raise NotFound


def may_see_working_version(publication: Publication, caller: Caller | None) -> bool:
    """Owners see all of theirs, moderators what was handed in; what somebody still writes on is nobody else's."""
    if caller is None:
        return False
    return publication.owner_id == caller.id or (
        publication.status is not Status.DRAFT and holds(caller, "review:decide")
    )
