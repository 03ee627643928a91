"""One HTML page that needs nothing else: no script, no other file, readable on a phone and on paper."""

from collections.abc import Iterable
from html import escape
from typing import TextIO

from linkwatch.report import Row
from linkwatch.report.safety import SafeReport, is_web
from linkwatch.report.words import MEANING, QUIET, WORST_FIRST, count, explain, explain_no_snapshot, snapshot_date

_COLOURS = {
    "dead": "#b3261e",
    "failing": "#c2410c",
    "changed": "#86198f",
    "blocked": "#854d0e",
    "redirected": "#0e5f8a",
    "invalid": "#7a4a00",
    "unchecked": "#525252",
    "skipped": "#525252",
    "alive": "#166534",
}

_STYLE = """
:root { color-scheme: light; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; color: #1a1a1a; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin: 2rem 0 0; overflow-wrap: anywhere }
p { margin: .25rem 0; overflow-wrap: anywhere } .about { color: #525252 }
.filter { margin: .25rem .25rem .25rem 0; vertical-align: middle } label { margin-right: 1rem; white-space: nowrap }
.link { border-left: .35rem solid; margin: .75rem 0; padding: .1rem 0 .1rem .75rem }
.link * { color: #1a1a1a } .link .status, .link a { color: inherit; font-weight: 600 }
ul { margin: .25rem 0; padding-left: 1.2rem } li { overflow-wrap: anywhere }
@media print { .filter, label { display: none } }
"""


def write_report(report: SafeReport, out: TextIO) -> None:
    """Write the page: counts that are filters too, then each article's links, the worst first."""
    run = report.run
    out.write('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')
    out.write('<meta name="viewport" content="width=device-width, initial-scale=1">\n')
    out.write(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    )
    out.write('<meta name="referrer" content="no-referrer">\n')
    out.write(f"<title>Link report</title>\n<style>{_STYLE}{_status_styles()}</style>\n</head>\n<body>\n")
    out.write("<h1>Link report</h1>\n")
    totals = (
        f"{count(run['articles'], 'article')}, {count(run['citations'], 'citation')}, {count(run['links'], 'link')}"
    )
    out.write(f'<p class="about">{totals}; begun {escape(run["started_at"])}</p>\n')
    if not run["complete"]:
        out.write("<p><strong>This run was not finished: some links were not looked at.</strong></p>\n")
    for status in WORST_FIRST:
        if run["by_status"].get(status):
            _write_filter(status, run["by_status"][status], out)
    out.write("<main>\n")
    for article, links in report.sections():
        _write_article(article, links, out)
    _write_uncited(report, out)
    out.write("</main>\n</body>\n</html>\n")


def _status_styles() -> str:
    rules = []
    for status, colour in _COLOURS.items():
        rules.append(f".{status}, .{status} .status {{ color: {colour} }}")
        rules.append(f"#show-{status}:not(:checked) ~ main .{status} {{ display: none }}")
    return "\n".join(rules) + "\n"


def _write_filter(status: str, number: int, out: TextIO) -> None:
    checked = "" if status in QUIET else " checked"
    out.write(f'<input class="filter" type="checkbox" id="show-{status}"{checked}>')
    out.write(f'<label for="show-{status}" title="{escape(MEANING[status])}">{number} {status}</label>\n')


def _write_article(article: Row, links: Iterable[Row], out: TextIO) -> None:
    out.write(f"<section>\n<h2>{escape(article['title'] or article['uri'])}</h2>\n")
    dated = f", {escape(article['published_at'][:10])}" if article["published_at"] else ""
    out.write(f'<p class="about">{escape(article["uri"])}{dated}, {count(article["citations"], "citation")}</p>\n')
    if article["error"] is not None:
        out.write(f"<p><strong>Cannot be read:</strong> {escape(article['error'])}</p>\n")
    for link in links:
        _write_link(link, out)
    out.write("</section>\n")


def _write_uncited(report: SafeReport, out: TextIO) -> None:
    started = False
    for link in report.uncited():
        if not started:
            out.write("<section>\n<h2>Links without an article</h2>\n")
            started = True
        _write_link(link, out)
    if started:
        out.write("</section>\n")


def _write_link(link: Row, out: TextIO) -> None:
    status = link["status"]
    out.write(f'<div class="link {status}">\n<p>{_anchor(link["url"])}</p>\n')
    out.write(f'<p><span class="status">{status}</span>: {escape(explain(status, link["reason"]))}</p>\n')
    if status == "redirected" and link["final_url"]:
        out.write(f"<p>Now at: {_anchor(link['final_url'])}</p>\n")
    if link["snapshot"] is not None:
        dated = snapshot_date(link["snapshot"]["timestamp"])
        out.write(f"<p>Use instead: {_anchor(link['snapshot']['url'])} (as of {escape(dated)})</p>\n")
    elif link["snapshot_reason"] is not None:
        out.write(f"<p>{escape(explain_no_snapshot(link['snapshot_reason']))}</p>\n")
    _write_citations(link["citations"], out)
    _write_because(link["evidence"].get("because", ()), out)
    out.write("</div>\n")


def _write_citations(citations: Iterable[Row], out: TextIO) -> None:
    items = []
    for citation in citations:
        place = f"line {citation['line']}: " if citation["line"] is not None else ""
        text = f"“{escape(citation['text'])}”" if citation["text"] else "(no text)"
        items.append(f'<li title="{escape(citation["context"])}">{place}{text}</li>\n')
    if items:
        out.write(f"<ul>\n{''.join(items)}</ul>\n")


def _write_because(facts: Iterable[str], out: TextIO) -> None:
    items = "".join(f"<li>{escape(fact)}</li>\n" for fact in facts)
    if items:
        out.write(f"<details><summary>Why</summary>\n<ul>\n{items}</ul>\n</details>\n")


def _anchor(url: str) -> str:
    if not is_web(url):
        return f"<code>{escape(url) or '(empty)'}</code>"
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(url)}</a>'
