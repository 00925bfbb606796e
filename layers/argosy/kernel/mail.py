"""E-mail by SES, from the sender that the deployment names."""

from argosy.kernel import aws
from argosy.kernel.settings import settings


def send(to: str, subject: str, text: str) -> None:
    """Hand a mail to SES. It has no key of its own, so a caller decides what a repetition would mean."""
    aws.client("sesv2").send_email(
        FromEmailAddress=settings().mail_sender,
        Destination={"ToAddresses": [to]},
        Content={
            "Simple": {
                "Subject": {"Data": subject, "Charset": "UTF-8"},
                "Body": {"Text": {"Data": text, "Charset": "UTF-8"}},
            }
        },
    )
