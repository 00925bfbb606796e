"""Who may do what with what is handed in and published."""

from argosy.kernel.permissions import ADMIN, MODERATOR, Permission

POST_MODERATE = Permission("post:moderate", MODERATOR, ADMIN)
POST_PUBLISH = Permission("post:publish", MODERATOR, ADMIN)
REVIEW_DECIDE = Permission("review:decide", MODERATOR, ADMIN)
