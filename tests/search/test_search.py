"""Search: what is published is found, in both languages; what is not, is not - in whatever order facts arrive."""

import json
from typing import Any
from urllib.parse import quote

import pytest

from argosy.search import index
from functions.catalogue import products
from functions.content import publish
from functions.search import on_publication, search
from tests.catalogue.goods import submitted as product_submitted
from tests.content.posts import drafted, submitted
from tests.support.bus import Bus, deliver, told
from tests.support.call import Reply, call
from tests.support.cloud import rows
from tests.support.people import Person


@pytest.fixture
def boss(join) -> Person:
    """Writes and sells without a review."""
    return join("boss", "seller", "moderator")


def ask(q: str, more: str = "") -> Reply:
    return call(search, f"GET /v1/search?q={quote(q)}{more}")


def ids(q: str, more: str = "") -> list[str]:
    return [result["id"] for result in ask(q, more).ok()["data"]]


def test_posts_and_products_are_found_in_english_and_chinese(bus: Bus, boss: Person) -> None:
    post = submitted(boss, title="A red boat", tags=["sea"])["id"]
    zh = submitted(boss, title="新款手机壳上市", body="今天开始发售。", tags=["手机"])["id"]
    product = product_submitted(boss, title="Red sail 红帆", tags=["sail"])["id"]
    bus.settle()

    assert ids("red") == [product, post]
    assert (ids("bo"), ids("手机壳"), ids("红帆"), ids("发售"), ids("sea")) == ([post], [zh], [product], [zh], [post])
    assert (ids("red", "&type=post"), ids("red", "&type=product")) == ([post], [product])
    (result,) = ask("手机").ok()["data"]
    assert (result["type"], result["title"], result["language"], result["owner_id"]) == (
        "post",
        "新款手机壳上市",
        "zh",
        boss.id,
    )


def test_what_has_more_of_the_words_comes_first_then_the_newest(bus: Bus, boss: Person) -> None:
    both = submitted(boss, title="Red boat")["id"]
    older = submitted(boss, title="Red house")["id"]
    newer = submitted(boss, title="Green boat")["id"]
    bus.settle()

    assert ids("red boat") == [both, newer, older]


def test_drafts_and_what_waits_for_review_are_not_found(bus: Bus, boss: Person, join) -> None:
    drafted(boss, title="Secret boat")
    submitted(join("ann"), title="Secret ship")
    bus.settle()

    assert ids("secret") == []


def test_what_is_unpublished_or_deleted_is_no_longer_found(bus: Bus, boss: Person) -> None:
    post, product = submitted(boss, title="Gone boat"), product_submitted(boss, title="Gone sail")
    bus.settle()
    assert len(ids("gone")) == 2

    call(publish, f"POST /v1/posts/{post['id']}/unpublish", token=boss.token).ok()
    call(products, f"DELETE /v1/products/{product['id']}", token=boss.token).ok()
    bus.settle()
    assert ids("gone") == []
    assert not [row for row in rows() if row["kind"] == "search_term"]


def test_new_words_replace_the_old_ones(bus: Bus, boss: Person) -> None:
    post = submitted(boss, title="Old boat")["id"]
    bus.settle()
    call(publish, f"PATCH /v1/posts/{post}", {"title": "New ship", "body": "Calm."}, token=boss.token).ok()
    bus.settle()

    assert (ids("old"), ids("ship"), ids("sea")) == ([], [post], [post])


def test_facts_in_the_wrong_order_and_twice_end_in_the_same_index(bus: Bus, boss: Person) -> None:
    post = submitted(boss, title="First boat")["id"]
    call(publish, f"PATCH /v1/posts/{post}", {"title": "Second boat"}, token=boss.token).ok()
    call(publish, f"POST /v1/posts/{post}/unpublish", token=boss.token).ok()
    call(publish, f"POST /v1/posts/{post}/submit", token=boss.token).ok()
    first, again = told("content.post_published")
    facts: list[tuple[Any, dict[str, Any]]] = [
        (on_publication.handler, again), (on_publication.handler, told("content.post_unpublished")[0]),
        (on_publication.handler, told("content.post_revised")[0]), (on_publication.handler, first),
        (on_publication.handler, again),
    ]  # fmt: skip
    for listener, fact in facts:
        assert deliver(listener, fact)

    assert (ids("boat"), ids("second"), ids("first")) == ([post], [post], [])
    assert {row["version"] for row in rows() if row["kind"] == "search_term"} == {json.loads(again["data"])["revision"]}


def test_a_crash_in_the_middle_is_mended_when_the_fact_comes_again(bus: Bus, boss: Person, monkeypatch) -> None:
    post = submitted(boss, title="Half a boat")["id"]
    (fact,) = told("content.post_published")
    with monkeypatch.context() as patch:
        patch.setattr(index, "_added", lambda *_: 1 / 0)
        assert not deliver(on_publication.handler, fact)
        assert ids("half boat") == []
    assert deliver(on_publication.handler, fact)
    assert ids("half boat") == [post]


def test_results_go_page_by_page(bus: Bus, boss: Person) -> None:
    posts = [submitted(boss, title=f"Boat number {n}")["id"] for n in range(5)]
    bus.settle()
    first = ask("boat", "&limit=3")
    second = ask("boat", f"&limit=3&cursor={first.body['next_cursor']}")

    assert [result["id"] for result in first.body["data"] + second.body["data"]] == posts[::-1]
    assert second.body["next_cursor"] is None
    assert ask("ship", f"&limit=3&cursor={first.body['next_cursor']}").problem == "invalid_cursor"
    assert first.headers["Cache-Control"].startswith("public")
    assert call(search, "GET /v1/search?q=boat&limit=3", headers={"if-none-match": first.headers["ETag"]}).status == 304


@pytest.mark.usefixtures("bus")
def test_a_question_that_is_none_is_refused_and_one_without_words_finds_nothing() -> None:
    wrong = {
        "": "missing_parameter",
        "q=": "invalid_parameter",
        "q=a&type=user": "invalid_parameter",
        "q=a&x=1": "unknown_parameter",
    }
    for query, code in wrong.items():
        reply = call(search, f"GET /v1/search?{query}")
        assert (reply.status, reply.problem) == (400, code), query
    assert ask("x" * 101).problem == "invalid_parameter"
    for odd in ("!!!", "#", "A#B", "${x}", "'; DROP TABLE", "的", "x" * 100):
        assert ids(odd) == []
