"""`./argosy faults`: every fault at every call, pairs of them, duels, crowds, and planted bugs that have to be caught.

Exit status 0 only if nothing was wrong, every call site has met each of its faults, and every planted bug was caught.
"""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from typing import Any

from local.arguments import at_least
from local.home import Problem
from local.progress import progress

LINE = re.compile(r"seed \d+|duel \w+: [\w ]+(; \d+ \w+)*|(?!seed |duel ).+ \w+( \+ \d+ \w+)?")


def main(given: Sequence[str]) -> int:
    arguments = _arguments(given)
    # The product's listeners and moto are imported only now: they take a second, and --help needs none of them.
    from tests.faults.workshop import workshop

    if not arguments.replay:
        return _whole(arguments)
    with workshop(arguments.table or "memory") as made:
        return _replayed(made, arguments.replay)


def _line(text: str) -> str:
    if not LINE.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no line that a failure printed")
    return text


def _arguments(given: Sequence[str]) -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="argosy faults", description=__doc__)
    reader.add_argument("--json", action="store_true", help="the figures as JSON")
    reader.add_argument("--table", choices=("memory", "moto"), help="only on this table (single faults run on both)")
    reader.add_argument("--pairs", type=at_least(0), default=20_000, help="how many runs with two faults")
    reader.add_argument("--seeds", type=at_least(0), default=5_000, help="how many crowds")
    reader.add_argument("--ways", type=at_least(1), default=2_000, help="how many ways of a duel at most")
    reader.add_argument("--seed", type=int, default=20_261_120, help="which ones; the same seed, the same runs")
    reader.add_argument("--processes", type=at_least(1), help="how many at once; all processors if not given")
    reader.add_argument("--no-bugs", action="store_true", help="plant one bug only, the canary")
    reader.add_argument("--replay", metavar="LINE", type=_line, help="one run again, as a failure printed it")
    return reader.parse_args(given)


def _whole(arguments: argparse.Namespace) -> int:
    from tests.faults import kept
    from tests.faults.campaign import Wish, campaign
    from tests.faults.pool import processors

    wish = Wish(
        tables=(arguments.table,) if arguments.table else ("memory", "moto"), pairs=arguments.pairs, seeds=arguments.seeds,
        ways=arguments.ways, seed=arguments.seed, bugs=not arguments.no_bugs, processes=arguments.processes or processors(),
    )  # fmt: skip
    report = campaign(wish, progress)
    print(json.dumps(report.spelled(), indent=2) if arguments.json else report.table())
    fresh = kept.keep(wrong.replay for wrong in report.wrong)
    if fresh:
        progress(f"{fresh} failing runs are in {kept.FILE.name} now, and repeated by ./argosy test")
    return 0 if report.holds else 1


def _replayed(made: Any, line: str) -> int:
    wrong = made.replayed(line)
    if wrong is None:
        raise Problem("there is no such run any more")
    for call, fault in made.stage.world.injected:
        print(f"step {call.number:4}  {fault} at {call}")
    print("\n".join(wrong) or "nothing is wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Problem as problem:
        print(f"argosy: {problem}", file=sys.stderr)
        sys.exit(1)
