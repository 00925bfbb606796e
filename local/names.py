"""Functions as a person names them: `orders/checkout`, its file, or its module."""

from difflib import get_close_matches
from pathlib import Path

from local.home import ROOT

FUNCTIONS = ROOT / "functions"


def capabilities() -> list[str]:
    """Every function by its file: `orders/checkout` for `functions/orders/checkout.py`."""
    files = FUNCTIONS.glob("*/*.py")
    return sorted(file.relative_to(FUNCTIONS).with_suffix("").as_posix() for file in files if file.stem != "__init__")


def capability(typed: str) -> str:
    """What was meant, whether there is such a function or not."""
    file = Path(typed).resolve()
    if file.is_file() and file.is_relative_to(FUNCTIONS):
        return file.relative_to(FUNCTIONS).with_suffix("").as_posix()
    name = typed.removesuffix(".py").removeprefix("./").strip("/")
    return (name if "/" in name else name.replace(".", "/")).removeprefix("functions/")


def meant(name: str, known: list[str]) -> str:
    """The end of a sentence about a name that is none: what it may have been."""
    if inside := [each for each in known if name and each.startswith(f"{name}/")]:
        return f"; there are {', '.join(sorted(inside))}"
    close = get_close_matches(name, known, n=3) or [each for each in known if name and name in each][:3]
    return (
        f"; did you mean {' or '.join(close)}?"
        if close
        else "; write it like its file below functions/: orders/checkout"
    )
