"""`./argosy up`: the whole stack from nothing to a world to log into, or only what changed where it runs already."""

import argparse
import signal
from importlib import import_module
from types import FrameType

from local import gaps, processes
from local.boot import start, stop
from local.deploy import deploy
from local.home import Problem, progress
from local.stack import Stack, load
from local.synth import synthesise


def up(arguments: argparse.Namespace) -> int:
    """Follows the functions' logs until Ctrl-C, then leaves nothing running. With `--detach` returns when ready."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupted)
    stack = load()
    try:
        if stack is None or not stack.processes or not all(processes.alive(pid) for pid in stack.processes.values()):
            stack = start()
        folder = synthesise()
        gaps.fill(deploy(folder, stack), stack)
        stack.ready = True
        stack.save()
        whole = _create_world(stack)
        describe(stack)
        if not arguments.detach:
            from local.logs import follow

            progress("logs of the functions follow; Ctrl-C stops the stack")
            follow(stack, None)
            stop(stack)
            raise Problem("a process of the stack ended, so the rest was stopped (./argosy down elsewhere?)")
        return 0 if whole else 1
    except BaseException as error:
        # A failed deployment of a stack that was there before leaves it there, to be looked at and tried again.
        if not (isinstance(error, Problem) and stack is not None and stack.ready):
            stop(load())
        if isinstance(error, KeyboardInterrupt):
            progress("stopped; nothing runs any more")
            return 0 if stack is not None and stack.ready else 130
        raise


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


def _interrupted(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _create_world(stack: Stack) -> bool:
    """People, posts and products, once per stack. Where it fails the stack stays, so that its logs can be read."""
    if not stack.admin:
        progress("creating a small world")
        try:
            stack.admin, stack.people = import_module("local.world").create(stack)
        except Problem as problem:
            progress(f"the world is not complete: {problem}")
            return False
        stack.save()
    return True
