"""Where something is played: on the stack that runs, or on one of its own."""

import argparse
import sys
from contextlib import redirect_stdout

from local.boot import stop
from local.home import Problem
from local.stack import Stack, load, running
from local.up import up


def stage() -> tuple[Stack, bool]:
    """The stack, and whether it was started for this. Raises Problem."""
    try:
        stack = running()
    except Problem:
        with redirect_stdout(sys.stderr):
            whole = up(argparse.Namespace(detach=True)) == 0
        if not whole:
            stop(load())
            raise Problem("the stack could not be made ready: the lines above say why") from None
        return running(), True
    if not stack.admin:
        raise Problem("the stack has no world yet: ./argosy up finishes it")
    return stack, False
