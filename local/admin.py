"""`./argosy admin`: roles and dead letters by the operator's hand, on the local stack or (`--aws`) on the one that was deployed.

It names the first admin, whom nobody else could name; the rest is the product's own code and leaves the same facts.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from local.home import Problem
from local.stack import deployed


def place(on_aws: bool) -> None:
    """Sets the environment by which the product's code finds its table. Raises Problem."""
    if on_aws:
        # A person's credentials are in profiles and sign-ins, which only AWS's SDK knows.
        os.environ |= {"TABLE_NAME": _deployed_table(), "TRANSPORT": "botocore"}
        return
    from local.aws import sealed

    stack = deployed()
    here = {"AWS_ENDPOINT_URL": stack.aws, "AWS_DEFAULT_REGION": stack.region, "TABLE_NAME": stack.table}
    kept = {**sealed(), **here}
    os.environ.clear()
    os.environ.update(kept)


def _deployed_table() -> str:
    """Its name as the stack `argosy-state` tells it, in the account and region of the usual AWS configuration."""
    import boto3
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        stacks = boto3.client("cloudformation").describe_stacks(StackName="argosy-state")["Stacks"]
        outputs = {output.get("ExportName"): output["OutputValue"] for output in stacks[0]["Outputs"]}
        return str(outputs["argosy-table-name"])
    except (BotoCoreError, ClientError) as error:
        raise Problem(f"cannot find what was deployed ({error}): check AWS_PROFILE and AWS_REGION") from error


def user_of(email: str) -> str:
    """The id of the user with this address. Raises Problem."""
    from pydantic import TypeAdapter, ValidationError

    from argosy.identity.email import Email
    from argosy.identity.items import LoginItem, email_hash

    try:
        login = LoginItem.by_email.get(email_hash=email_hash(TypeAdapter(Email).validate_python(email)))
    except ValidationError:
        raise Problem(f"{email!r} is not an e-mail address") from None
    if login is None:
        raise Problem(f"nobody is registered as {email}: they register and verify first, then get a role")
    return str(login.user_id)


def _checked(role: str) -> str:
    from argosy.kernel.permissions import ROLES

    if role not in ROLES:
        raise Problem(f"there is no role {role!r}; there are: {', '.join(ROLES)}")
    return role


def grant(email: str, role: str) -> None:
    from argosy.identity import users

    print(f"{email} is now: {', '.join(users.grant(user_of(email), _checked(role), by=None))}")


def revoke(email: str, role: str) -> None:
    from argosy.identity import users

    left = users.withdraw(user_of(email), _checked(role), by=None)
    print(f"{email} is now: {', '.join(left) or 'nothing'}")


def show_users() -> None:
    """Everybody, newest first."""
    from argosy.identity import users

    after = None
    while True:
        page, roles = users.page(100, after)
        for user in page.items:
            print(f"{user.id}  {user.email:<40} {', '.join(roles.get(user.id, []))}")
        after = page.next
        if after is None:
            return


def _of_letters(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    shown = commands.add_parser("dead-letters", help="what no listener could handle: in groups, or a listener's")
    shown.add_argument("listener", metavar="LISTENER", nargs="?", help="as in orders.on_order_paid")
    again = commands.add_parser("redrive", help="have a letter, or all of a listener, handled again")
    again.add_argument("which", metavar="LETTER|LISTENER")
    again.add_argument("--per-second", type=int, default=5)
    away = commands.add_parser("discard", help="give a letter up")
    away.add_argument("letter", metavar="LETTER")
    away.add_argument("reason", metavar="REASON")


def _do(asked: argparse.Namespace) -> None:
    from local import letters

    does: dict[str, Callable[[], None]] = {
        "users": show_users,
        "grant": lambda: grant(asked.email, asked.role),
        "revoke": lambda: revoke(asked.email, asked.role),
        "dead-letters": lambda: letters.show(asked.listener),
        "redrive": lambda: letters.redrive(asked.which, asked.per_second),
        "discard": lambda: letters.discard(asked.letter, asked.reason),
    }
    does[asked.command]()


def main(given: Sequence[str] | None = None) -> int:
    reader = argparse.ArgumentParser(prog="argosy admin", description="Roles, users, and the desk of dead letters.")
    reader.add_argument("--aws", action="store_true", help="the deployed stack of your AWS account, not the local one")
    commands = reader.add_subparsers(dest="command", required=True)
    for name, words in (("grant", "give somebody a role"), ("revoke", "take a role away")):
        command = commands.add_parser(name, help=words)
        command.add_argument("email", metavar="EMAIL")
        command.add_argument("role", metavar="ROLE")
    commands.add_parser("users", help="list everybody with their roles")
    _of_letters(commands)
    asked = reader.parse_args(given)
    try:
        place(asked.aws)
        from argosy.kernel import trace

        trace.begin(trace.Trace("operator"))
        _do(asked)
    except Problem as problem:
        print(f"argosy: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
