"""Markdown (GitHub's), for pasting into an issue or a page. Nothing a stranger wrote becomes markup.

The report of an audit fits into one comment, which may have 65 536 characters: what is beyond that is counted.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any, TextIO

from linkwatch.model import FRAGMENT_MISSING, WORST_FIRST, Row
from linkwatch.report.safety import SafeReport, is_web
from linkwatch.report.words import (
    HEADINGS,
    OVERVIEW_TITLES,
    QUIET,
    closing,
    copy_notes,
    copy_to_use,
    count,
    explain_comparison,
    explain_end,
    explain_link,
    explain_no_copy,
    in_words,
    place_of,
    readable,
    sizes,
    snapshot_date,
)

_SPECIAL = re.compile(r"[\\`*_{}\[\]()<>#!|~&$@]|:(?=//)|(?<=www)\.")
_NO_AUTOLINK = re.compile(r"[\s<>]")
_MOST_BYTES = 65_536 - 512  # the rest is for the last two sentences
_AROUND_A_TABLE = 512  # more than its head and the counts take
_LONGEST_TEXT = 200
_COLUMNS = ("Line", "Text", "Link", "Status", "Why", "Use instead")


def write_report(report: SafeReport, out: TextIO) -> None:
    """Write the counts, then each article with its bad links, folded where there are several articles."""
    page = _Page(out)
    run = report.run
    page.write("# Link report\n\n")
    end = "" if run["complete"] else f"; **not finished**: {escape(explain_end(run))}"
    page.write(f"{sizes(run)}; begun {run['started_at']}{end}\n\n")
    if run["complete"] and (told := closing(run)) is not None:
        page.write(f"{escape(told)}\n\n")
    if report.compared is not None:
        page.write(f"**{explain_comparison(report.compared)}.** What was known is not listed.\n\n")
    counts = [
        _cells((str(run["by_status"][status]), status, HEADINGS[status]))
        for status in WORST_FIRST
        if run["by_status"].get(status)
    ]
    if missing := run.get("fragments_missing"):
        counts.append(_cells((str(missing), FRAGMENT_MISSING, HEADINGS[FRAGMENT_MISSING])))
    page.write(_table_head(("Links", "Status", "Meaning")) + "".join(counts))
    for article, links in report.sections():
        _write_article(article, links, page, report.listed, among_others=run["articles"] > 1)
    _write_uncited(report, page)
    page.close()


class _Page:
    """Text of bounded size. Blocks are written whole or not at all; what was left out is counted at the end."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._left = _MOST_BYTES
        self._omitted = 0
        self._well = 0

    def fits(self, size: int) -> bool:
        """Tell whether so many more bytes may be written. Once something did not fit, nothing does."""
        return not self._omitted and size <= self._left

    def write(self, text: str) -> bool:
        """Write a block; False if it does not fit."""
        size = len(text.encode())
        if not self.fits(size):
            return False
        self._left -= size
        self._out.write(text)
        return True

    def omit(self, rows: int) -> None:
        """Count rows that had no place."""
        self._omitted += rows

    def pass_over(self) -> None:
        """Count an article that has nothing to tell."""
        self._well += 1

    def close(self) -> None:
        """Say what was not written."""
        if self._well:
            self._out.write(f"\nNothing to mend in {count(self._well, 'other article')}.\n")
        if self._omitted:
            self._out.write(f"\n*and {self._omitted} more that had no place here: `--format html` shows all*\n")


def write_extract(articles: Iterable[Row], citations: Iterable[Row], out: TextIO) -> None:
    """Write each article's citations."""
    known = list(articles)
    cited = {article["uri"]: article for article in known}
    out.write("# Citations\n")
    for uri, rows in groupby(citations, key=lambda row: row["article"]):
        out.write(_heading(cited[uri]) + _table_head(("Line", "Text", "Link")))
        out.writelines(_cells((_line(row), escape(row["text"]), _url(row["url"]) + _note(row))) for row in rows)
    out.writelines(_heading(article) for article in known if not article["citations"])


def _note(citation: Row) -> str:
    return " (left out: its author wrote so)" if citation.get("ignored") else ""


def write_overview(overview: Row, out: TextIO) -> None:
    """Write the figures, then a table for each list."""
    figures = overview["database"]
    told = [count(figures[name], name.removesuffix("s")) for name in ("sources", "articles", "citations", "links")]
    out.write(f"# Links of the database\n\n{', '.join(told)}; last look {figures['last_checked_at'] or 'never'}\n\n")
    out.write(f"{readable(figures)}\n\n")
    write_rows(
        (
            {"links": overview["by_status"][status], "status": status, "meaning": HEADINGS[status]}
            for status in WORST_FIRST
            if status in overview["by_status"]
        ),
        out,
    )
    for name, title in OVERVIEW_TITLES.items():
        out.write(f"\n## {title}\n\n")
        write_rows(overview[name], out)


def write_table(rows: Iterable[Row], out: TextIO, title: str) -> None:
    """Write the rows under their keys."""
    out.write(f"# {escape(title)}\n\n")
    write_rows(rows, out)


_OF_A_HISTORY = (
    ("history", "Changes of status"),
    ("marks", "What people said"),
    ("checks", "Looks"),
    ("snapshots", "Archived copies"),
)


def write_history(history: Row, out: TextIO) -> None:
    """Write what is known of a link as one table for each kind of thing."""
    out.write(f"# {_url(history['link']['url'])}\n\n")
    for name, title in _OF_A_HISTORY:
        out.write(f"## {title}\n\n")
        write_rows(history[name], out)
        out.write("\n")
    out.write("## Citations\n\n")
    write_rows(history["citations"], out)


def write_rows(rows: Iterable[Row], out: TextIO) -> None:
    """Write rows that have the same keys as a table."""
    empty = True
    for row in rows:
        if empty:
            out.write(_table_head(tuple(row)))
            empty = False
        out.write(
            _cells([_url(value) if isinstance(value, str) else escape(in_words(value)) for value in row.values()])
        )
    if empty:
        out.write("none\n")


def escape(text: Any) -> str:
    """Write a text so that Markdown shows it as it is: no bare address becomes a link, nobody and no issue is named."""
    return "" if text is None else _SPECIAL.sub(_escape_one, str(text))


def _escape_one(match: re.Match[str]) -> str:
    if match[0] in "@#":  # hosts look for names and numbers in the finished page
        return f"{match[0]}<!-- -->" if match[0] == "@" else "\\#<!-- -->"
    return f"&#{ord(match[0])};" if match[0] in "|&<>:." else f"\\{match[0]}"


def _url(url: str | None) -> str:
    if url is None or not is_web(url) or _NO_AUTOLINK.search(url):
        return escape(url)
    return f"<{url.replace('|', '%7C')}>"


def _heading(article: Row) -> str:
    heading = f"\n## {escape(article['title'] or article['uri'])}\n\n"
    if article["error"] is not None:
        heading += f"**{escape(article['error'])}**\n"
        if not article["citations"]:  # nothing of it was read
            return heading
        heading += "\n"
    dated = f", {article['published_at'][:10]}" if article["published_at"] else ""
    return f"{heading}{escape(article['uri'])}{dated}, {count(article['citations'], 'citation')}\n\n"


def _write_article(
    article: Row, links: Iterable[Row], page: _Page, listed: Collection[str], *, among_others: bool
) -> None:
    """Write an article's heading, counts and table; among others it is folded, and left out if it has no rows."""
    if article["error"] is not None and not article["citations"]:
        if not page.write(_heading(article)):
            page.omit(1)
        return
    counts, section = Counter[str](), _Section(page, _heading(article))
    for link in links:
        counts[link["status"]] += 1
        if (link["status"] not in QUIET or link["status"] in listed) and not link.get("known"):
            for citation in link["citations"]:
                section.add((_line(citation), escape(_shortened(citation["text"])), *_link_cells(link)))
    told = ", ".join(f"{number} {status}" for status, number in counts.items())
    if section.has_rows or not among_others or article["error"] is not None:
        section.write(_COLUMNS, told, fold=among_others)
    else:
        page.pass_over()


def _write_uncited(report: SafeReport, page: _Page) -> None:
    section = _Section(page, "\n## Links without an article\n\n")
    for link in report.uncited():
        if not link.get("known"):
            section.add(_link_cells(link))
    if section.has_rows:
        section.write(_COLUMNS[2:], "", fold=False)


class _Section:
    """A heading and the rows below it, gathered as far as the page has place for them."""

    def __init__(self, page: _Page, heading: str) -> None:
        self.has_rows = False
        self._page = page
        self._heading = heading
        self._rows: list[str] = []
        self._size = len(heading.encode()) + _AROUND_A_TABLE
        self._omitted = 0

    def add(self, cells: Sequence[str]) -> None:
        """Take a row, or count it."""
        self.has_rows = True
        row = _cells(cells)
        size = self._size + len(row.encode())
        if self._omitted or not self._page.fits(size):
            self._omitted += 1
        else:
            self._size = size
            self._rows.append(row)

    def write(self, columns: Sequence[str], told: str, *, fold: bool) -> None:
        """Write it all. told: the counts of all its links."""
        text = _table_head(columns) + "".join(self._rows) if self._rows else ""
        if text and fold:
            text = f"<details><summary>{told}</summary>\n\n{text}\n</details>\n"
        elif told:
            text += f"\n{told}\n" if text else f"{told}\n"
        if not self._page.write(self._heading + text):
            self._omitted += len(self._rows)
        self._page.omit(self._omitted)


def _link_cells(link: Row) -> tuple[str, ...]:
    if (snapshot := copy_to_use(link)) is not None:
        instead = f"{_url(snapshot['url'])} ({snapshot_date(snapshot['timestamp'])}{escape(copy_notes(link))})"
    elif link["status"] == "redirected":
        instead = _url(link["final_url"])
    else:
        instead = escape(explain_no_copy(link))
    if (moved := link["moved_to"]) is not None:
        instead = f"now at {_url(moved['url'])}" + (f"; {instead}" if copy_to_use(link) is not None else "")
    return _url(link["url"]), link["status"], escape(explain_link(link)), instead


def _table_head(columns: Sequence[str]) -> str:
    return _cells([column.replace("_", " ") for column in columns]) + _cells(["---"] * len(columns))


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"


def _line(citation: Row) -> str:
    if citation.get("place"):
        return escape(place_of(citation))
    return "" if citation["line"] is None else str(citation["line"])
