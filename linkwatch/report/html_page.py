"""The report of an audit as one HTML page: readable on a phone, in the dark, on paper and without its script."""

from collections import Counter
from collections.abc import Collection, Iterable
from html import escape
from itertools import chain, groupby
from typing import TextIO

from linkwatch.model import FRAGMENT_MISSING, WORST_FIRST, Row
from linkwatch.report.html_parts import anchor, bar, end_page, moment, start_page
from linkwatch.report.safety import SafeReport, is_web
from linkwatch.report.words import (
    HEADINGS,
    QUIET,
    closing,
    copy_notes,
    copy_to_use,
    count,
    explain_comparison,
    explain_link,
    explain_moved,
    explain_no_copy,
    needs_words,
    place_of,
    sizes,
    snapshot_date,
)
from linkwatch.urls import hostname

_FEWEST_LISTED = 2  # articles that have a list of contents


def write_report(report: SafeReport, out: TextIO) -> None:
    """Write the page: counts that are filters too, contents, then each article's links, the worst first.

    The articles that need work most come first.
    """
    run = report.run
    start_page("Link report", out, rules=_filter_rules())
    out.write("<header>\n<h1>Link report</h1>\n")
    out.write(f'<p class="about">{sizes(run)}; begun {moment(run["started_at"])}</p>\n')
    if (end := closing(run)) is not None:
        out.write(f'<p class="{"about" if run["complete"] else "alarm"}">{escape(end)}</p>\n')
    if report.compared is not None:
        out.write(f'<p class="verdict">{explain_comparison(report.compared)}</p>\n')
    out.write(f"{bar(run['by_status'])}\n")
    _write_filters(report, () if report.command == "check" else QUIET, out)
    _write_legend(run["by_status"], out)
    _write_contents(report, out)
    out.write("</header>\n<main>\n")
    for number, (article, links) in enumerate(report.sections_by_need(), 1):
        _write_article(number, article, links, report.findings, out)
    _write_uncited(report, out)
    out.write("</main>\n")
    end_page(out)


def _filter_rules() -> str:
    hidden = (*WORST_FIRST, FRAGMENT_MISSING, "known")
    rules = [f"body:has(#show-{name}:not(:checked)) main .{name} {{ display: none }}" for name in hidden]
    return "\n".join(rules) + "\n"


def _write_filters(report: SafeReport, hidden: Collection[str], out: TextIO) -> None:
    by_status = report.run["by_status"]
    out.write('<fieldset class="filters">\n<legend>Show</legend>\n')
    for status in WORST_FIRST:
        if by_status.get(status):
            badge = f'<span class="badge {status}-colour">{status}</span>'
            _write_filter(status, badge, by_status[status], HEADINGS[status], out, checked=status not in hidden)
    if missing := report.run.get("fragments_missing"):
        badge = f'<span class="badge {FRAGMENT_MISSING}-colour">{FRAGMENT_MISSING}</span>'
        _write_filter(FRAGMENT_MISSING, badge, missing, HEADINGS[FRAGMENT_MISSING], out, checked=True)
    if report.compared is not None and report.compared.known:
        _write_filter("known", "known before", report.compared.known, "in the baseline", out, checked=True)
    out.write("</fieldset>\n")


def _write_filter(name: str, words: str, number: int, title: str, out: TextIO, *, checked: bool) -> None:
    mark = " checked" if checked else ""
    out.write(f'<label title="{escape(title)}"><input class="filter" type="checkbox" id="show-{name}"{mark}>')
    out.write(f" {words} {number}</label>\n")


def _write_legend(by_status: Row, out: TextIO) -> None:
    """Say what the statuses mean, on paper: on a screen the filters do."""
    told = "".join(
        f'<div><dt><span class="badge {status}-colour">{status}</span></dt><dd>{HEADINGS[status]}</dd></div>'
        for status in WORST_FIRST
        if by_status.get(status)
    )
    out.write(f'<dl class="legend paper">{told}</dl>\n')


def _write_contents(report: SafeReport, out: TextIO) -> None:
    """Write the list of the articles, each with what it needs; of one alone there is nothing to list."""
    if report.run["articles"] < _FEWEST_LISTED:
        return
    out.write('<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">Articles</h2>\n<ol>\n')
    for number, article in enumerate(report.articles_by_need(), 1):
        needs = {status: count for status, count in article["by_status"].items() if status not in QUIET}
        told = ", ".join(f"{count} {status}" for status, count in needs.items()) or "nothing to mend"
        if article["error"] is not None:
            told = "could not be read whole"
        out.write(f'<li><a href="#article-{number}"><bdi>{escape(article["title"] or article["uri"])}</bdi></a>')
        out.write(f' <span class="about">{told}</span></li>\n')
    out.write("</ol>\n</nav>\n")


def _write_article(number: int, article: Row, links: Iterable[Row], findings: Collection[str], out: TextIO) -> None:
    out.write(f'<section id="article-{number}">\n<h2><bdi>{escape(article["title"] or article["uri"])}</bdi></h2>\n')
    if article["error"] is not None:
        out.write(f'<p class="alarm">{escape(article["error"])}</p>\n')
        if not article["citations"]:  # nothing of it was read
            out.write("</section>\n")
            return
    dated = f", {escape(article['published_at'][:10])}" if article["published_at"] else ""
    out.write(f'<p class="about">{escape(article["uri"])}{dated}, {count(article["citations"], "citation")}</p>\n')
    _write_links(links, findings, out)
    out.write("</section>\n")


def _write_uncited(report: SafeReport, out: TextIO) -> None:
    links = iter(report.uncited())
    first = next(links, None)
    if first is None:
        return
    heading = "Checked links" if report.command == "check" else "Links without an article"
    out.write(f"<section>\n<h2>{heading}</h2>\n")
    _write_links(chain([first], links), report.findings, out)
    out.write("</section>\n")


def _write_links(links: Iterable[Row], findings: Collection[str], out: TextIO) -> None:
    """Write the links, a heading before each status, and at the end how many there are of each."""
    numbers = Counter[str]()
    for status, group in groupby(links, key=lambda link: str(link["status"])):
        out.write(f'<h3 class="{status}"><span class="badge {status}-colour">{status}</span> {HEADINGS[status]}</h3>\n')
        for link in group:
            numbers[status] += 1
            _write_link(link, findings, out)
    if numbers:
        told = ", ".join(f"{number} {status}" for status, number in numbers.items())
        well = "" if numbers.keys() - set(QUIET) else "Nothing to mend: "
        out.write(f'<p class="counts">{well}{told}</p>\n')


def _write_link(link: Row, findings: Collection[str], out: TextIO) -> None:
    status = link["status"]
    known = " known" if link.get("known") else ""
    line = next((citation["line"] for citation in link["citations"]), None)
    place = "" if line is None else f' data-line="{line}"'
    host = escape(hostname(link["url"])) if is_web(link["url"]) else ""
    out.write(f'<div class="link {status}{known}"{place} data-host="{host}">\n')
    out.write(f'<p class="own"><span class="badge {status}-colour">{status}</span></p>\n')
    if "known" in link and status in findings:
        out.write(f'<p class="mark">{"known in the baseline" if link["known"] else "new"}</p>\n')
    _write_citations(link["citations"], out)
    out.write(f'<p class="url">{anchor(link["url"])}</p>\n')
    if needs_words(link):  # else, the heading has said it
        out.write(f'<p class="reason">{escape(explain_link(link))}</p>\n')
    if status == "redirected" and link["final_url"]:
        out.write(f'<p class="instead"><strong>Now at</strong> {_to_copy(link["final_url"])}</p>\n')
    if (moved := link["moved_to"]) is not None:
        out.write(f'<p class="instead"><strong>Now at</strong> {_to_copy(moved["url"])} ')
        out.write(f"({escape(explain_moved(moved))})</p>\n")
    if (snapshot := copy_to_use(link)) is not None:
        dated = escape(snapshot_date(snapshot["timestamp"]))
        out.write(f'<p class="instead"><strong>Use instead</strong> the copy of {dated}{escape(copy_notes(link))}: ')
        out.write(f"{_to_copy(snapshot['url'])}</p>\n")
    elif (why := explain_no_copy(link)) is not None:
        out.write(f'<p class="about">{escape(why)}</p>\n')
    _write_because(link["evidence"].get("because", ()), out)
    out.write("</div>\n")


def _to_copy(url: str) -> str:
    """Return an address, and the button that copies it where the page's script runs."""
    return f'{anchor(url)} <button type="button" class="copy" hidden>Copy</button>'


def _write_citations(citations: Iterable[Row], out: TextIO) -> None:
    items = []
    for citation in citations:
        where = place_of(citation)
        place = f' <span class="place">{escape(where)}</span>' if where else ""
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
