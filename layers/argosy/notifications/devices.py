"""Devices as they are kept: found by their token's id, listed by their user."""

from datetime import datetime

from argosy.kernel.errors import NotFound, StateConflict
from argosy.kernel.table import fetch
from argosy.kernel.write import Write, delete, retrying, save
from argosy.notifications.device import Device, Platform
from argosy.notifications.items import DeviceItem

MOST = 20
"""Of one user's devices, the twenty that were registered last are told; older ones are as good as lost."""


def register(user_id: str, platform: Platform, token: str, at: datetime) -> Device:
    """The device with this token, in the hands of this user. Whoever had it before has it no more."""

    def once() -> Device:
        wished = Device.register(user_id, platform, token, at)
        item = DeviceItem.by_id.get(id=wished.id)
        before: Device | None = item.to(Device) if item else None
        device = before.belongs_to(user_id, at) if before else wished
        if device is not before:
            Write().add(save(DeviceItem.of(device))).commit()
        return device

    return retrying(once)


def of_user(user_id: str) -> list[Device]:
    """The newest first. The list is an index and may be late, so each device is asked whose it is now."""
    listed = DeviceItem.of_user.query(user_id=user_id, limit=MOST, newest_first=True).items
    raws = fetch(item.key for item in listed)
    present = (DeviceItem.read(raws[item.key]).to(Device) for item in listed if item.key in raws)
    return [device for device in present if device.user_id == user_id]


def get_own(device_id: str, user_id: str) -> Device:
    """Raises NotFound for a device of somebody else."""
    device = DeviceItem.by_id.load(Device, id=device_id)
    if device.user_id != user_id:
        raise NotFound
    return device


def keep_endpoint(device: Device, endpoint: str) -> None:
    """Its address at SNS, for the next time. Whoever moved it meanwhile finds it again by itself."""
    try:
        Write().add(save(DeviceItem.of(device.becomes(endpoint=endpoint)))).commit()
    except StateConflict:
        return


def remove(device: Device) -> None:
    """It is told nothing any more. One that moved or went meanwhile stays as it is."""
    try:
        Write().add(delete(DeviceItem.by_id.key(id=device.id), when=DeviceItem.user_id == device.user_id)).commit()
    except StateConflict:
        return
