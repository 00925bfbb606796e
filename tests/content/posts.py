"""Posts for tests, made by calling the capabilities that make them."""

from typing import Any

from functions.content import publish, read, review
from tests.support.call import Reply, call
from tests.support.people import Person

POST = {"title": "Sailing to Argos", "body": "A long way over the sea.", "tags": ["sea", "travel"]}


def drafted(author: Person, **fields: Any) -> Any:
    return call(publish, "POST /v1/posts", POST | fields, token=author.token).ok()


def submitted(author: Person, **fields: Any) -> Any:
    post = drafted(author, **fields)
    return call(publish, f"POST /v1/posts/{post['id']}/submit", token=author.token).ok()


def published(author: Person, moderator: Person, **fields: Any) -> Any:
    post = submitted(author, **fields)
    decided(moderator, post["id"], "approve").ok()
    return post


def case_of(moderator: Person, subject_id: str) -> str:
    waiting = call(review, "GET /v1/reviews?status=open&limit=100", token=moderator.token).ok()
    return next(case["id"] for case in waiting["data"] if case["subject_id"] == subject_id)


def decided(moderator: Person, subject_id: str, word: str, reason: str | None = None) -> Reply:
    target = f"POST /v1/reviews/{case_of(moderator, subject_id)}/{word}"
    return call(review, target, {"reason": reason} if reason else None, token=moderator.token)


def seen(post_id: str, by: Person | None = None) -> Reply:
    return call(read, f"GET /v1/posts/{post_id}", token=by.token if by else None)
