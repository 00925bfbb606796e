"""A deployment for a while with other settings than the tests' own."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from argosy.kernel.settings import settings


@contextmanager
def deployed_with(**variables: str) -> Iterator[None]:
    """By the names of the environment's variables: `deployed_with(CUSTODY="channel")`."""
    try:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in variables.items():
                patch.setenv(name, value)
            settings.cache_clear()
            yield
    finally:
        settings.cache_clear()
