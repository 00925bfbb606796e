import json
import time
from pathlib import Path

from local.channels.wechat import WechatSimulator
from local.channels.wechat.signing import PROBE
from tests.local.channels.endpoint import Endpoint
from tests.local.channels.wechat import NUMBER, Client, opened


def test_a_payment_and_its_refund_are_told_so_that_the_sdk_can_read_them(
    wechat: WechatSimulator, merchant: Client, hook: Endpoint
) -> None:
    merchant.pay(attach="ord_1")
    wechat.pay(NUMBER)
    merchant.refund("rfd_1", 400)
    hook.wait_for(2)

    paid, refunded = (opened(merchant, came) for came in hook.received)
    assert (paid["event_type"], paid["resource"]["trade_state"]) == ("TRANSACTION.SUCCESS", "SUCCESS")
    assert (paid["resource"]["amount"]["total"], paid["resource"]["attach"]) == (1_000, "ord_1")
    assert (refunded["event_type"], refunded["resource"]["refund_status"]) == ("REFUND.SUCCESS", "SUCCESS")
    assert refunded["resource"]["amount"] == {"total": 1_000, "refund": 400, "payer_total": 1_000, "payer_refund": 400}
    assert b"openid" not in hook.received[0].body


def test_what_is_not_taken_comes_again_by_wechats_schedule_on_the_simulators_clock(
    hook: Endpoint, tmp_path: Path
) -> None:
    hook.answers = [500, 400, 302]
    offset = tmp_path / "offset"
    with WechatSimulator(clock_file=offset) as wechat:
        merchant = Client(wechat, hook.url)
        merchant.pay()
        wechat.pay(NUMBER)
        for number, seconds in enumerate((0, 15, 30, 60), start=1):
            offset.write_text(str(seconds))
            hook.wait_for(number)
            time.sleep(0.1)
            assert len(hook.received) == number
        wechat.wait_until_delivered()

    statuses = [each["status"] for each in wechat.webhooks.deliveries(wechat.events[0]["id"])]
    assert statuses == [500, 400, 302, 200]
    assert {opened(merchant, came)["id"] for came in hook.received} == {wechat.events[0]["id"]}


def test_a_probe_has_a_signature_that_is_wrong_on_purpose(hook: Endpoint) -> None:
    with WechatSimulator(probe_every=1) as wechat:
        merchant = Client(wechat, hook.url)
        merchant.pay()
        wechat.pay(NUMBER)
        hook.wait_for(2)
        wechat.wait_until_delivered()

    probe, real = hook.received
    assert probe.headers["Wechatpay-Signature"].startswith(PROBE)
    assert (opened(merchant, probe), opened(merchant, real)["event_type"]) == (None, "TRANSACTION.SUCCESS")


def test_notifications_are_lost_doubled_and_delayed_as_asked(
    wechat: WechatSimulator, merchant: Client, hook: Endpoint
) -> None:
    for kind in ("webhook_lost", "webhook_doubled", "webhook_late"):
        wechat.faults.add(kind, "TRANSACTION.*", seconds=0.2)
    for number in ("lost-1", "doubled-1", "late-1"):
        merchant.pay(number)
        wechat.pay(number)
    hook.wait_for(3)
    wechat.wait_until_delivered()

    came = [opened(merchant, one)["resource"]["out_trade_no"] for one in hook.received]
    assert came == ["doubled-1", "doubled-1", "late-1"]


def test_a_refund_can_be_told_before_its_payment(wechat: WechatSimulator, merchant: Client, hook: Endpoint) -> None:
    wechat.faults.add("webhook_reordered", "TRANSACTION.*")
    merchant.pay()
    wechat.pay(NUMBER)
    merchant.refund()
    hook.wait_for(2)

    assert [opened(merchant, came)["event_type"] for came in hook.received] == [
        "REFUND.SUCCESS",
        "TRANSACTION.SUCCESS",
    ]


def test_the_address_of_a_bill_lives_five_minutes(hook: Endpoint, tmp_path: Path) -> None:
    offset = tmp_path / "offset"
    with WechatSimulator(clock_file=offset, notify=False) as wechat:
        merchant = Client(wechat, hook.url)
        merchant.pay()
        day = wechat.pay(NUMBER)["success_time"][:10]
        offset.write_text(str(2 * 86_400))
        announced = json.loads(merchant.sdk.trade_bill(day)[1])
        assert merchant.sdk.download_bill(announced["download_url"])[0] == 200
        offset.write_text(str(2 * 86_400 + 301))
        assert merchant.sdk.download_bill(announced["download_url"])[0] == 400
        assert json.loads(merchant.sdk.trade_bill("tomorrow")[1])["code"] == "PARAM_ERROR"
