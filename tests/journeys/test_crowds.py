"""Many at once: nothing oversold, nothing done twice, nothing lost, and nobody sees a server's error."""

from functools import partial

import pytest

from local.people import Visitor
from tests.journeys.market import Market, at_once

pytestmark = pytest.mark.stack


def test_forty_buyers_of_ten_units_place_exactly_ten_orders_and_nobody_sees_an_error(
    market: Market, crowd: list[Visitor]
) -> None:
    offer = market.sku(stock=10)
    quotes = at_once([partial(market.quote, buyer, offer) for buyer in crowd])
    answers = at_once(
        [partial(buyer.ask, "POST", "/v1/orders", quote) for buyer, quote in zip(crowd, quotes, strict=True)]
    )

    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [201] * 10 + [409] * 30
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"out_of_stock"}
    assert len({answer.json()["id"] for answer in answers if answer.status_code == 201}) == 10
    assert market.available(offer) == 0


def test_one_key_ten_times_at_once_is_one_order_and_every_answer_says_so(market: Market, crowd: list[Visitor]) -> None:
    offer, buyer = market.sku(stock=5), crowd[0]
    wish = market.quote(buyer, offer)
    answers = at_once([partial(buyer.ask, "POST", "/v1/orders", wish, key="the same")] * 10)

    placed = {answer.json()["id"] for answer in answers if answer.status_code == 201}
    waiting = [answer for answer in answers if answer.status_code != 201]
    assert len(placed) == 1
    assert all(answer.status_code == 409 and "retry-after" in answer.headers for answer in waiting)
    assert market.available(offer) == 4


def test_likes_of_a_crowd_are_counted_to_the_last_one(market: Market, crowd: list[Visitor]) -> None:
    like = f"/v1/posts/{market.post(crowd[0])}/like"
    twice = [partial(person.ask, "PUT", like) for person in crowd[:20]] * 2
    liked = at_once(twice)
    assert {answer.status_code for answer in liked} == {204}
    assert market.http.get(f"{like}s").json()["count"] == 20

    mixed = at_once(
        [partial(person.ask, "DELETE", like) for person in crowd[:5]]
        + [partial(person.ask, "PUT", like) for person in crowd[20:30]]
    )
    assert {answer.status_code for answer in mixed} == {204}
    market.settle()
    assert market.http.get(f"{like}s").json()["count"] == 25


def test_a_refresh_token_sent_twice_at_once_has_one_successor(crowd: list[Visitor]) -> None:
    body = {"refresh_token": crowd[1].tokens["refresh_token"]}
    stranger = Visitor(crowd[1].http)
    answers = at_once([partial(stranger.ask, "POST", "/v1/sessions/refresh", body)] * 2)

    assert [answer.status_code for answer in answers] == [200, 200]
    assert len({answer.json()["refresh_token"] for answer in answers}) == 1
