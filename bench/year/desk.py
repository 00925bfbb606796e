"""Finance reconciles: each channel's day once its bill is there, everything that differs explained, then signed."""

from datetime import date, timedelta

from argosy.kernel import clock
from bench.year.figures import Tally
from bench.year.market import Market

CHANNELS = ("stripe", "alipay", "wechat")
ONE_DAY = timedelta(days=1)


class Desk:
    """`open_days` are those that are not signed yet, by channel."""

    def __init__(self, market: Market, tally: Tally) -> None:
        self.market, self.tally = market, tally
        self.open_days: dict[str, list[date]] = {channel: [] for channel in CHANNELS}

    def morning(self) -> None:
        """Yesterday's bills, and whatever is left of the days before."""
        yesterday = clock.now().date() - ONE_DAY
        for channel, days in self.open_days.items():
            days.append(yesterday)
            self.open_days[channel] = [day for day in days if not self._signed(channel, day)]

    def _signed(self, channel: str, day: date) -> bool:
        path = f"/v1/admin/recon/{channel}/{day.isoformat()}"
        batch = self.market.ask(self.market.finance[0], "reconciliation.read", f"GET {path}")
        if batch.status >= 300 or batch.body["status"] != "review":
            return False
        self._explain(path)
        signed = self.market.ask(self.market.finance[0], "reconciliation.decide", f"POST {path}/sign").status < 300
        if signed:
            self.tally.count("days reconciled and signed")
            for found in batch.body["classes"]:
                self.tally.counts[f"bill lines: {found['class']}"] += found["items"]
        return signed

    def _explain(self, path: str) -> None:
        """What only a person can say: each with a note."""
        after = ""
        while True:
            page = self.market.ask(
                self.market.finance[0], "reconciliation.read", f"GET {path}/items?limit=100{after}"
            ).ok()
            for item in page["data"]:
                if item["status"] == "needs_review":
                    decided = f"POST {path}/items/{item['id']}/resolve"
                    self.market.ask(
                        self.market.finance[0], "reconciliation.decide", decided, {"note": "looked at"}
                    ).ok()
                    self.tally.count("bill lines that a person explained")
            if not page["next_cursor"]:
                return
            after = f"&cursor={page['next_cursor']}"
