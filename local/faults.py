"""`./argosy faults`: the story of a purchase with a fault at every call, on moto, and planted bugs that have to be caught.

Exit status 0 only if nothing was wrong, every call site has met each of its faults, and every planted bug was caught.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from local.home import Problem, progress


def main(given: Sequence[str]) -> int:
    reader = argparse.ArgumentParser(prog="argosy faults", description=__doc__)
    reader.add_argument("--json", action="store_true", help="the figures as JSON")
    reader.add_argument("--pairs", type=int, default=300, help="how many runs with two faults")
    reader.add_argument("--seed", type=int, default=None, help="which pairs; the same seed, the same runs")
    reader.add_argument("--no-bugs", action="store_true", help="plant nothing")
    reader.add_argument("--replay", metavar="LINE", help="one run again, as a failure printed it")
    arguments = reader.parse_args(given)
    # The product's listeners and moto are imported only now: they take a second, and --help needs none of them.
    from tests.faults.sweep import sweep

    with sweep() as made:
        return _replayed(made, arguments.replay) if arguments.replay else _whole(made, arguments)


def _whole(made: Any, arguments: argparse.Namespace) -> int:
    from tests.faults.campaign import PLANTED, SEED, campaign

    report = campaign(
        made, doubles=arguments.pairs, seed=SEED if arguments.seed is None else arguments.seed,
        bugs=() if arguments.no_bugs else PLANTED, progress=progress,
    )  # fmt: skip
    print(json.dumps(report.spelled(), indent=2) if arguments.json else _table(report))
    return 0 if report.holds else 1


def _replayed(made: Any, line: str) -> int:
    from tests.faults.plans import named

    made.calm()
    plan = named(line, made.calls)
    if plan is None:
        raise Problem("the story makes no such call any more")
    result = made.run(plan)
    print(f"plan      {plan}")
    for call, fault in result.injected:
        print(f"step {call.number:4}  {fault} at {call}")
    print("\n".join(result.wrong) or "nothing is wrong")
    return 1 if result.wrong else 0


def _table(report: Any) -> str:
    caught = [bug for bug in report.bugs if bug.run is not None]
    rows = [
        ("runs", report.runs), ("  single faults", report.singles), ("  double faults", report.doubles),
        ("  former failures", report.replayed), ("faults injected", report.faults), ("calls made", report.calls),
        ("checks", report.checks), ("call site × fault", f"{report.pairs_hit} of {report.pairs}"),
        ("violations", len(report.violations)), ("planted bugs caught", f"{len(caught)} of {len(report.bugs)}"),
        ("seconds", report.seconds),
    ]  # fmt: skip
    lines = [f"{name:22}{value:>14,}" if isinstance(value, int) else f"{name:22}{value:>14}" for name, value in rows]
    lines += [f"never met  {pair}" for pair in report.not_hit]
    for bug in report.bugs:
        lines.append(
            f"{'run ' + str(bug.run) if bug.run is not None else 'MISSED':>8}  {bug.what}\n{'':10}{bug.by[:110]}"
        )
    for violation in report.violations:
        lines.append(
            f"WRONG  {violation['wrong']} (+{violation['more']})\n       ./argosy faults --replay '{violation['replay']}'"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Problem as problem:
        print(f"argosy: {problem}", file=sys.stderr)
        sys.exit(1)
