"""Pushes by SNS: one platform application per kind of device, one endpoint per device, made when it is first needed."""

import json
from typing import Any

from argosy.kernel import aws
from argosy.kernel.aws import ClientError
from argosy.kernel.settings import settings
from argosy.notifications import devices
from argosy.notifications.device import Device
from argosy.notifications.notification import Notification


class DeviceGone(Exception):
    """The platform no longer knows this device: the app was removed, or its token was renewed."""


def applications() -> dict[str, str]:
    """Platform applications by platform, from `{"ios": "arn…"}` as JSON or from `ios=arn…,android=arn…`."""
    given = settings().push_applications.strip()
    if given.startswith("{"):
        return {str(platform): str(arn) for platform, arn in json.loads(given).items()}
    return dict(part.strip().split("=", 1) for part in given.split(",") if "=" in part)


def send(device: Device, notification: Notification) -> None:
    """Publish to the device. Raises DeviceGone, ClientError where SNS refused, NoAnswer where nobody knows."""
    sns = aws.client("sns")
    endpoint = device.endpoint or _make_endpoint(device)
    try:
        sns.publish(TargetArn=endpoint, MessageStructure="json", Message=message(notification))
    except ClientError as refused:
        if refused.response["Error"]["Code"] not in ("EndpointDisabled", "NotFound"):
            raise
        sns.delete_endpoint(EndpointArn=endpoint)  # so that the same token, registered again, gets one that works
        raise DeviceGone from None


def _make_endpoint(device: Device) -> str:
    """The same token gives the same endpoint, so a retry makes no second one."""
    application = applications()[device.platform]
    try:
        made = aws.client("sns").create_platform_endpoint(PlatformApplicationArn=application, Token=device.token)
    except ClientError as refused:
        error = refused.response["Error"]
        if error["Code"] == "InvalidParameter" and "Token" in error["Message"]:
            raise DeviceGone from None
        raise
    devices.keep_endpoint(device, made["EndpointArn"])
    return str(made["EndpointArn"])


def message(notification: Notification) -> str:
    """The forms that Apple and Firebase take; SNS picks the one of the endpoint."""
    words = notification.words()
    leads_to = {
        "notification_id": notification.id,
        "subject_kind": notification.subject_kind,
        "subject_id": notification.subject_id,
    }
    apple: dict[str, Any] = {"aps": {"alert": {"title": words.title, "body": words.text}}} | leads_to
    firebase = {"notification": {"title": words.title, "body": words.text}, "data": leads_to}
    forms = {"default": words.text, "APNS": _json(apple), "APNS_SANDBOX": _json(apple), "GCM": _json(firebase)}
    return _json(forms)


def _json(form: dict[str, Any]) -> str:
    return json.dumps(form, ensure_ascii=False)
