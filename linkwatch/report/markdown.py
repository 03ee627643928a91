"""Markdown (GitHub's), for pasting into an issue or a page. Nothing a stranger wrote becomes markup."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, TextIO

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

_SPECIAL = re.compile(r"[\\`*_{}\[\]()<>#!|~&$@]|:(?=//)|(?<=www)\.")
_NO_AUTOLINK = re.compile(r"[\s<>]")


def write_report(report: SafeReport, out: TextIO) -> None:
    """Write the counts, then each article with its bad links."""
    run = report.run
    out.write("# Link report\n\n")
    out.write(
        f"{count(run['articles'], 'article')}, {count(run['citations'], 'citation')}, {count(run['links'], 'link')}"
        f"; begun {run['started_at']}{'' if run['complete'] else '; **not finished**'}\n\n"
    )
    _start_table(("Links", "Status", "Meaning"), out)
    for status in WORST_FIRST:
        if run["by_status"].get(status):
            _write_cells((str(run["by_status"][status]), status, MEANING[status]), out)
    for article, links in report.sections():
        _write_heading(article, out)
        if article["error"] is None:
            _write_links(links, out)
    _write_uncited(report, out)


def write_extract(articles: Iterable[Row], citations: Iterable[Row], out: TextIO) -> None:
    """Write each article's citations."""
    known = list(articles)
    cited = {article["uri"]: article for article in known}
    out.write("# Citations\n")
    for uri, rows in groupby(citations, key=lambda row: row["article"]):
        _write_heading(cited[uri], out)
        _start_table(("Line", "Text", "Link"), out)
        for row in rows:
            _write_cells((_line(row), escape(row["text"]), _url(row["url"])), out)
    for article in known:
        if article["error"] is not None or not article["citations"]:
            _write_heading(article, out)


def write_table(rows: Iterable[Row], out: TextIO, title: str) -> None:
    """Write the rows under their keys."""
    out.write(f"# {escape(title)}\n\n")
    _write_rows(rows, out)


def write_history(history: Row, out: TextIO) -> None:
    """Write what is known of a link as one table for each kind of thing."""
    out.write(f"# {_url(history['link']['url'])}\n\n")
    for name, title in (("history", "Changes of status"), ("checks", "Looks"), ("snapshots", "Archived copies")):
        out.write(f"## {title}\n\n")
        _write_rows(history[name], out)
        out.write("\n")
    out.write("## Citations\n\n")
    _write_rows(history["citations"], out)


def escape(text: Any) -> str:
    """Write a text so that Markdown shows it as it is: no bare address becomes a link, and nobody is mentioned."""
    return "" if text is None else _SPECIAL.sub(_escape_one, str(text))


def _escape_one(match: re.Match[str]) -> str:
    if match[0] == "@":
        return "@<!-- -->"
    return f"&#{ord(match[0])};" if match[0] in "|&<>:." else f"\\{match[0]}"


def _url(url: str | None) -> str:
    if url is None or not is_web(url) or _NO_AUTOLINK.search(url):
        return escape(url)
    return f"<{url.replace('|', '%7C')}>"


def _write_heading(article: Row, out: TextIO) -> None:
    out.write(f"\n## {escape(article['title'] or article['uri'])}\n\n")
    if article["error"] is not None:
        out.write(f"**{escape(article['error'])}**\n\n")
        return
    out.write(escape(article["uri"]))
    if article["published_at"]:
        out.write(f", {article['published_at'][:10]}")
    out.write(f", {count(article['citations'], 'citation')}\n\n")


def _write_links(links: Iterable[Row], out: TextIO) -> None:
    quiet = Counter[str]()
    started = False
    for link in links:
        if link["status"] in QUIET:
            quiet[link["status"]] += 1
            continue
        if not started:
            _start_table(("Line", "Text", "Link", "Status", "Why", "Use instead"), out)
            started = True
        for citation in link["citations"]:
            _write_cells((_line(citation), escape(citation["text"]), *_link_cells(link)), out)
    if quiet:
        out.write(("\n" if started else "") + ", ".join(f"{number} {status}" for status, number in quiet.items()))
        out.write("\n")


def _write_uncited(report: SafeReport, out: TextIO) -> None:
    started = False
    for link in report.uncited():
        if not started:
            out.write("\n## Links without an article\n\n")
            _start_table(("Link", "Status", "Why", "Use instead"), out)
            started = True
        _write_cells(_link_cells(link), out)


def _link_cells(link: Row) -> tuple[str, ...]:
    if (snapshot := copy_to_use(link)) is not None:
        instead = f"{_url(snapshot['url'])} ({snapshot_date(snapshot['timestamp'])})"
    elif link["status"] == "redirected":
        instead = _url(link["final_url"])
    else:
        instead = escape(explain_no_copy(link))
    return _url(link["url"]), link["status"], escape(explain(link["status"], link["reason"])), instead


def _write_rows(rows: Iterable[Row], out: TextIO) -> None:
    empty = True
    for row in rows:
        if empty:
            _start_table(tuple(row), out)
            empty = False
        _write_cells([_url(value) if isinstance(value, str) else escape(value) for value in row.values()], out)
    if empty:
        out.write("none\n")


def _start_table(columns: Sequence[str], out: TextIO) -> None:
    _write_cells([column.replace("_", " ") for column in columns], out)
    _write_cells(["---"] * len(columns), out)


def _write_cells(cells: Sequence[str], out: TextIO) -> None:
    out.write(f"| {' | '.join(cells)} |\n")


def _line(citation: Row) -> str:
    return "" if citation["line"] is None else str(citation["line"])
