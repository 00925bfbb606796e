"""Who people are: registration, sessions, profiles, roles."""

from constructs import Construct

from infra.constructs import Context, Endpoint, Listener
from infra.platform import Platform


class Identity(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "identity", platform)
        emails = platform.table.keys("EMAIL#*")
        users = platform.table.keys("USER#*")
        sessions = platform.table.keys("SESSION#*")
        list_of_users = platform.table.gsi1("USERS#*")

        # A password is hashed in these two: more memory is more CPU, and argon2 takes 19 MB each time.
        Endpoint(self, "register", may=[emails.read_write, users.write], memory_mb=1024, requests_per_second=50)
        Endpoint(
            self,
            "sessions",
            may=[emails.read_write, users.read_write, sessions.read_write, platform.sign_tokens],
            memory_mb=1024,
        )
        Endpoint(self, "profile", may=[users.read_write])
        Endpoint(self, "admin_users", may=[users.read_write, list_of_users.read])
        Listener(self, "on_verification_requested", may=[emails.read_write, platform.send_mail])
