"""A cold start and a warm request of Argosy beside what people would write instead, as ratios, in one run."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.ground import Ground, ground
from infra import compiled

RIVALS = {"bare": "bare boto3 + pydantic", "fastapi_mangum": "FastAPI + Mangum"}
HANDLERS = ("argosy", *RIVALS)
GOALS = {
    ("cold", "bare"): 0.5,
    ("cold", "fastapi_mangum"): 0.4,
    ("warm", "bare"): 0.45,
    ("warm", "fastapi_mangum"): 0.4,
}
ROUNDS = 9
SETTLED, CALLS = 10, 50
Costs = dict[str, dict[str, float]]
"""By `cold` and `warm`, then by handler."""


def main(arguments: Sequence[str]) -> int:
    """Exit status 0 only if every ratio is within its goal: by instructions where valgrind is there, else by CPU time."""
    python = compiled.python() or sys.executable
    with tempfile.TemporaryDirectory() as folder, ground(Path(folder), python) as here:
        version = _run(here, [here.python, "--version"], "nothing").stdout.strip()
        print(
            f"POST /v1/posts/{{id}}/comments over TLS to a host of this machine that answers as AWS does, {version}\n"
        )
        found = {"CPU ms": _timed(here)}
        if shutil.which("valgrind"):
            found["million instructions"] = _counted(here)
    judged = list(found)[-1]
    kept = [_told(unit, costs, judged=unit == judged) for unit, costs in found.items()]
    if "--json" in arguments:
        print(json.dumps(found))
    return 0 if kept[-1] else 1


def _counted(here: Ground) -> Costs:
    """The first call is counted with the import; a warm one is the difference of a long and a short run."""

    def instructions(name: str, calls: int) -> float:
        valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
        done = _run(here, [*valgrind, *here.command, name, str(calls)], name)
        return int(done.stderr.split("Collected : ")[1].split()[0]) / 1e6

    nothing = instructions("nothing", 0)
    return {
        "cold": {name: instructions(name, 1) - nothing for name in HANDLERS},
        "warm": {
            name: (instructions(name, SETTLED + CALLS) - instructions(name, SETTLED)) / CALLS for name in HANDLERS
        },
    }


def _timed(here: Ground) -> Costs:
    def cold(name: str) -> float:
        before = os.times()
        _run(here, [*here.command, name, "1"], name)
        after = os.times()
        return (after.children_user + after.children_system - before.children_user - before.children_system) * 1000

    def warm(name: str) -> float:
        done = _run(here, [*here.command, name, "400"], name)
        return float(done.stderr.split("CPU ")[1].split()[0]) * 1000

    started = _in_turn(("nothing", *HANDLERS), cold)
    nothing = started.pop("nothing")
    return {"cold": {name: cost - nothing for name, cost in started.items()}, "warm": _in_turn(HANDLERS, warm)}


def _in_turn(names: Sequence[str], cost: Callable[[str], float]) -> dict[str, float]:
    """The median of each, taken A B C A B C, so that a machine whose speed drifts treats all alike."""
    taken = [{name: cost(name) for name in names} for _ in range(ROUNDS)]
    return {name: statistics.median(one[name] for one in taken) for name in names}


def _run(here: Ground, command: list[str], name: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, capture_output=True, text=True, env=here.environment(name), check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return done


def _told(unit: str, measured: Costs, *, judged: bool) -> bool:
    kept = True
    print(unit)
    for kind, costs in measured.items():
        print(f"  {kind:5} Argosy {costs['argosy']:27.2f}")
        for rival, words in RIVALS.items():
            ratio, goal = costs["argosy"] / costs[rival], GOALS[kind, rival]
            kept &= ratio <= goal
            verdict = f", goal <= {goal}  {'ok' if ratio <= goal else 'MISSED'}" if judged else ""
            print(f"  {'':5} {words:24} {costs[rival]:10.2f}   ratio {ratio:.3f}{verdict}")
    return kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
