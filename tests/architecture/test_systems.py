"""The page of the systems names what is there: every function, and no path that is not."""

import re

from infra.code import ROOT

PAGE = (ROOT / "docs/systems.md").read_text()
ROWS = [re.split(r" *\| *", line)[1:-1] for line in PAGE.splitlines() if re.match(r"\| *\d+ *\|", line)]
STATES = {"works", "partly", "not yet"}
PATHS = set(re.findall(r"`((?:functions|layers|events|infra|local|docs|tests)/[^`]*)`", PAGE))


def test_every_system_has_its_row_in_order() -> None:
    assert [int(row[0]) for row in ROWS] == list(range(1, 94))


def test_a_row_says_its_state_and_what_is_missing_where_it_only_partly_works() -> None:
    for number, _, _, state, words, where in ROWS:
        assert state in STATES, number
        assert (state == "not yet") == (not where), number
        assert state != "partly" or "missing: " in words, number


def test_every_function_is_part_of_a_system() -> None:
    functions = {str(file.relative_to(ROOT).with_suffix("")) for file in (ROOT / "functions").glob("*/*.py")}

    assert sorted(functions - PATHS) == [], (
        "name them in docs/systems.md, and look whether their row's state still holds"
    )


def test_every_path_on_the_page_is_there() -> None:
    gone = [path for path in PATHS if not (ROOT / path).is_dir() and not (ROOT / f"{path}.py").is_file()]

    assert sorted(gone) == []
