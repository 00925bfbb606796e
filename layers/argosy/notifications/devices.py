"""Devices as they are kept: found by their token's id, listed by their user."""

from datetime import datetime, timedelta

from argosy.identity import sessions
from argosy.identity.session import LIFE
from argosy.kernel.errors import NotFound, StateConflict
from argosy.kernel.table import fetch
from argosy.kernel.write import Write, delete, retrying, save, update
from argosy.notifications.device import Device, Platform
from argosy.notifications.items import DeviceItem

MOST = 20
"""Of one user's devices, the twenty that were registered last are told; older ones are as good as lost."""


def register(user_id: str, session_id: str, platform: Platform, token: str, at: datetime) -> Device:
    """The device with this token, in the hands of this user as long as this session lasts. Whoever had it has it no more.

    Raises SessionRevoked for a session that is over.
    """

    def once() -> Device:
        wished = Device.register(user_id, session_id, platform, token, at)
        item = DeviceItem.by_id.get(id=wished.id)
        before: Device | None = item.to(Device) if item else None
        device = before.belongs_to(user_id, session_id, at) if before else wished
        changed = [save(_item(device, at))] if device is not before else []
        Write().add(*changed, sessions.lasts(session_id)).commit()
        return device

    return retrying(once)


def of_user(user_id: str, at: datetime) -> list[Device]:
    """The newest first. The list is an index and may be late, so each device is asked whose it is now.

    A session is asked too whether it lasts: that it ended counts before anybody has heard of it.
    """
    listed = DeviceItem.of_user.query(user_id=user_id, limit=MOST, newest_first=True).items
    raws = fetch(item.key for item in listed)
    present = [DeviceItem.read(raws[item.key]).to(Device) for item in listed if item.key in raws]
    own = [device for device in present if device.user_id == user_id]
    lasting = sessions.lasting((device.session_id for device in own), at)
    return [device for device in own if device.session_id in lasting]


def of_session(user_id: str, session_id: str) -> list[Device]:
    """Those that were registered in it, as far as the index knows."""
    return [item.to(Device) for item in DeviceItem.of_user.every(user_id=user_id) if item.session_id == session_id]


def get_own(device_id: str, user_id: str) -> Device:
    """Raises NotFound for a device of somebody else."""
    device = DeviceItem.by_id.load(Device, id=device_id)
    if device.user_id != user_id:
        raise NotFound
    return device


def keep_endpoint(device: Device, endpoint: str) -> None:
    """Its address at SNS, for the next time. Whoever moved it meanwhile finds it again by itself."""
    try:
        kept = DeviceItem.endpoint.set(endpoint), DeviceItem.version.set(device.version + 1)
        same = DeviceItem.version == device.version
        Write().add(update(DeviceItem.by_id.key(id=device.id), *kept, when=same)).commit()
    except StateConflict:
        return


def remove(device: Device) -> None:
    """It is told nothing any more. One that moved or went meanwhile stays as it is."""
    where_it_was = (DeviceItem.user_id == device.user_id) & (DeviceItem.session_id == device.session_id)
    try:
        Write().add(delete(DeviceItem.by_id.key(id=device.id), when=where_it_was)).commit()
    except StateConflict:
        return


def _item(device: Device, at: datetime) -> DeviceItem:
    """Gone some time after its session, whose end nobody tells when it comes by itself."""
    item = DeviceItem.of(device)
    item.expires_at = int((at + LIFE + timedelta(days=1)).timestamp())
    return item
