"""Who fuzzes: the demo's buyer as a member, its seller with every role; both have things of their own in every state."""

import json
from dataclasses import asdict

import httpx

from argosy.kernel.permissions import ROLES
from local.alone import alone
from local.demo.__main__ import CHAPTERS
from local.demo.cast import Cast
from local.demo.story import Broken, Story
from local.fuzz.leavings import leave
from local.home import Problem, home
from local.people import Person, Refused, Visitor, door
from local.progress import phase
from local.stack import Stack

MEMBER, EVERY_ROLE = ACTORS = ("member", "every-role")


def actors(stack: Stack) -> dict[str, Person]:
    """Those of the run before where they still can sign in, otherwise those of a demo that is played now. Raises Problem."""
    kept = home() / "fuzz.json"
    try:
        people = {name: Person(**person) for name, person in json.loads(kept.read_text()).items()}
        with door(stack) as http:
            for person in people.values():
                Visitor(http).sign_in(person)
    except (FileNotFoundError, Refused):
        people = _played(stack)
        kept.write_text(json.dumps({name: asdict(person) for name, person in people.items()}))
    return people


def _played(stack: Stack) -> dict[str, Person]:
    story = Story(stack, silent=True)
    with (
        phase("playing the demo, so that there is something of everything", "about two minutes"),
        alone("demo", "wait until it is done"),
        door(stack) as http,
        Cast.gathered(stack, http) as cast,
    ):
        try:
            for chapter in CHAPTERS:
                chapter.play(story, cast)
            leave(cast)
        except (Broken, httpx.HTTPError) as error:
            raise Problem(f"the demo did not come to its end: {error}") from error
        for role in set(ROLES) - {MEMBER}:
            cast.admin.call("PUT", f"/v1/admin/users/{cast.people['seller'].id}/roles/{role}")
        return {MEMBER: cast.people["buyer"], EVERY_ROLE: cast.people["seller"]}
