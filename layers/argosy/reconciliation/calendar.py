"""Each channel's own days, and when the bill of one is there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, get_args

from argosy.kernel import days
from argosy.kernel.money import DECIMALS

ChannelName = Literal["alipay", "stripe", "wechat"]
CHANNELS: tuple[ChannelName, ...] = get_args(ChannelName)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Days of `zone`; a day's bill is published so long after its end. `assets` is all that the channel can hold for us."""

    zone: str
    published: timedelta
    assets: tuple[str, ...]

    def begins(self, day: date) -> datetime:
        return days.begins(day, self.zone)

    def ends(self, day: date) -> datetime:
        return days.ends(day, self.zone)

    def day_of(self, moment: datetime) -> date:
        return days.day_of(moment, self.zone)

    def due_at(self, day: date) -> datetime:
        """From when on the day's bill can be asked for."""
        return self.ends(day) + self.published

    def newest_due(self, now: datetime) -> date:
        """The last day whose bill can be asked for now."""
        return self.day_of(now - self.published) - ONE_DAY


CHINA = Calendar("Asia/Shanghai", timedelta(hours=10), ("CNY",))
CALENDARS: dict[str, Calendar] = {
    "alipay": CHINA,
    "stripe": Calendar("UTC", timedelta(hours=1), tuple(DECIMALS)),
    "wechat": CHINA,
}
