"""What the pages of the local stack look like, and how the buttons of its simulators act."""

from collections.abc import Iterable, Sequence

_STYLE = """
 body { font: 15px/1.5 system-ui, sans-serif; color: #1a1f36; background: #f6f8fa; margin: 2rem auto; max-width: 68rem;
        padding: 0 1rem }
 h1 { font-size: 1.3rem; margin: 0 } p { color: #4f566b; margin: .2rem 0 1.2rem }
 table { width: 100%; border-collapse: collapse; background: #fff; border: 1px solid #e3e8ee; border-radius: 6px }
 th, td { text-align: left; padding: .5rem .8rem; border-top: 1px solid #e3e8ee; vertical-align: top }
 th { font-weight: 600; border-top: 0 } .amount { text-align: right; white-space: nowrap }
 td.at { white-space: nowrap } td.said div { white-space: pre-wrap; overflow-wrap: anywhere }
 code { font-size: .85em } small { color: #4f566b; display: block } tr:target { background: #fffbe6 }
 select, button { font: inherit; padding: .15rem .5rem; max-width: 15rem }
 #said { color: #a41c4e; min-height: 1.5em }
 @media (max-width: 40rem) {
  thead { display: none } tr, td { display: block } tr { border-top: 1px solid #e3e8ee; padding: .5rem 0 }
  td { border: 0; padding: .1rem .8rem } .amount { text-align: left }
 }
"""
_SEND = """
async function send(path, body) {
  const answer = await fetch(path, {method: "POST", body: JSON.stringify(body)});
  const said = await answer.json();
  if (answer.ok || answer.status === 402) location.reload();
  else document.getElementById("said").textContent = (said.error || said).message;
}
"""
PAYING = """
document.addEventListener("click", ({target: {dataset: {act, trade}}}) => {
  if (act) send(`/_sim/${act}`, {order: trade});
});
"""
"""A button with `data-act` (pay, refuse) and `data-trade` does so."""
_LINKS = ("events", "books", "faults")


def document(title: str, body: str, script: str, links: Iterable[str] = _LINKS, lead: str = "") -> str:
    """A simulator's page. `script` may call `send(path, body)`, which shows a refusal and else loads the page again."""
    also = ", ".join(f'<a href="/_sim/{name}">{name}</a>' for name in links)
    said = '<div id="said" role="status"></div>'
    return sheet(
        title, f"No money moves here. {lead}Also: {also}.", f"{said}\n{body}\n<script>{_SEND}{script}</script>"
    )


def sheet(title: str, lead: str, body: str) -> str:
    """A whole page; `lead` and `body` are HTML."""
    return (
        f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n<h1>{title}</h1>\n<p>{lead}</p>\n{body}\n"
    )


def table(heads: Sequence[str], rows: Sequence[str], empty: str) -> str:
    """`rows` are whole; `empty` is said where there is none."""
    body = "".join(rows) or f"<tr><td colspan={len(heads)}>{empty}"
    named = "".join(f'<th class="{head.lower()}">{head}' if head == "Amount" else f"<th>{head}" for head in heads)
    return f"<table><thead><tr>{named}</thead><tbody>{body}</tbody></table>"
