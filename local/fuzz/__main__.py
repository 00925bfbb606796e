"""`./argosy fuzz`: requests made up by the OpenAPI document, sent to the stack that runs or to one of its own, as two people.

PART is a context or a function of one (orders, orders_checkout); without any it is all of them. The two are a member and
somebody with every role, who have things of their own from a demo that is played first. Exit status 0 only if no answer was
5xx and each one is as the document says: status, kind, schema, headers, and of a refusal its code.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from local.alone import alone
from local.arguments import at_least
from local.aws import sealed
from local.boot import stop
from local.demo.stage import stage
from local.fuzz.actors import ACTORS, actors
from local.fuzz.environment import schemathesis
from local.fuzz.gather import gather, wishes
from local.fuzz.known import Known
from local.fuzz.tally import Tally
from local.home import ROOT, Problem, home
from local.people import Person, Visitor, door, place_of
from local.progress import phase, progress
from local.stack import Stack, load

DOCUMENT = ROOT / "docs" / "openapi.json"
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
    "response_headers_conformance",
)  # fmt: skip
OPTIONS = (
    "--phases", "examples,coverage,fuzzing", "--continue-on-failure", "--no-shrink", "--suppress-health-check", "all",
    "--generation-database", "none", "--request-timeout", "40", "--output-sanitize", "false", "--warnings", "off",
    "--checks", ",".join(CHECKS),
)  # fmt: skip


def main() -> int:
    arguments = _arguments()
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    parts = [each.name for each in (ROOT / "functions").iterdir() if each.is_dir()]
    wanted = _wanted(arguments.parts, document)
    program = schemathesis()
    tally, holds = Tally(), True
    with alone("fuzz", "wait until it is done"):
        stack, own = stage()
        try:
            people = actors(stack)
            for actor in arguments.actors or ACTORS:
                told = _told(stack, people, actor, document)
                progress(f"as {actor} ({people[actor].email})")
                holds &= _run([str(program), *_options(stack, wanted, arguments)], told) == 0
                tally.read(actor, Path(told["counted"]), parts)
        finally:
            if own:
                stop(load())
            else:
                progress("the stack has been through much: ./argosy down, then ./argosy up, starts fresh")
    print(tally.table())
    print(f"{tally.failed()} answers were 5xx; {'every' if holds else 'not every'} answer is as the document says")
    return 0 if holds and not tally.failed() else 1


def _arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(
        prog="argosy fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    reader.add_argument("parts", nargs="*", metavar="PART", help="such as orders ledger")
    reader.add_argument("--as", dest="actors", action="append", choices=ACTORS, help="only as this one")
    reader.add_argument(
        "--examples", type=at_least(1), default=30, help="of each operation and way to generate, at most"
    )
    reader.add_argument("--seed", type=int, default=20_261_130, help="which requests are generated")
    return reader.parse_args()


def _wanted(parts: list[str], document: dict[str, Any]) -> list[str]:
    """As options. Raises Problem where a part has no operation: schemathesis would say that nothing failed."""
    names = [each["operationId"] for operations in document["paths"].values() for each in operations.values()]
    for part in parts:
        if not any(name.startswith(f"{part}_") for name in names):
            raise Problem(f"no operation begins with {part!r}: name a context or a function of one, such as orders")
    return ["--include-operation-id-regex", f"^({'|'.join(parts)})_"] if parts else []


def _options(stack: Stack, wanted: list[str], arguments: argparse.Namespace) -> list[str]:
    numbers = ["--max-examples", str(arguments.examples), "--seed", str(arguments.seed)]
    return ["run", str(DOCUMENT), "--url", stack.api, *wanted, *numbers, *OPTIONS]


def _told(stack: Stack, people: dict[str, Person], actor: str, document: dict[str, Any]) -> dict[str, Any]:
    """What the hooks have to know, with whatever real values the actor and the other one can read."""
    known = Known()
    with door(stack) as http, phase("reading what is there") as done:
        for person in (people[each] for each in ACTORS):
            gather(Visitor(http).sign_in(person), document, known)
        done.append(f"read what is there: {sum(map(len, known.all().values()))} values")
    person = people[actor]
    return {
        "api": stack.api, "place": place_of(person.email), "email": person.email, "password": person.password,
        "protected": [each.id for each in people.values()], "known": known.all(),
        "wishes": wishes(document, known),
        "counted": str(home() / "fuzz" / f"{actor}.jsonl"),
    }  # fmt: skip


def _run(command: list[str], told: dict[str, Any]) -> int:
    """In a folder of the stack's state: a schemathesis.toml of somebody else's is not read."""
    folder = home() / "fuzz"
    folder.mkdir(exist_ok=True)
    (folder / "told.json").write_text(json.dumps(told))
    Path(told["counted"]).write_text("")
    environment = {
        **sealed(), "SCHEMATHESIS_HOOKS": "local.fuzz.hooks", "PYTHONPATH": str(ROOT), "ARGOSY_FUZZ": str(folder / "told.json"),
    }  # fmt: skip
    return subprocess.run(command, cwd=folder, env=environment, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Problem as problem:
        print(f"argosy: {problem}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
