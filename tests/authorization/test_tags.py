"""What a GET sends as its tag is what the same thing takes in If-Match: every operation that minds a version."""

import re
from collections.abc import Iterator

import pytest

from argosy.kernel.etag import IfMatch
from tests.authorization.matrix import Matrix, routes, world
from tests.authorization.things import INSTEAD
from tests.support.call import COUNT, Reply, call

MINDFUL = [key for key, (_, route) in routes().items() if IfMatch | None in route.takes.values()]
READ = {
    "POST /v1/admin/split-rules": "GET /v1/admin/split-rules",
    "POST /v1/posts/{post_id}/submit": "GET /v1/posts/{post_id}",
    "POST /v1/posts/{post_id}/unpublish": "GET /v1/posts/{post_id}",
    "POST /v1/products/{product_id}/submit": "GET /v1/products/{product_id}",
    "POST /v1/products/{product_id}/unpublish": "GET /v1/products/{product_id}",
}
"""Where it is read, if not under the path of the change."""


@pytest.fixture(scope="module")
def matrix() -> Iterator[Matrix]:
    with world() as found:
        yield found


def ask(matrix: Matrix, key: str, token: str, **headers: str) -> Reply:
    function, route = routes()[key]
    names = INSTEAD.get(key, {})
    path = re.sub(r"\{(\w+)\}", lambda found: matrix.things[names.get(found[1], found[1])], route.path)
    return call(
        function,
        f"{route.method} {path}",
        matrix.wishes.get(key),
        token=token,
        key=f"tag-{next(COUNT)}",
        headers=headers,
    )


@pytest.mark.parametrize("key", MINDFUL)
def test_the_tag_that_was_read_lets_the_change_through_and_another_does_not(matrix: Matrix, key: str) -> None:
    matrix.begin_again()
    story = matrix.story
    people = (story.seller, story.buyer, story.treasury.fay, story.friend)
    for token in (story.shop.token(person) for person in people):
        stale = ask(matrix, key, token, **{"if-match": '"999"'})
        if stale.status in (403, 404):
            continue
        assert (stale.status, stale.problem) == (412, "version_conflict")
        read = ask(matrix, READ.get(key, re.sub(r"^\w+", "GET", key)), token)
        changed = ask(matrix, key, token, **{"if-match": read.headers["ETag"]})
        assert changed.status < 300 or changed.problem == "invalid_state", changed.text
        return
    raise AssertionError("nobody may do this")
