"""Starts and stops the processes of the stack."""

import shutil
import time
import urllib.error
import urllib.request

from local import ports, processes, simulators
from local.aws import sealed
from local.home import ROOT, Problem, clock_file, function_log, home
from local.progress import phase
from local.stack import Stack, load, path

START_SECONDS = 60.0


def start() -> Stack:
    """Fresh processes with fresh state."""
    stop(load())
    for name in ("logs", "temporary", "emulator", "code", *simulators.SIMULATORS):
        shutil.rmtree(home() / name, ignore_errors=True)
        (home() / name).mkdir()
    clock_file().unlink(missing_ok=True)
    function_log().touch()
    taken: set[int] = set()
    port = {name: ports.choose(name, taken) for name in ports.USUAL}
    address = {name: f"http://127.0.0.1:{number}" for name, number in port.items()}
    stack = Stack(api=address["api"], mail=address["mail"], aws=address["aws"])
    stack.channels = {name: {"url": address[name], **each.told} for name, each in simulators.SIMULATORS.items()}
    with phase("starting the AWS emulator and the simulated payment channels") as done:
        _start(stack, port)
        done.append(f"started the AWS emulator and the simulators of {', '.join(simulators.SIMULATORS)}")
    return stack


def _start(stack: Stack, port: dict[str, int]) -> None:
    """Returns once all of them answer. Raises Problem where one does not."""
    stack.processes["emulator"] = _start_emulator(port)
    stack.processes["front"] = _start_front(port["api"], stack.aws)
    stack.save()
    for name in simulators.SIMULATORS:
        stack.processes[name] = simulators.start(name, port[name], stack)
        stack.save()
    _wait("emulator", f"{stack.aws}/_ministack/health", stack)
    _wait("front", f"{stack.api}/_front/health", stack)
    for name in simulators.SIMULATORS:
        _wait(name, f"{stack.channels[name]['url']}/_sim/health", stack)


def _start_emulator(port: dict[str, int]) -> int:
    environment = {
        **sealed(),
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port["aws"]),
        "STATE_DIR": str(home() / "emulator"),
        "S3_DATA_DIR": str(home() / "emulator" / "s3"),
        "TMPDIR": str(home() / "temporary"),
        "LAMBDA_WARM_TTL_SECONDS": "60",
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port['aws']}",
        "LOG_LEVEL": "WARNING",
        # These two would listen on every interface of the machine.
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "PYTHONPATH": str(ROOT / "local" / "timeshift"),
        "ARGOSY_CLOCK_FILE": str(clock_file()),
    }
    given = [item for name in ("aws", "mail") for item in (f"--{name}", str(port[name]))]
    return processes.start("emulator", "local.emulator", [*given, "--home", str(home())], environment)


def _start_front(port: int, aws: str) -> int:
    environment = {**sealed(), "ARGOSY_CLOCK_FILE": str(clock_file())}
    given = ["--port", str(port), "--aws", aws, "--home", str(home())]
    return processes.start("front", "local.front", given, environment)


def _wait(name: str, address: str, stack: Stack) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and processes.alive(stack.processes[name]):
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise Problem(f"the {name} process did not start:\n{processes.last_words(name)}")


def stop(stack: Stack | None) -> bool:
    """Ends every process of the stack and forgets it; False where there was none."""
    found = stack is not None and any(processes.alive(pid) for pid in stack.processes.values())
    if stack is not None:
        processes.stop(stack.processes.values())
    path().unlink(missing_ok=True)
    shutil.rmtree(home() / "temporary", ignore_errors=True)
    return found
