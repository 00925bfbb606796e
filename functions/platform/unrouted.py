"""Answers what leads nowhere: an unknown path with 404, a known one under a method that it does not have with 405.

Each API leads here whatever no other of its routes takes.
"""

from argosy.kernel.errors import NotFound
from argosy.kernel.http import Api, Raw, Request
from argosy.kernel.methods import allowed, template_of
from argosy.kernel.problem import MethodNotAllowed


class Unrouted(Api):
    """No routes of its own: the request's path is looked up in the document of all routes."""

    def unrouted(self, request: Request) -> Raw:
        allow = ", ".join(allowed(template_of(request.path)))
        if not allow:
            raise NotFound
        if request.method == "OPTIONS":  # a question and no mistake; the gateway adds what cross-origin callers need
            return Raw("", status=204, headers={"Allow": allow})
        raise MethodNotAllowed(allow=allow)


app = Unrouted(tag="platform")
handler = app.handler
