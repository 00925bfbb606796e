"""Python imports this by itself in every process that has this folder on its PYTHONPATH."""

from contextlib import suppress

# Another interpreter that inherits the path does not know the project, and needs no other time.
with suppress(ImportError):
    from local.timeshift.shift import install

    install()
