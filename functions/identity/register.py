"""People register with an e-mail address and prove that it is theirs."""

from typing import Annotated, Literal

from argosy.identity import passwords, registrations
from argosy.identity.email import Email
from argosy.identity.passwords import NewPassword
from argosy.identity.views import UserView
from argosy.kernel import clock, ids
from argosy.kernel.body import Body, Identifier, Text, View
from argosy.kernel.http import EVERYONE, Accepted, Api
from argosy.kernel.once import Once

app = Api(tag="users")


class NewUser(Body):
    email: Email
    password: NewPassword
    display_name: Annotated[str, Text(1, 60)]
    locale: Literal["en", "zh-CN"] = "en"


class Verification(Body):
    email: Email
    code: Annotated[str, Identifier(1, 20)]


class Sent(View):
    status: Literal["verification_sent"] = "verification_sent"


@app.post("/v1/users", may=EVERYONE)
def register(wish: NewUser, once: Once) -> Accepted[Sent]:
    """Send a code to the address. A taken address gets the same answer, and a mail that says so to its owner."""
    password_hash = passwords.hash_of(wish.password)
    user_id = ids.derived("usr", wish.email, once.key)
    registrations.request(
        wish.email,
        password_hash,
        display_name=wish.display_name,
        locale=wish.locale,
        user_id=user_id,
        at=clock.now(),
    )
    return Accepted(Sent())


@app.post("/v1/users/verify", may=EVERYONE)
def verify(wish: Verification) -> UserView:
    """Make the user whose address the code was sent to. A wrong code is 401, the sixth try 429."""
    user = registrations.verify(wish.email, wish.code, clock.now())
    return UserView.of_user(user, ["member"])


handler = app.handler
