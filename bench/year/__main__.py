"""`./argosy year`: a year of a marketplace in some minutes, down to the proof of its books.

Exit status 0 only if every invariant holds and every channel's own books say what the ledger says.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.year.chart import svg
from bench.year.figures import FLOWS
from bench.year.run import Ended, run
from local.arguments import at_least
from local.progress import progress

CHART = Path("year.svg")


def main(given: Sequence[str]) -> int:
    reader = argparse.ArgumentParser(prog="argosy year", description=__doc__)
    reader.add_argument("--orders", type=at_least(1), default=5_000, help="how many are begun")
    reader.add_argument("--seed", type=int, default=1, help="the same seed is the same year")
    reader.add_argument("--chart", type=Path, default=CHART, help="where the picture is written")
    arguments = reader.parse_args(given)
    if not arguments.chart.absolute().parent.is_dir():
        reader.error(f"there is no folder {arguments.chart.parent} for the picture")
    ended = run(arguments.orders, arguments.seed, progress)
    arguments.chart.write_text(svg(ended.months["CNY"], "CNY"), encoding="utf-8")
    print("\n".join(_told(ended)))
    print(f"\nThe picture of it is {arguments.chart}.")
    return 0 if ended.holds else 1


def _told(ended: Ended) -> Iterator[str]:
    yield f"{'':34}" + "".join(f"{flow:>16}" for flow in FLOWS)
    for currency, months in ended.months.items():
        for month, flows in months.items():
            yield f"{month} {currency:<26}" + "".join(f"{flows[flow] / 100:>16,.2f}" for flow in FLOWS)
        sums = {flow: sum(flows[flow] for flows in months.values()) for flow in FLOWS}
        yield f"{'year ' + currency:<34}" + "".join(f"{sums[flow] / 100:>16,.2f}" for flow in FLOWS) + "\n"
    for what, times in sorted(ended.tally.counts.items()):
        yield f"{what:<34}{times:>16,}"
    yield ""
    for channel, (theirs, ours) in ended.providers.items():
        yield f"{channel:<14} holds {theirs / 100:>16,.2f} for us, the ledger says {ours / 100:>16,.2f}  {_ok(theirs == ours)}"
    counts = ended.proof["counts"]
    yield f"\n{counts['journals']:,} journals on {counts['accounts']:,} accounts, {ended.seconds:.0f} s:"
    for found in ended.proof["invariants"]:
        yield f"  {found['id']:<6} {found['invariant']:<86} {_ok(found['holds'])}"
        yield from (f"         {against}" for against in found["against"][:10])


def _ok(holds: bool) -> str:
    return "holds" if holds else "DOES NOT HOLD"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
