"""Runs in a process of its own (loading.py): imports each function in a fork, calls it once with its sample, says what is loaded.

What goes over the wire is answered here, by an almost empty table; a function may answer what it likes.
"""

import importlib
import json
import os
import sys
from base64 import b64encode
from types import SimpleNamespace
from typing import Any

ASKED = json.load(sys.stdin)
CONTEXT = SimpleNamespace(aws_request_id="look", function_name="look", get_remaining_time_in_millis=lambda: 9_000)


class OnlyWhatLambdaHas:
    def find_spec(self, name: str, path: Any = None, target: Any = None) -> None:
        if name.partition(".")[0] in ASKED["foreign"]:
            raise ModuleNotFoundError(f"No module named {name!r} in the layer", name=name)


def packages() -> list[str]:
    return sorted({name.partition(".")[0] for name in sys.modules})


def foreign() -> list[str]:
    """The modules that are not our own."""
    return [name for name in sys.modules if name.partition(".")[0] not in ("argosy", "events", "functions")]


def tell(name: str, imported: list[str]) -> None:
    sys.stdout.write("#" + json.dumps([name, imported, packages(), len(foreign())]) + "\n")
    sys.stdout.flush()


def told(target: str, request: dict[str, Any]) -> dict[str, Any]:
    """What AWS would say. The caller has an account with every role; nothing else is there."""
    who = {"pk": f"USER#{ASKED['user']}", "sk": "ACCOUNT", "kind": "account", "user_id": ASKED["user"]}
    account: dict[str, Any] = {name: {"S": value} for name, value in who.items()}
    account |= {"roles": {"L": [{"S": role} for role in ASKED["roles"]]}, "suspended": {"BOOL": False}}
    account |= {"tokens_valid_from": {"N": "0"}, "version": {"N": "1"}}
    match target.rpartition(".")[2]:
        case "GetItem":
            return {"Item": account} if request["Key"] == {name: account[name] for name in ("pk", "sk")} else {}
        case "BatchGetItem":
            return {"Responses": {}, "UnprocessedKeys": {}}
        case "Query":
            return {"Items": [], "Count": 0}
        case "GetPublicKey":
            return {"PublicKey": b64encode(bytes.fromhex(ASKED["public_key"])).decode()}
        case "GetSecretValue":
            return {"SecretString": "{}"}
        case "PutEvents":
            return {"Entries": [{} for _ in request["Entries"]], "FailedEntryCount": 0}
    return {}


def call(handler: Any, sample: dict[str, Any]) -> None:
    from argosy.kernel.transport import wire

    def send(to: Any, headers: dict[str, str], body: bytes, **_: Any) -> Any:
        return wire.Answer(200, {}, json.dumps(told(headers["x-amz-target"], json.loads(body))).encode())

    wire.send = send
    if "authorization" in sample.get("headers", {}):
        sample["headers"]["authorization"] = f"Bearer {ASKED['token']}"
    try:
        handler(sample, CONTEXT)
    except Exception as why:
        sys.stderr.write(f"{type(why).__name__}: {why}\n")


def look(name: str, sample: dict[str, Any]) -> None:
    module = importlib.import_module("functions." + name.replace("/", "."))
    imported = packages()
    call(module.handler, sample)
    tell(name, imported)


def main() -> None:
    sys.meta_path.insert(0, OnlyWhatLambdaHas())
    for module in ASKED["shared"]:
        importlib.import_module(module)
    tell("shared", packages())
    for name, sample in ASKED["functions"].items():
        child = os.fork()
        if child == 0:
            look(name, sample)
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0, name


main()
