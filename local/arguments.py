"""What an argument has to be, checked before a command begins."""

import argparse
from collections.abc import Callable


def at_least(least: int) -> Callable[[str], int]:
    """A type of argparse: a whole number from `least` on."""

    def number(text: str) -> int:
        if not (text.isascii() and text.removeprefix("-").isdigit()) or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {least} on")
        return int(text)

    return number
