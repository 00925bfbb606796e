"""How the emulator runs functions here: code unpacked once per content, few workers per function, warm ones fast.

MiniStack unpacks code and layers anew for each worker, starts as many workers as calls arrive at once, and waits 50 ms
for log lines after each call: forty parallel calls took 7 s on a laptop. With the replacements below, which
`local.emulator` installs into MiniStack's own modules, they take 0.1 s.
"""

import hashlib
import io
import json
import os
import shutil
import threading
import time
import zipfile
from functools import cache
from typing import Any

from local.forks import Fork, fork
from local.home import home
from local.journal import note
from local.ministack import module
from local.pool import announcing, waiting

# Compiled for Lambda's processor and Python: the virtual environment holds the same locked packages for this machine.
FOREIGN = "aarch64-linux-gnu.so"

_unpacking = threading.Lock()


def unpacked(archive: bytes) -> str:
    """The folder with this archive's content; functions share it, and Python's compiled files stay in it."""
    folder = home() / "code" / hashlib.sha256(archive).hexdigest()[:20]
    with _unpacking:
        if not folder.exists():
            beside = folder.with_suffix(".new")
            shutil.rmtree(beside, ignore_errors=True)
            zipfile.ZipFile(io.BytesIO(archive)).extractall(beside)
            beside.rename(folder)
    return str(folder)


@cache
def layer(arn: str) -> str | None:
    """The folder of a layer version, None where it is built for Lambda's machine and cannot load here."""
    archive: bytes | None = module("services.lambda_svc")._resolve_layer_zip(arn)
    if archive is None or any(name.endswith(FOREIGN) for name in zipfile.ZipFile(io.BytesIO(archive)).namelist()):
        return None
    return unpacked(archive)


def environment(config: dict[str, Any], code: str) -> dict[str, str]:
    """What a function finds in `os.environ`: its template's variables and what Lambda sets by itself."""
    runtime = module("core.lambda_runtime")
    _, region = runtime._account_region_from_function_config(config)
    layers = [
        folder
        for folder in (layer(item if isinstance(item, str) else item["Arn"]) for item in config.get("Layers", []))
        if folder
    ]
    return {
        **os.environ,
        **{name: str(value) for name, value in config.get("Environment", {}).get("Variables", {}).items()},
        **runtime.execution_credentials(config),
        "AWS_EXECUTION_ENV": f"AWS_Lambda_{config.get('Runtime', 'python')}",
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_LAMBDA_FUNCTION_NAME": config["FunctionName"],
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(config.get("MemorySize", 128)),
        "AWS_LAMBDA_FUNCTION_VERSION": config.get("Version", "$LATEST"),
        "LAMBDA_TASK_ROOT": code,
        "_LAMBDA_LAYERS_DIRS": os.pathsep.join(layers),
        "_LAMBDA_TIMEOUT": str(config.get("Timeout", 3)),
        runtime.HOST_PREFIX_ENV: "true",
        "PYTHONPATH": os.environ["PYTHONPATH"],
        "TZ": ":UTC",
    }


def spawn(worker: Any) -> None:
    """Replaces `Worker._spawn`: starts one execution environment and waits until its module is imported."""
    runtime = module("core.lambda_runtime")
    config = worker.config
    code = unpacked(worker.code_zip)
    imported, handler = config["Handler"].rsplit(".", 1)
    process = fork(runtime._PYTHON_WORKER_SCRIPT, environment(config, code), code)
    worker._proc = process
    threading.Thread(target=_keep_log, args=(worker, process), daemon=True).start()
    first = {
        "code_dir": code,
        "module": imported.replace("/", "."),
        "handler": handler,
        "function_name": config["FunctionName"],
    }
    process.stdin.write(
        json.dumps({**first, "memory": config.get("MemorySize", 128), "arn": config["FunctionArn"]}) + "\n"
    )
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer or json.loads(answer).get("status") != "ready":
        time.sleep(0.1)
        process.kill()
        raise RuntimeError(f"{config['Handler']} cannot be imported: {answer or worker._drain_stderr()}")
    worker._start_time = time.time()


def _keep_log(worker: Any, process: Fork) -> None:
    with process.stderr:
        for line in process.stderr:
            worker._stderr_queue.put(line.rstrip("\n"))
            note(worker.func_name, line.rstrip("\n"))


def drain(worker: Any) -> str:
    """Replaces the 50 ms wait: what the handler wrote is in the pipe already, its reader needs a moment only."""
    lines = []
    quiet = 0
    while quiet < 2:
        time.sleep(0.0005)
        said = worker._drain_stderr()
        lines += [said] if said else []
        quiet = 0 if said else quiet + 1
    return "\n".join(lines)


def install() -> None:
    """Puts the replacements into MiniStack's modules of this process."""
    runtime, service = module("core.lambda_runtime"), module("services.lambda_svc")
    runtime.Worker._spawn = spawn
    runtime.Worker._drain_stderr_bounded = drain
    service.acquire_worker = waiting(service.acquire_worker)
    service.release_worker = announcing(service.release_worker)
    (home() / "code").mkdir(exist_ok=True)
