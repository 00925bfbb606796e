"""Forgets the devices of a session that ended."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import Write
from argosy.notifications import devices
from events.identity import SessionEnded


@listens(SessionEnded)
def handler(event: SessionEnded, receipt: Receipt) -> None:
    for device in devices.of_session(event.user_id, event.session_id):
        devices.remove(device)
    Write(receipt).commit()
