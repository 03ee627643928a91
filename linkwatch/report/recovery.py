"""What the lost targets of articles led to, and what is known of dead ends, for people and for programs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TextIO

from linkwatch.model import Row
from linkwatch.report.safety import safe_rows

_STYLES = {"certain": "green", "likely": "cyan", "possible": "yellow"}
_SHOWN = 3  # candidates of one anchor
_HOW = {
    "older-capture": "an older capture of the article",
    "live-original": "the article at its own site",
    "syndicated-copy": "a copy that the article names",
}


def _write_json(lists: Mapping[str, Iterable[Row]], out: TextIO) -> None:
    from linkwatch.report.json_object import write_list

    for number, (name, rows) in enumerate(lists.items()):
        out.write(",\n" if number else "{")
        out.write(f'"{name}": ')
        write_list(rows, out)
    out.write("}\n")


def _write_terminal(lists: Mapping[str, Iterable[Row]], out: TextIO) -> None:
    from linkwatch.report.terminal import Screen

    screen = Screen(out)
    articles, found, left, dead_ends = map(list, lists.values())
    for article in articles:
        screen.line(article["uri"], "bold")
        for key, words in (("older_capture", "older capture"), ("original", "original")):
            if article[key] is not None:
                screen.line(f"    {words}: {article[key]}")
        for row in (row for row in found if row["article"] == article["uri"]):
            screen.prose(f"{_place(row)}“{row['text']}”")
            for candidate in row["candidates"][:_SHOWN]:
                why = f"{candidate['grade']}, from {_HOW[candidate['how']]}"
                screen.line(f"      {candidate['url']} ({why})", _STYLES[candidate["grade"]])
        for row in (row for row in left if row["article"] == article["uri"]):
            screen.prose(f"{_place(row)}“{row['text']}”: not known", "red")
        for row in (row for row in dead_ends if row["article"] == article["uri"]):
            screen.prose(f"{_place(row)}“{row['text']}”: {row['url']} is dead, and there is no copy", "red")
            for line in _known(row):
                screen.prose(f"      {line}")
        screen.line(f"{article['lost']} lost, {article['found']} found", "bold")
        screen.line()


def _place(row: Row) -> str:
    return "" if row["line"] is None else f"line {row['line']}: "


def _known(row: Row) -> Iterator[str]:
    """Say what is known of a page that is gone."""
    if row["title"]:
        yield f"its title was “{row['title']}”"
    for record in row["records"]:
        by = f" by {', '.join(record['authors'])}" if record["authors"] else ""
        year = f", {record['year']}" if record["year"] else ""
        yield f"“{record['title']}”{by}{year} ({record['service']}): {record['url']}"
    for one in row["identifiers"]:
        yield f"{one['kind'].upper()} {one['value']}" + (f": {one['url']}" if one["url"] else "")
    if not (row["title"] or row["records"] or row["identifiers"]):
        yield f"cited as: {row['context']}"


_Write = Callable[[Mapping[str, Iterable[Row]], TextIO], None]
WRITERS: Mapping[str, tuple[_Write, bool]] = {"terminal": (_write_terminal, True), "json": (_write_json, False)}
"""By the name of the format, what writes it, and whether it is for people."""


def write_recovery(
    format_name: str,
    articles: Iterable[Row],
    proposals: Iterable[Row],
    unresolved: Iterable[Row],
    dead_ends: Iterable[Row],
    out: TextIO,
) -> None:
    """Write what was found. format_name: one of WRITERS.

    articles: uri, original, older_capture, lost, found. proposals: article, line, text, candidates (url, grade, how,
    evidence), the best first. unresolved: article, line, text, context. dead_ends: article, line, text, url, title,
    context, identifiers (kind, value, url), records (service, title, authors, year, url).
    """
    write, for_people = WRITERS[format_name]

    def safe(rows: Iterable[Row]) -> Iterable[Row]:
        return safe_rows(rows, for_people=for_people, is_public=False)

    lists = {"articles": articles, "proposals": proposals, "unresolved": unresolved, "dead_ends": dead_ends}
    write({name: safe(rows) for name, rows in lists.items()}, out)
