"""One HTML page that needs nothing else: no script, no other file, readable on a phone, in the dark and on paper."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from html import escape
from importlib.resources import files
from itertools import groupby
from typing import TextIO

from linkwatch.report import Row
from linkwatch.report.safety import SafeReport, is_web
from linkwatch.report.words import (
    MEANING,
    QUIET,
    WORST_FIRST,
    copy_to_use,
    count,
    explain,
    explain_no_copy,
    snapshot_date,
)

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>Link report</title>
<style>
"""


def write_report(report: SafeReport, out: TextIO) -> None:
    """Write the page: counts that are filters too, then each article's links, the worst first."""
    run = report.run
    out.write(f"{_HEAD}{files('linkwatch.report').joinpath('html_page.css').read_text('utf-8')}{_filter_rules()}")
    out.write("</style>\n</head>\n<body>\n<h1>Link report</h1>\n")
    totals = (
        f"{count(run['articles'], 'article')}, {count(run['citations'], 'citation')}, {count(run['links'], 'link')}"
    )
    out.write(f'<p class="about">{totals}; begun {_moment(run["started_at"])}</p>\n')
    if not run["complete"]:
        out.write('<p class="alarm">This run was not finished: some links were not looked at.</p>\n')
    _write_filters(run["by_status"], () if report.command == "check" else QUIET, out)
    out.write("<main>\n")
    for article, links in report.sections():
        _write_article(article, links, out)
    _write_uncited(report, out)
    out.write("</main>\n</body>\n</html>\n")


def _filter_rules() -> str:
    rules = [f"body:has(#show-{status}:not(:checked)) main .{status} {{ display: none }}" for status in WORST_FIRST]
    return "\n".join(rules) + "\n"


def _write_filters(by_status: Mapping[str, int], hidden: Collection[str], out: TextIO) -> None:
    out.write('<fieldset class="filters">\n<legend>Show</legend>\n')
    for status in WORST_FIRST:
        if by_status.get(status):
            checked = "" if status in hidden else " checked"
            out.write(f'<label title="{escape(MEANING[status])}">')
            out.write(f'<input class="filter" type="checkbox" id="show-{status}"{checked}>')
            out.write(f' <span class="badge {status}-colour">{status}</span> {by_status[status]}</label>\n')
    out.write("</fieldset>\n")


def _write_article(article: Row, links: Iterable[Row], out: TextIO) -> None:
    out.write(f"<section>\n<h2><bdi>{escape(article['title'] or article['uri'])}</bdi></h2>\n")
    if article["error"] is not None:
        out.write(f'<p class="alarm">{escape(article["error"])}</p>\n</section>\n')
        return
    dated = f", {escape(article['published_at'][:10])}" if article["published_at"] else ""
    out.write(f'<p class="about">{escape(article["uri"])}{dated}, {count(article["citations"], "citation")}</p>\n')
    _write_links(links, out)
    out.write("</section>\n")


def _write_uncited(report: SafeReport, out: TextIO) -> None:
    links = iter(report.uncited())
    first = next(links, None)
    if first is None:
        return
    heading = "Checked links" if report.command == "check" else "Links without an article"
    out.write(f"<section>\n<h2>{heading}</h2>\n")
    _write_links(_again(first, links), out)
    out.write("</section>\n")


def _write_links(links: Iterable[Row], out: TextIO) -> None:
    """Write the links, a heading before each status, and at the end how many there are of each."""
    numbers = Counter[str]()
    for status, group in groupby(links, key=lambda link: str(link["status"])):
        out.write(f'<h3 class="{status}"><span class="badge {status}-colour">{status}</span> {MEANING[status]}</h3>\n')
        for link in group:
            numbers[status] += 1
            _write_link(link, out)
    if numbers:
        told = ", ".join(f"{number} {status}" for status, number in numbers.items())
        well = "" if numbers.keys() - set(QUIET) else "Nothing to mend: "
        out.write(f'<p class="counts">{well}{told}</p>\n')


def _write_link(link: Row, out: TextIO) -> None:
    status = link["status"]
    out.write(f'<div class="link {status}">\n')
    _write_citations(link["citations"], out)
    out.write(f'<p class="url">{_anchor(link["url"])}</p>\n')
    if link["reason"] is not None:  # without one, the heading has said it
        out.write(f'<p class="reason">{escape(explain(status, link["reason"]))}</p>\n')
    if status == "redirected" and link["final_url"]:
        out.write(f'<p class="instead"><strong>Now at</strong> {_anchor(link["final_url"])}</p>\n')
    if (snapshot := copy_to_use(link)) is not None:
        dated = escape(snapshot_date(snapshot["timestamp"]))
        out.write(f'<p class="instead"><strong>Use instead</strong> the copy of {dated}: ')
        out.write(f"{_anchor(snapshot['url'])}</p>\n")
    elif (why := explain_no_copy(link)) is not None:
        out.write(f'<p class="about">{escape(why)}</p>\n')
    _write_because(link["evidence"].get("because", ()), out)
    out.write("</div>\n")


def _write_citations(citations: Iterable[Row], out: TextIO) -> None:
    items = []
    for citation in citations:
        place = f' <span class="place">line {citation["line"]}</span>' if citation["line"] is not None else ""
        text = f"“<bdi>{escape(citation['text'])}</bdi>”" if citation["text"] else "(no text)"
        context = ""
        if citation["context"] and citation["context"] != citation["text"]:
            context = f'<br><span class="context"><bdi>{escape(citation["context"])}</bdi></span>'
        items.append(f'<li><span class="text">{text}</span>{place}{context}</li>\n')
    if items:
        out.write(f'<ul class="citations">\n{"".join(items)}</ul>\n')


def _write_because(facts: Iterable[str], out: TextIO) -> None:
    items = "".join(f"<li>{escape(fact)}</li>\n" for fact in facts)
    if items:
        out.write(f"<details><summary>Why</summary>\n<ol>\n{items}</ol>\n</details>\n")


def _again(first: Row, rest: Iterable[Row]) -> Iterable[Row]:
    yield first
    yield from rest


def _moment(text: str) -> str:
    return f'<time datetime="{escape(text)}">{escape(text[:10])}, {escape(text[11:16])} UTC</time>'


def _anchor(url: str) -> str:
    if not is_web(url):
        return f"<code>{escape(url) or '(empty)'}</code>"
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{escape(url)}</a>'
