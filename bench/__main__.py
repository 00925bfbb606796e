"""`./argosy bench [NAME …]`: one, some, or all of what is measured."""

import sys
from importlib import import_module

BENCHES = {"rivals": "a cold start and a warm request beside what people would write instead"}
"""Each is the module of its name; `main(arguments)` gives the exit status."""


def main(given: list[str]) -> int:
    """Exit status 0 only if every goal is met."""
    names = [word for word in given if not word.startswith("-")]
    options = [word for word in given if word not in names]
    unknown = set(names) - set(BENCHES)
    if unknown or "--help" in options:
        print("\n".join(f"{name:10} {words}" for name, words in BENCHES.items()))
        return 1 if unknown else 0
    return max(int(import_module(f"bench.{name}").main(options)) for name in names or BENCHES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
