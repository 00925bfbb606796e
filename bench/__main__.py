"""`./argosy bench`: a cold start and a warm request of Argosy, as ratios to what people would write instead, in one run."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.stage import ENVIRONMENT
from layers.dependencies.build import trim_botocore

ROOT = Path(__file__).parents[1]
RIVALS = {"bare": "bare boto3 + pydantic", "fastapi_mangum": "FastAPI + Mangum"}
GOALS = {
    ("cold", "bare"): 1.0,
    ("cold", "fastapi_mangum"): 0.65,
    ("warm", "bare"): 1.0,
    ("warm", "fastapi_mangum"): 0.75,
}
HANDLERS = ("argosy", *RIVALS)
ROUNDS = 7
CALLS = 50


def main() -> int:
    """Exit status 0 only if every ratio is within its goal."""
    reader = argparse.ArgumentParser(prog="argosy bench", description=__doc__)
    reader.add_argument("--json", action="store_true", help="the figures as JSON besides")
    asked = reader.parse_args()
    counted = shutil.which("valgrind") is not None
    unit = "million instructions (callgrind)" if counted else "CPU milliseconds (medians of rounds taken in turn)"
    print(f"POST /v1/posts/{{id}}/comments, the transport stubbed, Python {sys.version.split()[0]}, {unit}\n")
    with tempfile.TemporaryDirectory() as folder:
        trimmed = _trimmed(Path(folder))
        cold, warm = (_counted_cold, _counted_warm) if counted else (_timed_cold, _timed_warm)
        rounds = 1 if counted else ROUNDS
        started = _in_turn(("nothing", *HANDLERS), rounds, lambda name: cold(name, _environment(name, trimmed)))
        nothing = started.pop("nothing")  # what a bare interpreter costs is nobody's merit
        measured = {
            "cold": {name: cost - nothing for name, cost in started.items()},
            "warm": _in_turn(HANDLERS, rounds, lambda name: warm(name, _environment(name, trimmed))),
        }
    return _told(measured, as_json=asked.json)


def _in_turn(names: Sequence[str], rounds: int, cost: Callable[[str], float]) -> dict[str, float]:
    """The median of each, taken A B C A B C, so that a machine whose speed drifts treats all alike."""
    taken = [{name: cost(name) for name in names} for _ in range(rounds)]
    return {name: statistics.median(one[name] for one in taken) for name in names}


def _trimmed(folder: Path) -> Path:
    """botocore's data as Argosy's layer ships it (layers/dependencies/build.py); the rivals have what pip gives."""
    import botocore

    data = folder / "data"
    shutil.copytree(Path(botocore.__file__).parent / "data", data)
    trim_botocore(data)
    return data


def _counted_cold(name: str, more: dict[str, str]) -> float:
    """From a new process to a function that can answer."""
    return _instructions([name, "cold"], more)


def _counted_warm(name: str, more: dict[str, str]) -> float:
    """One more request of a function that runs: the difference of a long and a short run."""
    return (_instructions([name, "warm", str(CALLS + 10)], more) - _instructions([name, "warm", "10"], more)) / CALLS


def _timed_cold(name: str, more: dict[str, str]) -> float:
    before = os.times()
    _run([sys.executable, "-m", "bench.run", name, "cold"], more)
    after = os.times()
    return (after.children_user + after.children_system - before.children_user - before.children_system) * 1000


def _timed_warm(name: str, more: dict[str, str]) -> float:
    done = _run([sys.executable, "-m", "bench.run", name, "warm", "400"], more)
    return float(done.stdout.split()[-1]) * 1000


def _environment(name: str, trimmed: Path) -> dict[str, str]:
    return {"AWS_DATA_PATH": str(trimmed)} if name == "argosy" else {}


def _run(command: list[str], more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **ENVIRONMENT, **more, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=ROOT, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    return done


def _instructions(arguments: list[str], more: dict[str, str]) -> float:
    """Millions. The first run compiles what is not compiled yet, so it is not counted."""
    _run([sys.executable, "-m", "bench.run", *arguments], more)
    valgrind = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", sys.executable, "-m", "bench.run"]
    done = _run([*valgrind, *arguments], more)
    return int(done.stderr.split("Collected : ")[1].split()[0]) / 1e6


def _told(measured: dict[str, dict[str, float]], *, as_json: bool) -> int:
    kept = True
    for kind, costs in measured.items():
        print(f"{kind:6} Argosy {costs['argosy']:10.2f}")
        for rival, words in RIVALS.items():
            ratio, goal = costs["argosy"] / costs[rival], GOALS[kind, rival]
            kept &= ratio <= goal
            verdict = "ok" if ratio <= goal else "MISSED"
            print(f"{'':6} {words:24} {costs[rival]:10.2f}   ratio {ratio:.3f}, goal <= {goal}  {verdict}")
    if as_json:
        print(json.dumps(measured))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
