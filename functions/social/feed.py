"""People read what those whom they follow published."""

from argosy.content.views import PostCard
from argosy.kernel.auth import Claimant
from argosy.kernel.http import Api, Listed
from argosy.kernel.paging import Paging
from argosy.social import feed
from argosy.social.permissions import FEED_READ

app = Api(tag="feed")


@app.get("/v1/feed", may=FEED_READ)
def mine(paging: Paging, claimant: Claimant) -> Listed[PostCard]:
    """Posts of those whom the caller follows, newest first."""
    return paging.answer(feed.page(claimant.id, paging.limit, paging.after), PostCard.of)


handler = app.handler
