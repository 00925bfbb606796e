"""`./argosy up`: the whole stack from nothing to a world to log into, or only what changed where it runs already."""

import argparse
import signal
from importlib import import_module
from types import FrameType

from local import gaps
from local.alone import alone
from local.boot import start, stop
from local.deploy import deploy
from local.home import Problem
from local.progress import phase, progress
from local.stack import Stack, load
from local.synth import synthesise


def up(arguments: argparse.Namespace) -> int:
    """Follows the functions' logs until Ctrl-C, then leaves nothing running. With `--detach` returns when ready."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupted)
    ready = False
    try:
        with alone("up", "wait until it is ready, then ./argosy status shows where everything is"):
            stack, whole = _made(arguments.stage)
        ready = True
        describe(stack)
        if not arguments.detach:
            _follow(stack)
        return 0 if whole else 1
    except KeyboardInterrupt:
        stop(load())
        progress("stopped; nothing runs any more")
        return 0 if ready else 130


def describe(stack: Stack) -> None:
    """Where everything is, and who can log in."""
    rows = [
        ("api", stack.api),
        ("docs", f"{stack.api}/docs"),
        ("mail", stack.mail),
        ("aws", stack.aws),
        *((name, f"{channel['url']}/_sim/") for name, channel in stack.channels.items()),
    ]
    people = [stack.admin, *stack.people]
    print("\n".join(f"{name:<10}{address}" for name, address in rows))
    for person in people:
        if person:
            print(f"{person.get('role', 'admin'):<10}{person['email']}  password {person['password']}")


def _made(stage: str) -> tuple[Stack, bool]:
    """The stack as the sources want it, and whether its world is whole."""
    stack = load()
    if stack is not None and not stack.alive():
        stack = None
    try:
        stack = stack or start()
        gaps.fill(deploy(synthesise(stage=stage), stack), stack)
        stack.ready = True
        stack.save()
        return stack, _create_world(stack)
    except BaseException as error:
        ended = isinstance(error, Exception) and stack is not None and not stack.alive()
        # A failed deployment of a stack that was there before leaves it there, to be looked at and tried again.
        if ended or not (isinstance(error, Problem) and stack is not None and stack.ready):
            stop(load())
        if ended:
            raise Problem("a process of the stack ended meanwhile, so the rest was stopped (./argosy down?)") from error
        raise


def _follow(stack: Stack) -> None:
    """What the functions write from now on."""
    from local.logs import follow

    progress("new lines of the functions' logs follow; ./argosy status shows the above again, Ctrl-C stops the stack")
    follow(stack, None, old=False)
    stop(stack)
    raise Problem("a process of the stack ended, so the rest was stopped (./argosy down elsewhere?)")


def _interrupted(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _create_world(stack: Stack) -> bool:
    """People, posts and products, once per stack. Where it fails the stack stays, so that its logs can be read."""
    if not stack.admin:
        try:
            with phase("creating a small world", "about ten seconds") as done:
                stack.admin, stack.people = import_module("local.world").create(stack)
                done.append(f"created a small world of {len(stack.people) + 1} people")
        except Problem as problem:
            if not stack.alive():
                raise
            progress(f"the world is not complete: {problem}")
            return False
        stack.save()
    return True
