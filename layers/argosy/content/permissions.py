"""Who may do what with posts."""

from argosy.kernel.permissions import MEMBER, Permission

POST_WRITE = Permission("post:write", MEMBER)
