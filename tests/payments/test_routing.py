"""Which channel a payment goes through where nobody names one: pure rules."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from argosy.orders.order import Order
from argosy.payments.errors import ChannelClosed, NoChannel
from argosy.payments.routing import Routes, Wish, choose
from events.payments import ChannelRoute

AT = datetime(2026, 11, 20, tzinfo=UTC)
ORDER = Order(
    id="ord_1", buyer_id="usr_1", seller_id="usr_2", currency="CNY", payable_minor=100, pay_deadline=AT, created_at=AT
)
ANY, AS_BUILT = Wish(), Routes()


def routes(**channels: int | None) -> Routes:
    """Weights; None is closed."""
    set_ = [
        ChannelRoute(channel=name, weight=weight or 0, is_open=weight is not None) for name, weight in channels.items()
    ]
    return Routes().set(set_, 5, by="usr_3", at=AT)[0]


def chosen(order: Order = ORDER, wish: Wish = ANY, kept: Routes = AS_BUILT, **failures: int) -> tuple[str, str]:
    return choose(order, wish, kept, failures)


@pytest.mark.parametrize(
    ("currency", "wish", "expected"),
    [
        ("USD", Wish(), ("stripe", "card")),
        ("CNY", Wish(method="card"), ("stripe", "card")),
        ("CNY", Wish(method="wap"), ("alipay", "wap")),
        ("CNY", Wish(method="jsapi"), ("wechat", "jsapi")),
        ("USD", Wish(channel="alipay"), ("alipay", "page")),  # who names it is told by the channel itself
        ("CNY", Wish(channel="wechat", method="h5"), ("wechat", "h5")),
    ],
)
def test_currency_and_method_lead_to_the_channel_that_takes_them(
    currency: str, wish: Wish, expected: tuple[str, str]
) -> None:
    assert chosen(replace(ORDER, currency=currency), wish) == expected


@pytest.mark.parametrize(("currency", "method"), [("USD", "page"), ("CNY", "cash")])
def test_what_no_channel_takes_is_refused(currency: str, method: str) -> None:
    with pytest.raises(NoChannel):
        chosen(replace(ORDER, currency=currency), Wish(method=method))


def test_orders_are_spread_by_weight_and_each_always_goes_the_same_way() -> None:
    kept = routes(alipay=600, wechat=300, stripe=100)
    orders = [replace(ORDER, id=f"ord_{number}") for number in range(2_000)]
    led = [chosen(order, kept=kept)[0] for order in orders]

    assert led == [chosen(order, kept=kept)[0] for order in orders]
    shares = [led.count(name) / len(led) for name in ("alipay", "wechat", "stripe")]
    assert shares == pytest.approx([0.6, 0.3, 0.1], abs=0.04)


def test_a_weight_of_nothing_is_only_taken_where_the_buyer_names_it() -> None:
    kept = routes(alipay=0, wechat=0)
    assert {chosen(replace(ORDER, id=f"ord_{number}"), kept=kept)[0] for number in range(50)} == {"stripe"}
    assert chosen(wish=Wish(channel="alipay"), kept=kept)[0] == "alipay"
    with pytest.raises(NoChannel):
        chosen(wish=Wish(method="wap"), kept=kept)


def test_a_closed_channel_is_left_out_and_refused_where_it_is_named() -> None:
    kept = routes(alipay=None, wechat=None)
    assert chosen(kept=kept)[0] == "stripe"
    with pytest.raises(ChannelClosed):
        chosen(wish=Wish(channel="alipay"), kept=kept)
    with pytest.raises(NoChannel):
        chosen(wish=Wish(method="page"), kept=kept)


def test_a_silent_channel_is_passed_over_while_another_speaks() -> None:
    assert chosen(alipay=5, wechat=5)[0] == "stripe"
    assert chosen(wish=Wish(method="wap"), alipay=5)[0] == "alipay"
    assert chosen(wish=Wish(channel="alipay"), alipay=99)[0] == "alipay"


def test_an_order_stays_with_the_channel_of_its_last_attempt_while_that_can_be_used() -> None:
    last = replace(ORDER, last_channel="alipay")
    heavy = routes(stripe=1_000, alipay=1, wechat=0)
    assert chosen(last, kept=heavy)[0] == "alipay"
    assert chosen(last, Wish(method="card"), heavy)[0] == "stripe"
    assert chosen(last, kept=heavy, alipay=5)[0] == "stripe"
    assert chosen(last, kept=routes(alipay=None, wechat=0))[0] == "stripe"
    assert chosen(replace(last, refused_by=("alipay",)), kept=heavy)[0] == "stripe"


def test_where_all_that_take_it_have_refused_there_is_no_other() -> None:
    with pytest.raises(NoChannel):
        chosen(replace(ORDER, currency="USD", refused_by=("stripe",)))


def test_setting_one_channel_leaves_the_others_and_tells_before_and_after() -> None:
    after, told = Routes(version=0).set([ChannelRoute(channel="wechat", is_open=False)], 7, by="usr_3", at=AT)
    assert (after.version, after.unhealthy_after, after.saved_by) == (1, 7, "usr_3")
    assert [one.is_open for one in after.channels] == [True, True, False]
    assert (told.before, told.after) == (Routes().channels, after.channels)
