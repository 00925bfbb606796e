"""Who people are: registration, sessions, profiles, roles."""

from constructs import Construct

from infra.constructs import Context, Endpoint, Listener
from infra.platform import Platform


class Identity(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "identity", platform)
        table = platform.table
        emails, users, sessions = table.keys("EMAIL#*"), table.keys("USER#*"), table.keys("SESSION#*")
        challenges, rates = table.keys("CHALLENGE#*"), table.keys("RATE#*").only("UpdateItem")
        marks = platform.derive_keys

        # A password is hashed in these two: more memory is more CPU, and argon2 takes 19 MB each time.
        Endpoint(
            self,
            "register",
            may=[challenges.read_write, emails.write, users.write, rates, marks],
            memory_mb=1024,
            requests_per_second=50,
        )
        Endpoint(
            self,
            "sessions",
            may=[emails.read_write, users.read_write, sessions.read_write, rates, marks, platform.sign_tokens],
            memory_mb=1024,
        )
        Endpoint(self, "profile", may=[users.read_write])
        Endpoint(self, "admin_users", may=[users.read_write, table.gsi1("USERS#*").read])
        Listener(
            self,
            "on_verification_requested",
            may=[challenges.read_write, emails.read, marks, platform.send_mail],
        )
