"""Shares that channels pass on."""

from constructs import Construct

from infra.constructs import Context, Endpoint, Listener
from infra.lent import postings
from infra.platform import Platform


class Splits(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "splits", platform)
        table = platform.table
        splits, orders, attempts, accounts = (
            table.keys(f"{prefix}#*") for prefix in ("SPLITS", "ORDER", "PAY", "CHANNEL-ACCOUNTS")
        )
        self.alarm_on(
            SplitFailed="A channel refused to pass a share on; a person has to have it tried again",
            SplitAccountMissing="A share waits: its party's account at the channel is not known",
            ReturnFailed="A channel refused to take a share back; its party owes it until it is tried again",
        )
        listed = table.gsi1("FAILED-SPLITS#*", "FAILED-RETURNS#*").read
        mending = [splits.read_write, orders.read, orders.only("PutItem"), listed]
        Endpoint(self, "channel_splits", may=[*mending, accounts.read])
        Endpoint(self, "channel_returns", may=mending)
        Endpoint(self, "channel_accounts", may=[accounts.read_write, platform.channel("wechat")], timeout_seconds=25)
        Listener(
            self, "on_shares_released", may=[splits.only("PutItem"), orders.read, attempts.read, platform.set_timers]
        )
        Listener(
            self,
            "on_channel_split_due",
            may=[
                splits.read_write, orders.read, orders.only("PutItem"), attempts.read, accounts.read, *postings(table),
                platform.set_timers, *platform.every_channel,
            ],
            timeout_seconds=30,
        )  # fmt: skip
        Listener(
            self,
            "on_channel_split_ended",
            may=[splits.read, orders.read, attempts.read, platform.channel("wechat")],
            timeout_seconds=30,
        )
        Listener(self, "on_refund_succeeded", may=[splits.read_write, orders.read, platform.set_timers])
        Listener(
            self,
            "on_channel_return_due",
            may=[
                splits.read_write, orders.only("PutItem"), attempts.read, *postings(table), platform.set_timers,
                *platform.every_channel,
            ],
            timeout_seconds=30,
        )  # fmt: skip
