"""Anybody may read how the API is used: the OpenAPI document, and a page to read and try it."""

import hashlib
from functools import cache
from importlib.resources import files

from argosy.kernel.http import EVERYONE, Api, Raw, Request

app = Api(tag="platform")

# The page's script and style stand in it, so nothing is fetched from anywhere but the API itself.
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'"


@app.get("/openapi.json", may=EVERYONE)
def openapi(request: Request) -> Raw:
    """The whole surface as one OpenAPI 3.1 document."""
    return _cached(request, _document(), "application/json", {})


@app.get("/docs", may=EVERYONE)
def page(request: Request) -> Raw:
    """Swagger UI over that document."""
    return _cached(request, _page(), "text/html; charset=utf-8", {"Content-Security-Policy": POLICY})


def _cached(request: Request, body: str, content_type: str, headers: dict[str, str]) -> Raw:
    """The same until the next deployment, so a client that has it is only told so."""
    tag = '"' + hashlib.sha256(body.encode()).hexdigest()[:20] + '"'
    headers = headers | {"ETag": tag, "Cache-Control": "public, max-age=300"}
    if tag in (part.strip() for part in request.headers.get("if-none-match", "").split(",")):
        return Raw("", status=304, content_type=content_type, headers=headers)
    return Raw(body, content_type=content_type, headers=headers)


@cache
def _document() -> str:
    return files("docs").joinpath("openapi.json").read_text(encoding="utf-8")


@cache
def _page() -> str:
    from aws_lambda_powertools.event_handler.openapi import swagger_ui

    kept = files(swagger_ui)
    script, style = (
        kept.joinpath(name).read_text(encoding="utf-8") for name in ("swagger-ui-bundle.min.js", "swagger-ui.min.css")
    )
    page = swagger_ui.generate_swagger_html(_document().replace("</", "<\\/"), script, style, "", None)
    return page.replace("<title>Swagger UI</title>", "<title>Argosy</title>")


handler = app.handler
