"""Texts of strangers made fit to be shown: passwords hidden, control and direction characters neutralised."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from linkwatch import urls
from linkwatch.report import Report, Row
from linkwatch.urls import redact

_WHITE_SPACE = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# Controls (terminal escapes among them), direction marks and overrides, invisible tags, and what XML cannot hold.
_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)
_WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)


class SafeReport:
    """A Report whose texts are fit to be shown.

    for_people: neutralise control characters too; formats for programs escape these by themselves.
    """

    def __init__(self, report: Report, *, for_people: bool) -> None:
        self.command = report.command
        self.run: Row = report.run
        self.findings = report.findings
        self.compared = report.compared
        self._report = report
        self._for_people = for_people

    def articles(self) -> Iterator[Row]:
        """Yield the articles."""
        return safe_rows(self._report.articles(), for_people=self._for_people)

    def links(self) -> Iterator[Row]:
        """Yield the links."""
        return safe_rows(self._report.links(), for_people=self._for_people)

    def sections(self) -> Iterator[tuple[Row, Iterator[Row]]]:
        """Yield each article with its links, the worst first, each with this article's citations only."""
        for article in self._report.articles():
            links = self._report.article_links(article["uri"])
            yield safe(article, for_people=self._for_people), safe_rows(links, for_people=self._for_people)

    def uncited(self) -> Iterator[Row]:
        """Yield the links that no article cites, the worst first."""
        return safe_rows(self._report.article_links(None), for_people=self._for_people)


def safe_rows(rows: Iterable[Row], *, for_people: bool) -> Iterator[Row]:
    """Make rows fit to be shown, one by one."""
    return (safe(row, for_people=for_people) for row in rows)


def safe(value: Any, *, for_people: bool) -> Any:
    """Make every text in a nested value fit to be shown. The names in dictionaries are our own."""
    kind = type(value)
    if kind is str:
        return _safe_for_people(value) if for_people else _safe_for_programs(value)
    if kind is dict:
        return {key: safe(item, for_people=for_people) for key, item in value.items()}
    if kind in (list, tuple):
        return [safe(item, for_people=for_people) for item in value]
    return value


def _safe_for_programs(text: str) -> str:
    if "@" in text:
        text = redact(text)
    return text if text.isascii() else _without_surrogates(text)


def _safe_for_people(text: str) -> str:
    if "@" in text:
        text = redact(text)
    if text.isascii() and text.isprintable():  # nearly all
        return text
    return _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", _WHITE_SPACE.sub(" ", _without_surrogates(text)))


def _without_surrogates(text: str) -> str:
    """Spell lone surrogates (file names that are not UTF-8) as the database does: one name in all reports."""
    return text.encode("utf-8", "backslashreplace").decode()


def is_web(url: str | None) -> bool:
    """Tell whether a report may make the URL clickable."""
    return url is not None and _WEB.fullmatch(url) is not None and urls.is_web(url)
