"""Texts of strangers made fit to be shown: passwords hidden, control and direction characters neutralised.

What leaves the machine (a report that is published, a feed, a message) is told no secret of an address at all: neither
its password nor the value of a token or a signature. A feed and a message are told no private address either.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from linkwatch import urls
from linkwatch.masking import hide_private, mask
from linkwatch.model import Row
from linkwatch.report import Report
from linkwatch.report.parts import in_parts
from linkwatch.urls import redact

_WHITE_SPACE = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
# Controls (terminal escapes among them), direction marks and overrides, invisible tags, and what XML cannot hold.
_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)
_WEB = re.compile(r"https?://[^\s]+", re.IGNORECASE)


class SafeReport:
    """A Report whose texts are fit to be shown.

    for_people: neutralise control characters too; formats for programs escape these by themselves. is_public: hide
    secrets, and of links that were not looked at because they are private the address.
    """

    def __init__(self, report: Report, *, for_people: bool, is_public: bool) -> None:
        self.command = report.command
        self.run: Row = safe(report.run, for_people=for_people, is_public=is_public)
        self.findings = report.findings
        self.compared = report.compared
        self.listed = report.listed
        self._report = report
        self._for_people = for_people
        self._is_public = is_public

    def articles(self) -> Iterator[Row]:
        """Yield the articles."""
        return safe_rows(self._report.articles(), for_people=self._for_people, is_public=self._is_public)

    def links(self) -> Iterator[Row]:
        """Yield the links."""
        return map(self._link, self._report.links())

    def links_in_parts(self) -> Iterator[Row]:
        """Yield the links; citations that are not as their link is are in rows of their own."""
        return in_parts(self.links())

    def articles_with_links(self) -> Iterator[tuple[Row, Iterator[Row]]]:
        """Yield each article with its links, the worst first, each with this article's citations only."""
        return self._with_links(self._report.articles())

    def sections(self) -> Iterator[tuple[Row, Iterator[Row]]]:
        """Yield what `articles_with_links` does, with the links in parts."""
        return ((article, in_parts(links)) for article, links in self.articles_with_links())

    def articles_by_need(self) -> Iterator[Row]:
        """Yield the articles, those that need work most first, each with "by_status"; all alike where none is known."""
        told = self._report.articles_by_need
        rows = self._report.articles() if told is None else told()
        for row in safe_rows(rows, for_people=self._for_people, is_public=self._is_public):
            yield {"by_status": {}, **row}

    def sections_by_need(self) -> Iterator[tuple[Row, Iterator[Row]]]:
        """Yield what `sections` does, the articles that need work most first."""
        told = self._report.articles_by_need
        rows = self._report.articles() if told is None else told()
        return ((article, in_parts(links)) for article, links in self._with_links(rows))

    def _with_links(self, articles: Iterable[Row]) -> Iterator[tuple[Row, Iterator[Row]]]:
        for article in articles:
            links = self._report.article_links(article["uri"])
            shown: Row = safe(article, for_people=self._for_people, is_public=self._is_public)
            yield shown, map(self._link, links)

    def uncited(self) -> Iterator[Row]:
        """Yield the links that no article cites, the worst first."""
        return map(self._link, self._report.article_links(None))

    def _link(self, row: Row) -> Row:
        shown: Row = safe(row, for_people=self._for_people, is_public=self._is_public)
        if self._is_public and row["reason"] == "private-address":
            return {name: _changed(value, hide_private) for name, value in shown.items()}
        return shown


def safe_rows(rows: Iterable[Row], *, for_people: bool, is_public: bool) -> Iterator[Row]:
    """Make rows fit to be shown, one by one."""
    return (safe(row, for_people=for_people, is_public=is_public) for row in rows)


def safe(value: Any, *, for_people: bool, is_public: bool = False) -> Any:
    """Make every text in a nested value fit to be shown. The names in dictionaries are our own."""
    shown = _made_safe(value, _safe_for_people if for_people else _safe_for_programs)
    return _changed(shown, mask) if is_public else shown


def safe_to_send(value: Any) -> Any:
    """Make every text in a nested value fit for strangers: no secret, and in words where an address is private."""
    return _changed(safe(value, for_people=True, is_public=True), hide_private)


def _made_safe(value: Any, change: Callable[[str], str]) -> Any:
    """Change every text as `_changed` does, faster: nearly none needs it, and a report may have a million."""
    if type(value) is not dict:
        return _changed(value, change)
    return {
        key: item
        if type(item) is str and item.isascii() and item.isprintable() and "@" not in item
        else _changed(item, change)
        for key, item in value.items()
    }


def _changed(value: Any, change: Callable[[str], str]) -> Any:
    kind = type(value)
    if kind is str:
        return change(value)
    if kind is dict:
        return {key: _changed(item, change) for key, item in value.items()}
    if kind in (list, tuple):
        return [_changed(item, change) for item in value]
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
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode()
    return text


def is_web(url: str | None) -> bool:
    """Tell whether a report may make the URL clickable."""
    return url is not None and _WEB.fullmatch(url) is not None and urls.is_web(url)
