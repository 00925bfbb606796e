"""The console under /_sim: what a person or a test does to a simulator over HTTP. Bodies are JSON."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from local.channels.http import Answer, Refused, Request, json_answer
from local.channels.simulator import Simulator

Body = dict[str, Any]
Act = Callable[..., Any]


class Console:
    """What all simulators have; a channel adds its own routes, and the page that a person sees."""

    def __init__(self, simulator: Simulator, page: Callable[[], str], *routes: tuple[str, str, Act]) -> None:
        self._simulator = simulator
        self._page = page
        self._routes = (
            ("GET", "/_sim/health", self._health),
            ("GET", "/_sim/events", self._events),
            ("GET", "/_sim/faults", lambda _: {"data": simulator.faults.list()}),
            ("POST", "/_sim/faults", self._add_fault),
            ("DELETE", "/_sim/faults", self._clear_faults),
            *routes,
        )

    def answer(self, request: Request) -> Answer:
        if request.method == "GET" and request.path in ("/_sim", "/_sim/"):
            return Answer(200, self._page(), content_type="text/html; charset=utf-8")
        try:
            body = _body(request)
            for method, path, act in self._routes:
                match = re.fullmatch(path, request.path) if method == request.method else None
                if match:
                    return json_answer(200, act(body, *match.groups()))
        except Refused as no:
            return json_answer(no.status, no.body)
        except KeyError as error:
            return _refused(400, f"Missing: {error.args[0]}", param=str(error.args[0]))
        except (AttributeError, TypeError, ValueError) as error:
            return _refused(400, str(error))
        return _refused(404, f"No such route: {request.method} {request.path}")

    def _health(self, body: Body) -> Body:
        clock = self._simulator.clock
        return {"status": "ok", "now": clock.now(), "offset_seconds": clock.offset_seconds}

    def _events(self, body: Body) -> Body:
        deliveries = self._simulator.webhooks.deliveries
        told = reversed(self._simulator.events)
        return {"data": [{**event, "deliveries": deliveries(event["id"])} for event in told]}

    def _add_fault(self, body: Body) -> Body:
        wishes = {name: body[name] for name in ("operation", "times", "seconds") if name in body}
        return asdict(self._simulator.faults.add(body["kind"], **wishes))

    def _clear_faults(self, body: Body) -> Body:
        self._simulator.faults.clear()
        return {"data": []}


def choice(body: Body, name: str, *allowed: str) -> str:
    """The first one unless another is given. Raises ValueError for one that is not allowed."""
    chosen = body.get(name, allowed[0])
    if chosen not in allowed:
        raise ValueError(f"Invalid {name}: must be one of {', '.join(allowed)}")
    return str(chosen)


def _body(request: Request) -> Body:
    read = json.loads(request.body or b"{}")
    if not isinstance(read, dict):
        raise ValueError("The body must be a JSON object.")
    return read


def _refused(status: int, message: str, **more: str) -> Answer:
    return json_answer(status, {"error": {"message": message, **more}})
