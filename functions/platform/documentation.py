"""Anybody may read how the API is used: the OpenAPI document, a page to read and try it, and the way to both."""

from functools import cache
from importlib.resources import files

from argosy.kernel.http import EVERYONE, Api, Page, Raw

app = Api(tag="platform")

# The page's script and style stand in it, so nothing is fetched from anywhere but the API itself.
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'"
LINKS = '</docs>; rel="service-doc", </openapi.json>; rel="service-desc", </v1/health>; rel="status"'  # RFC 8631
ROOT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Argosy</title>
<style>body { font: 1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }</style>
<h1>Argosy</h1>
<p>This is the API. <a href="/docs">/docs</a> shows what it can do, to read and to try,
<a href="/openapi.json">/openapi.json</a> says the same to programs, <a href="/v1/health">/v1/health</a> whether it answers.
"""
TAGS_FIRST = """docExpansion: "none",
    defaultModelsExpandDepth: 0,"""
SEARCH = """plugins: [
      {fn: {opsFilter: (tags, phrase) => {
        const said = (text) => (text || "").toLowerCase().includes(phrase.toLowerCase());
        const about = (each) => said(`${each.get("method")} ${each.get("path")} ${each.getIn(["operation", "summary"])}`);
        return tags.map((each, tag) => said(tag) ? each : each.update("operations", (all) => all.filter(about)))
          .filter((each) => each.get("operations").size);
      }}},"""
"""Swagger UI's own filter looks at tags alone, capitals and all."""


@app.get("/", may=EVERYONE, cached_seconds=300)
def root() -> Page:
    """Where to read on: a small page, and the same as links for programs."""
    headers = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'", "Link": LINKS}
    return Page(ROOT, headers=headers)


@app.get("/openapi.json", may=EVERYONE, cached_seconds=300)
def openapi() -> Raw:
    """The whole surface as one OpenAPI 3.1 document."""
    return Raw(_document())


@app.get("/docs", may=EVERYONE, cached_seconds=300)
def page() -> Page:
    """Swagger UI over that document: its tags, closed, and a search over all operations."""
    return Page(_page(), headers={"Content-Security-Policy": POLICY})


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
    script = script.replace('"Filter by tag"', '"Search: a tag, a path, a word of what it does"')
    page = swagger_ui.generate_swagger_html(_document().replace("</", "<\\/"), script, style, "", None)
    for theirs, ours in (
        ("<title>Swagger UI</title>", "<title>Argosy</title>"),
        ('currentUrl.pathname + "?format=json"', '"/openapi.json"'),  # where the document is to be had
        ('docExpansion: "list",', TAGS_FIRST),
        ("plugins: [", SEARCH),
    ):
        page = page.replace(theirs, ours)
    return page


handler = app.handler
