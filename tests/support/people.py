"""People for tests, made through the product's own doors: they register, read their mail and sign in."""

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


def join(bus: Bus, name: str, *roles: str, locale: str = "en") -> Person:
    """Register, verify, get roles, sign in."""
    email = f"{name}@example.com"
    wish = {"email": email, "password": PASSWORD, "display_name": name.capitalize(), "locale": locale}
    call("identity.register", "POST /v1/users", wish).ok()
    bus.settle()
    user = call("identity.register", "POST /v1/users/verify", {"email": email, "code": code_for(email)}).ok()
    for role in roles:
        users.grant(user["id"], role)
    return sign_in(user["id"], email)


def sign_in(user_id: str, email: str) -> Person:
    tokens = call("identity.sessions", "POST /v1/sessions", {"email": email, "password": PASSWORD}).ok()
    return Person(user_id, email, tokens["access_token"], tokens["refresh_token"])
