"""What the lost targets of articles led to, for people and for programs."""

from collections.abc import Callable, Iterable, Mapping
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


def _write_json(articles: Iterable[Row], proposals: Iterable[Row], unresolved: Iterable[Row], out: TextIO) -> None:
    from linkwatch.report.json_object import write_list

    for head, rows in (('{"articles": ', articles), (',\n"proposals": ', proposals), (',\n"unresolved": ', unresolved)):
        out.write(head)
        write_list(rows, out)
    out.write("}\n")


def _write_terminal(articles: Iterable[Row], proposals: Iterable[Row], unresolved: Iterable[Row], out: TextIO) -> None:
    from linkwatch.report.terminal import Screen

    screen = Screen(out)
    found, left = list(proposals), list(unresolved)
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
        screen.line(f"{article['lost']} lost, {article['found']} found", "bold")
        screen.line()


def _place(row: Row) -> str:
    return "" if row["line"] is None else f"line {row['line']}: "


_Write = Callable[[Iterable[Row], Iterable[Row], Iterable[Row], TextIO], None]
WRITERS: Mapping[str, tuple[_Write, bool]] = {"terminal": (_write_terminal, True), "json": (_write_json, False)}
"""By the name of the format, what writes it, and whether it is for people."""


def write_recovery(
    format_name: str, articles: Iterable[Row], proposals: Iterable[Row], unresolved: Iterable[Row], out: TextIO
) -> None:
    """Write what was found. format_name: one of WRITERS.

    articles: uri, original, older_capture, lost, found. proposals: article, line, text, candidates (url, grade, how,
    evidence), the best first. unresolved: article, line, text, context.
    """
    write, for_people = WRITERS[format_name]

    def safe(rows: Iterable[Row]) -> Iterable[Row]:
        return safe_rows(rows, for_people=for_people, is_public=False)

    write(safe(articles), safe(proposals), safe(unresolved), out)
