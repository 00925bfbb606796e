"""Who may do what with comments, likes and follows."""

from argosy.kernel.permissions import ADMIN, MEMBER, MODERATOR, Permission

COMMENT_MODERATE = Permission("comment:moderate", MODERATOR, ADMIN)
COMMENT_WRITE = Permission("comment:write", MEMBER)
FEED_READ = Permission("feed:read", MEMBER)
FOLLOW_WRITE = Permission("follow:write", MEMBER)
LIKE_WRITE = Permission("like:write", MEMBER)
