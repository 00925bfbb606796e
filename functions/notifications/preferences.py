"""People choose whether they want to hear by e-mail too."""

from argosy.kernel.auth import Caller
from argosy.kernel.body import Body
from argosy.kernel.http import Api, IfMatch
from argosy.notifications import preferences
from argosy.notifications.permissions import NOTIFICATION_OWN
from argosy.notifications.views import PreferencesView

app = Api(tag="notifications")


class PreferencesChange(Body):
    email: bool


@app.get("/v1/me/notification-preferences", may=NOTIFICATION_OWN)
def mine(caller: Caller) -> PreferencesView:
    """What the caller chose."""
    return PreferencesView.of(preferences.get(caller.id))


@app.patch("/v1/me/notification-preferences", may=NOTIFICATION_OWN)
def change(wish: PreferencesChange, caller: Caller, version: IfMatch | None) -> PreferencesView:
    """Choose e-mail, or not; the inbox and one's devices are told in any case."""
    before = preferences.get(caller.id).at_version(version)
    if wish.email == before.email:
        return PreferencesView.of(before)
    after = before.becomes(email=wish.email)
    preferences.change(after)
    return PreferencesView.of(after)


handler = app.handler
