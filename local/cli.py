"""The commands of `./argosy`. Each is imported when it is called, so the program starts at once."""

import argparse
import json
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise

from local.home import ROOT, Problem

Command = Callable[[argparse.Namespace], int]


def later(module: str, name: str) -> Command:
    """The command *name* of *module*, imported when it is called."""
    return lambda arguments: int(getattr(import_module(module), name)(arguments) or 0)


def down(arguments: argparse.Namespace) -> int:
    from local.boot import stop
    from local.stack import load

    print("stopped; nothing runs any more" if stop(load()) else "nothing was running")
    return 0


def status(arguments: argparse.Namespace) -> int:
    """Exit status 1 where nothing runs."""
    from local.stack import running
    from local.up import describe

    stack = running()
    if arguments.json:
        print(json.dumps(stack.public(), indent=2, ensure_ascii=False))
    else:
        describe(stack)
    if not stack.ready:
        print("not ready yet: ./argosy up has not come to its end", file=sys.stderr)
    return 0


def python(*command: str) -> Command:
    """Runs `python -m …` of the project's environment with the arguments that were given."""

    def run(arguments: argparse.Namespace) -> int:
        if find_spec(command[0]) is None:
            raise Problem(f"{command[0]} is not part of this checkout")
        with subprocess.Popen([sys.executable, "-m", *command, *arguments.rest], cwd=ROOT) as child:
            # Ctrl-C reaches the child as well, which stops what it has started; killed too soon it would leave that.
            before = signal.signal(signal.SIGINT, signal.SIG_IGN)
            try:
                status = child.wait()
            finally:
                signal.signal(signal.SIGINT, before)
        return 130 if status == -signal.SIGINT else status

    return run


def tests(arguments: argparse.Namespace) -> int:
    """With more than one process pytest says nothing of a file that is not there, only that no test ran. Raises Problem."""
    for before, word in pairwise(["", *arguments.rest]):
        value = before.startswith("-") and "=" not in before  # as in `-k name`
        if not (value or word.startswith("-") or (ROOT / word.partition("::")[0]).exists()):
            raise Problem(f"there are no tests at {word!r}: name a file or folder, such as tests/orders")
    return python("pytest", "-n", "2", "--dist", "loadgroup")(arguments)


def parser() -> argparse.ArgumentParser:
    reader = argparse.ArgumentParser(prog="argosy", description="Argosy on this machine, and its way to AWS.")
    commands = reader.add_subparsers(dest="command", metavar="COMMAND", required=True)

    def add(name: str, command: Command, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(run=command, rest=[], reader=added)
        return added

    up = add("up", later("local.up", "up"), "start the local stack, or deploy to it what changed")
    up.add_argument("--detach", action="store_true", help="return when everything is ready")
    up.add_argument("--stage", choices=("small", "large"), default="", help="other than cdk.json says")
    add("down", down, "stop the local stack, which forgets all that was done on it")
    add("status", status, "where everything is, and who can sign in").add_argument("--json", action="store_true")
    logs = add("logs", later("local.logs", "logs"), "what the functions wrote")
    logs.add_argument("-f", "--follow", action="store_true")
    logs.add_argument("function", nargs="?", metavar="FUNCTION", help="such as orders/checkout, orders or http")
    clock = add("clock", later("local.clock", "clock"), "move the time of the local stack: +90m, +2d, --reset")
    clock.add_argument("step", nargs="?", metavar="+STEP", help="such as +2d; it only goes forward")
    clock.add_argument("--reset", action="store_true", help="back to the present")
    invoke = add("invoke", later("local.invoke", "invoke"), "call one function with a sample event")
    invoke.add_argument("function", metavar="FUNCTION", help="such as orders/checkout, or its file")
    invoke.add_argument("sample", nargs="?", metavar="SAMPLE", help="a file, or a name under events/samples")
    add("check", later("local.checks", "check"), "style, types, import contracts, template, generated documents")
    add("synth", later("local.delivery", "synth"), "write the CloudFormation templates to cdk.out")
    for name, (_, text) in HANDED_ON.items():
        add(name, HANDED_ON[name][0], text)
    return reader


HANDED_ON: dict[str, tuple[Command, str]] = {
    "demo": (python("local.demo"), "play the whole loop as four people on the local stack"),
    "test": (tests, "run the tests; arguments are pytest's"),
    "faults": (
        python("local.faults"),
        "a fault at every call of a purchase, and planted bugs: --json, --pairs N, --replay LINE",
    ),
    "fuzz": (
        python("local.fuzz"),
        "requests made up by the OpenAPI document, as a member and as one with every role: [PART …], --examples N",
    ),
    "bench": (python("bench"), "cold starts and warm requests beside other ways to write them: [NAME], --json"),
    "year": (python("bench.year"), "a year of a marketplace, down to the proof of its books: --orders N, --seed N"),
    "admin": (python("local.admin"), "name the first admin, on the local stack or on AWS"),
    "deploy": (later("local.delivery", "deploy"), "cdk deploy to an AWS account; arguments are the CDK's"),
}


OWN_HELP = ("admin", "bench", "demo", "faults", "fuzz", "test", "year")


def main(given: Sequence[str] | None = None) -> int:
    """Gives the exit status: 1 with the reason on stderr where something can be put right, 130 after Ctrl-C."""
    words = list(sys.argv[1:] if given is None else given)
    try:
        # Their arguments belong to another program, so they are not read here (`./argosy test -k name`).
        if words and words[0] in HANDED_ON and (words[1:] != ["--help"] or words[0] in OWN_HELP):
            return HANDED_ON[words[0]][0](argparse.Namespace(rest=words[1:]))
        arguments, unknown = parser().parse_known_args(_step_as_value(words) or ["--help"])
        if unknown:
            arguments.reader.error(f"unrecognized arguments: {' '.join(unknown)}")
        run: Command = arguments.run
        return run(arguments)
    except Problem as problem:
        print(f"argosy: {problem}", file=sys.stderr)
        return 1
    except SystemExit as asked:
        return int(asked.code or 0)
    except (KeyboardInterrupt, BrokenPipeError):
        return 130


def _step_as_value(words: list[str]) -> list[str]:
    """`clock -1d` asks for a step, which is refused as one; to argparse it would be an option that nobody knows."""
    back = [word for word in words if word[:1] == "-" and word[1:2].isdigit()]
    return [*(word for word in words if word not in back), "--", *back] if back and words[0] == "clock" else words


if __name__ == "__main__":
    sys.exit(main())
