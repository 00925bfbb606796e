"""Plays the story on the stack that runs, or on one of its own that is stopped afterwards."""

import argparse
import json
import sys

import httpx

from local.alone import alone
from local.boot import stop
from local.clock import offset
from local.demo import (
    channels,
    disputing,
    gathering,
    lateness,
    payouts,
    proving,
    publishing,
    reconciling,
    settling,
    trading,
)
from local.demo.cast import Cast
from local.demo.stage import stage
from local.demo.story import Broken, Story
from local.home import Problem
from local.people import Person, door
from local.stack import Stack, load

CHAPTERS = (
    gathering, publishing, trading, lateness, channels, settling, payouts, disputing, reconciling, proving,
)  # fmt: skip


def main() -> int:
    """0 only if everything held."""
    reader = argparse.ArgumentParser(prog="argosy demo", description=__doc__)
    reader.add_argument("--json", action="store_true", help="the steps and their figures as JSON instead of a story")
    asked = reader.parse_args()
    try:
        with alone("demo", "wait until it is done"):
            return _played(*stage(), as_json=asked.json)
    except Problem as problem:
        print(f"argosy: {problem}", file=sys.stderr)
        return 1


def _played(stack: Stack, own: bool, *, as_json: bool) -> int:
    story = Story(stack, silent=as_json)
    people: list[Person] = []
    try:
        with door(stack) as http, Cast.gathered(stack, http) as cast:
            people = list(cast.people.values())
            for chapter in CHAPTERS:
                chapter.play(story, cast)
    except Broken:
        pass  # the story has said what
    except (Problem, httpx.HTTPError) as error:
        story.broke(str(error))
    except KeyboardInterrupt:
        return 130
    finally:
        if own:
            stop(load())
    if as_json:
        print(json.dumps(story.told(), indent=2, ensure_ascii=False))
    else:
        story.end()
        print(_left(stack, people, own))
    return 0 if story.holds else 1


def _left(stack: Stack, people: list[Person], own: bool) -> str:
    """What is otherwise on the stack than before, and how to be rid of it."""
    if own:
        return "\nIt was played on a stack of its own, which is gone. With ./argosy up first, it stays to be looked at."
    consoles = "  ".join(f"{name} {channel['url']}/_sim/" for name, channel in stack.channels.items())
    return "\n".join(
        (
            f"\nOn the stack it leaves {len(people)} people who can sign in, with what they wrote, sold, bought and were told:",
            *(f"  {person.role:<10}{person.email}  password {person.password}" for person in people),
            f"What was sent to them: {stack.mail}/",
            f"What the channels hold: {consoles}",
            f"The stack's clock is {offset().days} days ahead (./argosy clock).",
            "Start fresh: ./argosy down, then ./argosy up",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
