"""Anybody may read how the API is used: the OpenAPI document, and a page to read and try it."""

from functools import cache
from importlib.resources import files

from argosy.kernel.http import EVERYONE, Api, Raw

app = Api(tag="platform")

# The page's script and style stand in it, so nothing is fetched from anywhere but the API itself.
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'"


@app.get("/openapi.json", may=EVERYONE, cached_seconds=300)
def openapi() -> Raw:
    """The whole surface as one OpenAPI 3.1 document."""
    return Raw(_document())


@app.get("/docs", may=EVERYONE, cached_seconds=300)
def page() -> Raw:
    """Swagger UI over that document."""
    return Raw(_page(), content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY})


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
    page = page.replace("<title>Swagger UI</title>", "<title>Argosy</title>")
    return page.replace('currentUrl.pathname + "?format=json"', '"/openapi.json"')  # where the document is to be had


handler = app.handler
