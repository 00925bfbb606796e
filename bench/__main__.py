"""`./argosy bench`: a cold start and a warm request of Argosy, as ratios to what people would write instead, in one run."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
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
    with tempfile.TemporaryDirectory() as folder:
        trimmed = _trimmed(Path(folder))
        counted = shutil.which("valgrind") is not None
        cost = _instructions if counted else _seconds
        unit = "million instructions (callgrind)" if counted else "CPU milliseconds (medians, interleaved)"
        print(f"POST /v1/posts/{{id}}/comments, the transport stubbed, Python {sys.version.split()[0]}, {unit}\n")
        measured = {"cold": _cold(cost, trimmed), "warm": _warm(cost, trimmed)}
    return _told(measured)


def _trimmed(folder: Path) -> Path:
    """botocore's data as Argosy's layer ships it (layers/dependencies/build.py); the rivals have what pip gives."""
    import botocore

    data = folder / "data"
    shutil.copytree(Path(botocore.__file__).parent / "data", data)
    trim_botocore(data)
    return data


def _cold(cost: Callable[[list[str], dict[str, str]], float], trimmed: Path) -> dict[str, float]:
    """From a new process to a function that can answer, without what a bare interpreter costs."""
    nothing = cost(["nothing", "cold"], {})
    return {name: cost([name, "cold"], _environment(name, trimmed)) - nothing for name in HANDLERS}


def _warm(cost: Callable[[list[str], dict[str, str]], float], trimmed: Path) -> dict[str, float]:
    """One more request of a function that runs: the difference of a long and a short run."""
    if cost is _seconds:
        return {
            name: _median([_printed([name, "warm", "400"], _environment(name, trimmed)) for _ in range(ROUNDS)]) * 1000
            for name in HANDLERS
        }
    return {
        name: (
            cost([name, "warm", str(CALLS + 10)], _environment(name, trimmed))
            - cost([name, "warm", "10"], _environment(name, trimmed))
        )
        / CALLS
        for name in HANDLERS
    }


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


def _seconds(arguments: list[str], more: dict[str, str]) -> float:
    """CPU milliseconds of a whole process: the median of some."""
    spent = []
    for _ in range(ROUNDS + 1):
        before = os.times()
        _run([sys.executable, "-m", "bench.run", *arguments], more)
        after = os.times()
        spent.append(
            (after.children_user + after.children_system - before.children_user - before.children_system) * 1000
        )
    return _median(spent[1:])


def _printed(arguments: list[str], more: dict[str, str]) -> float:
    return float(_run([sys.executable, "-m", "bench.run", *arguments], more).stdout.split()[-1])


def _median(figures: list[float]) -> float:
    return statistics.median(figures)


def _told(measured: dict[str, dict[str, float]]) -> int:
    kept = True
    for kind, costs in measured.items():
        print(f"{kind:6} Argosy {costs['argosy']:10.2f}")
        for rival, words in RIVALS.items():
            ratio, goal = costs["argosy"] / costs[rival], GOALS[kind, rival]
            kept &= ratio <= goal
            verdict = "ok" if ratio <= goal else "MISSED"
            print(f"{'':6} {words:24} {costs[rival]:10.2f}   ratio {ratio:.3f}, goal <= {goal}  {verdict}")
    if "--json" in sys.argv:
        print(json.dumps(measured))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
