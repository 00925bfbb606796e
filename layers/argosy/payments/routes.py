"""What operators have set of channels, and how often each was silent: read with the order in one round trip."""

import zlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from argosy.kernel.errors import Busy
from argosy.kernel.once import Answer, Once
from argosy.kernel.table import Key, fetch
from argosy.kernel.write import Write, save, upsert
from argosy.payments.items import ChannelFailuresItem, ChannelRoutesItem
from argosy.payments.routing import CHANNELS, Routes
from events.payments import ChannelRoutesChanged

COPIES = 16
SHARDS = 4
WINDOW = timedelta(minutes=5)
Raws = Mapping[Key, dict[str, Any]]


def keys(order_id: str, at: datetime) -> list[Key]:
    """What `choose` has to know for this order."""
    return [_copy(order_id), *(key for channel in CHANNELS for key in _windows(channel, _shard(order_id), at))]


def of(raws: Raws, order_id: str) -> Routes:
    raw = raws.get(_copy(order_id))
    return ChannelRoutesItem.read(raw).to(Routes) if raw else Routes(version=0)


def failures(raws: Raws, order_id: str, at: datetime) -> dict[str, int]:
    """How often each channel was silent in this and the last window, to orders like this one."""
    return {channel: _counted(raws, channel, _shard(order_id), at) for channel in CHANNELS}


def note_silence(channel: str, order_id: str, at: datetime) -> None:
    """One more. The payment does not wait for it: what cannot be counted now is not counted."""
    item = ChannelFailuresItem(channel=channel, shard=_shard(order_id), window=_window(at))
    item.expires_at = int((at + 3 * WINDOW).timestamp())
    with suppress(Busy):
        Write().add(upsert(item, ChannelFailuresItem.silences.add(1))).commit()


def current() -> Routes:
    return of(fetch([_copy("")]), "")


def health(at: datetime) -> dict[str, int]:
    """How often each channel was silent, where it was worst."""
    raws = fetch(key for channel in CHANNELS for shard in range(SHARDS) for key in _windows(channel, shard, at))
    return {channel: max(_counted(raws, channel, shard, at) for shard in range(SHARDS)) for channel in CHANNELS}


def keep(routes: Routes, told: ChannelRoutesChanged, once: Once, answer: Answer) -> None:
    """Every copy of it, and who changed what."""
    items = [ChannelRoutesItem.of(routes, copy=copy) for copy in range(COPIES)]
    Write(once).add(*map(save, items)).tell(told, beside=items[0].key).commit(answer)


def _copy(order_id: str) -> Key:
    key: Key = ChannelRoutesItem.by_copy.key(copy=zlib.crc32(order_id.encode()) % COPIES)
    return key


def _shard(order_id: str) -> int:
    return zlib.crc32(order_id.encode()) % SHARDS


def _window(at: datetime) -> int:
    return int(at.timestamp()) // int(WINDOW.total_seconds())


def _windows(channel: str, shard: int, at: datetime) -> list[Key]:
    windows = (_window(at), _window(at) - 1)
    return [ChannelFailuresItem.by_window.key(channel=channel, shard=shard, window=window) for window in windows]


def _counted(raws: Raws, channel: str, shard: int, at: datetime) -> int:
    found = (raws[key] for key in _windows(channel, shard, at) if key in raws)
    return sum(int(ChannelFailuresItem.read(raw).silences) for raw in found)
