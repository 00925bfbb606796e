"""Anybody may ask whether the API answers, and in which version."""

from typing import Literal

from argosy.kernel.body import View
from argosy.kernel.http import EVERYONE, Api
from argosy.kernel.settings import settings

app = Api(tag="platform")


class Health(View):
    status: Literal["ok"] = "ok"
    version: str


@app.get("/v1/health", may=EVERYONE)
def health() -> Health:
    """That requests reach a function. It asks nothing of the table, whose own state AWS reports."""
    return Health(version=settings().version)


handler = app.handler
