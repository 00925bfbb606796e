"""People for tests, made through the product's own doors: they register, read their mail and sign in."""

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ses.models import ses_backends

from argosy.identity import users
from tests.support import cloud
from tests.support.bus import Bus
from tests.support.call import call

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in."""

    id: str
    email: str
    token: str
    refresh_token: str


def mails() -> list[dict[str, Any]]:
    """What was sent, oldest first."""
    sent = ses_backends[DEFAULT_ACCOUNT_ID][cloud.REGION].sent_messages
    return [{"to": mail.destinations["ToAddresses"], "subject": mail.subject, "text": mail.body} for mail in sent]


def code_for(email: str) -> str:
    """The newest code in this address's mail."""
    texts = [str(mail["text"]) for mail in mails() if email in mail["to"]]
    return next(found.group() for text in reversed(texts) if (found := re.search(r"\d{6}", text)))


def home(email: str) -> str:
    """The address from which this person calls: everybody has their own, as outside."""
    one, two, three = hashlib.sha256(email.encode()).digest()[:3]
    return f"10.{one}.{two}.{three}"


def join(bus: Bus, name: str, *roles: str, locale: str = "en") -> Person:
    """Register, verify, get roles, sign in."""
    email = f"{name}@example.com"
    wish = {"email": email, "password": PASSWORD, "display_name": name.capitalize(), "locale": locale}
    asked = call("identity.register", "POST /v1/users", wish, address=home(email)).ok()
    bus.settle()
    proof = {"registration_id": asked["registration_id"], "code": code_for(email)}
    user = call("identity.register", "POST /v1/users/verify", proof, address=home(email)).ok()
    for role in roles:
        users.grant(user["id"], role, by=None)
    return sign_in(user["id"], email)


def sign_in(user_id: str, email: str) -> Person:
    wish = {"email": email, "password": PASSWORD}
    tokens = call("identity.sessions", "POST /v1/sessions", wish, address=home(email)).ok()
    return Person(user_id, email, tokens["access_token"], tokens["refresh_token"])
