"""People register with an e-mail address and prove that it is theirs."""

from typing import Annotated, Literal

from argosy.identity import challenges, registrations
from argosy.identity.challenge import LIFE, RESEND_SECONDS
from argosy.identity.email import Email
from argosy.identity.passwords import NewPassword
from argosy.identity.registrations import Wish
from argosy.identity.views import UserView
from argosy.kernel import clock
from argosy.kernel.body import Body, Id, Identifier, Text, View
from argosy.kernel.http import EVERYONE, Accepted, Address, Api
from argosy.kernel.once import Once, Replay, Told

app = Api(tag="users")


class NewUser(Body):
    email: Email
    password: NewPassword
    display_name: Annotated[str, Text(1, 60)]
    locale: Literal["en", "zh-CN"] = "en"


class Verification(Body):
    email: Email | None = None
    registration_id: Annotated[str, Id("reg")]
    code: Annotated[str, Identifier(1, 20)]


class Sent(View):
    status: Literal["verification_sent"] = "verification_sent"
    registration_id: str
    expires_in: int = int(LIFE.total_seconds())
    resend_after: int = RESEND_SECONDS


@app.post("/v1/users", may=EVERYONE)
def register(wish: NewUser, once: Once, address: Address) -> Accepted[Sent]:
    """Send a code to the address. A taken address gets the same answer, and a mail that says so to its owner.

    `registration_id` is a secret of whoever asked: the code is nothing without it.
    """
    registration_id = challenges.secret_id("reg", once)
    sent = Accepted(Sent(registration_id=registration_id))
    if not registrations.request(registration_id, Wish(**wish.model_dump()), address=address, at=clock.now()):
        # Made again instead of kept: the table has no secret in it.
        raise Replay(Told(sent.status, sent.body, sent.location))
    return sent


@app.post("/v1/users/verify", may=EVERYONE)
def verify(wish: Verification, address: Address) -> UserView:
    """Make the user for whom this registration asked. A wrong code is 401, the sixth try 429.

    `email`, where it is given, has to be the registration's.
    """
    user = registrations.verify(
        wish.registration_id, wish.code, email=wish.email, address=address, at=clock.now()
    )  # fmt: skip
    return UserView.of_user(user, ["member"])


handler = app.handler
