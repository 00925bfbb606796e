"""People say which of their devices want to be told.

iOS and Android devices are pushed to by SNS as soon as the deployment names an application for their platform.
Web pages need no endpoint: they ask the inbox.
"""

from typing import Annotated

from pydantic import BeforeValidator

from argosy.kernel import clock
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Identifier
from argosy.kernel.http import Api, Created, Listed
from argosy.notifications import devices
from argosy.notifications.device import Platform
from argosy.notifications.permissions import DEVICE_OWN
from argosy.notifications.views import DeviceView

app = Api(tag="devices")
DeviceId = Annotated[str, Id("dev")]
AnyPlatform = Annotated[Platform, BeforeValidator(lambda word: Platform(word) if isinstance(word, str) else word)]


class NewDevice(Body):
    platform: AnyPlatform
    token: Annotated[str, Identifier(1, 4_096)]


@app.post("/v1/me/devices", may=DEVICE_OWN)
def register(wish: NewDevice, caller: Caller) -> Created[DeviceView]:
    """Tell this device too, until this session ends. The same token is the same device, and of the last one alone who sent it."""
    device = devices.register(caller.id, caller.session_id, wish.platform, wish.token, clock.now())
    return Created(DeviceView.of(device), f"/v1/me/devices/{device.id}")


@app.get("/v1/me/devices", may=DEVICE_OWN)
def mine(caller: Caller) -> Listed[DeviceView]:
    """The caller's devices, newest first; at most twenty are told."""
    return Listed(data=[DeviceView.of(device) for device in devices.of_user(caller.id, clock.now())])


@app.get("/v1/me/devices/{device_id}", may=DEVICE_OWN)
def show(device_id: DeviceId, caller: Caller) -> DeviceView:
    """One of the caller's devices."""
    return DeviceView.of(devices.get_own(device_id, caller.id))


@app.delete("/v1/me/devices/{device_id}", may=DEVICE_OWN)
def remove(device_id: DeviceId, caller: Caller) -> None:
    """Tell it nothing any more."""
    devices.remove(devices.get_own(device_id, caller.id))


handler = app.handler
