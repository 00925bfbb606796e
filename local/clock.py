"""`./argosy clock +2d`: moves the time of the whole local stack, then lets everything happen that became due."""

import argparse
import json
import re
import urllib.request
from datetime import UTC, datetime, timedelta
from typing import Any

from local.alone import alone
from local.aws import client
from local.home import Problem, clock_file
from local.invoke import capability
from local.stack import Stack, deployed

UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
ROUNDS = 50
FURTHEST = datetime(2100, 1, 1, tzinfo=UTC)
"""Deadlines, expiries and days are reckoned from now: near the last year that a date can have nothing would work."""

# The capability, its address at AWS, and the input that the schedule gives.
Call = tuple[str, str, str]


def parse(text: str) -> timedelta:
    """`+2d`, `+90m`, `+1d12h`. Raises Problem for anything else: time goes back only by a reset."""
    if not re.fullmatch(r"\+(\d+[smhdw])+", text, re.ASCII):
        raise Problem(f"{text!r} is no step forward: write +90m, +2d or +1d12h, or --reset to come back to the present")
    parts = re.findall(r"(\d+)([smhdw])", text)
    try:
        return sum((timedelta(**{UNITS[unit]: int(count)}) for count, unit in parts), timedelta())
    except (OverflowError, ValueError):
        return timedelta.max  # too far in any case, as whoever asks for it is told


def reached(step: timedelta) -> timedelta:
    """How far ahead the stack runs after this step. Raises Problem where it would leave the years that it has."""
    now, ahead = datetime.now(UTC), offset()
    if step > FURTHEST - now - ahead:
        left = (FURTHEST - now - ahead).days
        raise Problem(f"too far: the stack's clock goes to the end of {FURTHEST.year - 1}, +{left}d from now at most")
    return ahead + step


def offset() -> timedelta:
    """By how much the stack runs ahead now."""
    file = clock_file()
    return timedelta(seconds=float(file.read_text() or 0)) if file.exists() else timedelta()


def clock(arguments: argparse.Namespace) -> int:
    if arguments.reset and arguments.step is not None:
        raise Problem("a step or --reset, not both: first one, then the other")
    step = None if arguments.step is None else parse(arguments.step)
    stack = deployed()
    with alone("clock", "wait until it is done"):
        if arguments.reset:
            set_offset(timedelta())
            print("the stack's clock is this machine's again")
        elif step is not None:
            for line in move(stack, step):
                print(line)
    print(f"it is {datetime.now(UTC) + offset():%Y-%m-%d %H:%M:%S} UTC on the stack")
    return 0


def set_offset(ahead: timedelta) -> None:
    """Renamed into place: a worker never reads half a number."""
    beside = clock_file().with_suffix(".new")
    beside.write_text(f"{ahead.total_seconds()}\n")
    beside.replace(clock_file())


def move(stack: Stack, step: timedelta) -> list[str]:
    """Moves on and works off what became due: timers until none is left, then every other schedule once. Raises Problem."""
    set_offset(reached(step))
    said = [f"moved on by {step}"]
    found = schedules(stack)
    drains = [each for each in found if each[0].endswith("timers/drain")]
    for schedule in [each for each in found if each not in drains]:
        _until_nothing_changes(drains, stack)
        said.append(f"{schedule[0]}: {_fire(schedule, stack)} items changed")
    said.append(f"timers: {_until_nothing_changes(drains, stack)} items changed after that")
    return said


def schedules(stack: Stack) -> list[Call]:
    """Every call of a function that a schedule makes."""
    scheduler, functions = (client(name, stack.aws, stack.region) for name in ("scheduler", "lambda"))
    found = []
    for page in scheduler.get_paginator("list_schedules").paginate():
        for each in page["Schedules"]:
            target = scheduler.get_schedule(Name=each["Name"], GroupName=each["GroupName"])["Target"]
            if ":function:" in target["Arn"]:
                handler = functions.get_function_configuration(FunctionName=target["Arn"])["Handler"]
                found.append((capability(handler), target["Arn"], target.get("Input") or "{}"))
    return sorted(found)


def quiet(stack: Stack, timeout_seconds: int = 60) -> dict[str, Any]:
    """Waits until no function runs and no message or record waits. `changes` counts writes since the stack's start."""
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
        f"{stack.mail}/quiet?timeout={timeout_seconds}"
    ) as answer:
        state: dict[str, Any] = json.load(answer)
    return state


def _fire(schedule: Call, stack: Stack) -> int:
    """Calls its function and waits until what it set off is done; gives the number of items that changed."""
    before = quiet(stack)["changes"]
    answer = client("lambda", stack.aws, stack.region).invoke(FunctionName=schedule[1], Payload=schedule[2].encode())
    if answer.get("FunctionError"):
        raise Problem(f"{schedule[0]} failed: {answer['Payload'].read().decode()[:500]}")
    return int(quiet(stack)["changes"] - before)


def _until_nothing_changes(drains: list[Call], stack: Stack) -> int:
    changed = 0
    for _ in range(ROUNDS):
        now = sum(_fire(each, stack) for each in drains)
        if now == 0:
            break
        changed += now
    return changed
