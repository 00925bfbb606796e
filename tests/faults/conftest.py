"""One lab for a module of tests: it is the whole process's time and AWS, so two of them never stand at once."""

from collections.abc import Iterator

import pytest

from tests.faults.workshop import Workshop, workshop


@pytest.fixture(scope="module")
def made() -> Iterator[Workshop]:
    with workshop() as found:
        yield found


@pytest.fixture(scope="module")
def on_moto() -> Iterator[Workshop]:
    with workshop("moto") as found:
        yield found
