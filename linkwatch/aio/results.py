"""What Python callers get: the JSON report's names, as frozen values.

Times are aware datetimes in UTC. What pages and articles say is as it stands there, except that user names and
passwords in addresses are hidden.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linkwatch.model import Grade, Kind, Mark, MovedTo, PagePart, Row, Snapshot, Status

__all__ = [
    "Article",
    "Citation",
    "Extract",
    "Kind",
    "Link",
    "Mark",
    "MovedTo",
    "OldLook",
    "PagePart",
    "Redirect",
    "Report",
    "Run",
    "Snapshot",
    "Status",
]


@dataclass(frozen=True, slots=True)
class Article:
    """An article that was read. citations: how many. error: why it could not be read, or not to its end; else None."""

    uri: str
    title: str | None
    published_at: datetime | None
    citations: int
    error: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """One hyperlink at one place of an article.

    article: its uri. href: as written. url: what that means to a browser. text: of the anchor. context: the words
    around it. line: 1-based, None where there are none. fragment: what follows the "#". fragment_found: whether the
    page has that place; None where nobody can tell. ignored: its author wrote that it is not to be looked at. place:
    where it stands, where lines do not tell it. cited_at: when its author looked at the target, where that is said.
    kind: link, image, frame or metadata. part: of its article, in which it stands: body, navigation and the like.
    """

    article: str
    href: str
    url: str
    text: str
    context: str
    line: int | None
    fragment: str | None = None
    fragment_found: bool | None = None
    ignored: bool = False
    place: str | None = None
    cited_at: datetime | None = None
    kind: Kind = Kind.LINK
    part: PagePart = PagePart.BODY


@dataclass(frozen=True, slots=True)
class Redirect:
    """An answer that led onwards from url. http_status: None where the page itself led on."""

    url: str
    http_status: int | None


@dataclass(frozen=True, slots=True)
class OldLook:
    """Why what is told of a link is what an earlier run saw. reason: "rate-limited", and until when its host rests.

    None: it was not looked at, or what was seen cannot be believed.
    """

    reason: str | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Link:
    """A URL that was looked at once, however often it is cited.

    status, reason: the verdict; see docs/reasons.md. checked_at: None for what was not looked at. elapsed_ms: of the
    look. evidence: its facts, as the JSON report has them. snapshot: the archived copy to use instead, else
    snapshot_reason says why there is none. moved_to: where the page of a dead link is now. mark: a person's word on it.
    old_look: why this run did not look, where it was to.
    """

    url: str
    status: Status
    reason: str | None
    http_status: int | None
    final_url: str | None
    redirects: tuple[Redirect, ...]
    checked_at: datetime | None
    elapsed_ms: int | None
    evidence: Mapping[str, Any]
    snapshot: Snapshot | None
    snapshot_reason: str | None
    moved_to: MovedTo | None
    mark: Mark | None
    old_look: OldLook | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """How it went. articles: those that were read. by_status: how many links have each status that occurs.

    problem: why it is not complete, or which hosts asked to be left alone. fragments_missing: citations, or URLs of a
    check, that lead to a place which their page does not have. unreadable: articles of which nothing could be read.
    """

    started_at: datetime | None
    finished_at: datetime | None
    articles: int
    citations: int
    links: int
    by_status: Mapping[Status, int]
    complete: bool
    problem: str | None
    fragments_missing: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class Report:
    """What an audit or a check found. A run that is not complete tells nothing about what it lacks."""

    run: Run
    articles: tuple[Article, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """What articles cite, unchecked."""

    articles: tuple[Article, ...]
    citations: tuple[Citation, ...]


def article_of(row: Row) -> Article:
    """Make an article of a row of the JSON report."""
    published = _moment(row["published_at"])
    return Article(row["uri"], row["title"], published, row["citations"], row["error"])


def citation_of(row: Row, url: str) -> Citation:
    """Make a citation of a row of the JSON report. url: of its link."""
    said = {"cited_at": _moment(row["cited_at"]), "kind": Kind(row["kind"]), "part": PagePart(row["part"])}
    return Citation(**{**row, "url": url, **said})


def link_of(row: Row) -> Link:
    """Make a link of a row of the JSON report."""
    snapshot, moved, mark, old = row["snapshot"], row["moved_to"], row["mark"], row["old_look"]
    if snapshot is not None:
        grade = snapshot["grade"]
        snapshot = Snapshot(**{**snapshot, "grade": None if grade is None else Grade(grade)})
    return Link(
        url=row["url"],
        status=Status(row["status"]),
        reason=row["reason"],
        http_status=row["http_status"],
        final_url=row["final_url"],
        redirects=tuple(Redirect(each["url"], each["http_status"]) for each in row["redirects"]),
        checked_at=_moment(row["checked_at"]),
        elapsed_ms=row["elapsed_ms"],
        evidence=row["evidence"],
        snapshot=snapshot,
        snapshot_reason=row["snapshot_reason"],
        moved_to=None if moved is None else MovedTo(**moved),
        mark=None if mark is None else Mark(Status(mark["status"]), mark["by"], mark["note"], _moment(mark["until"])),
        old_look=None if old is None else OldLook(old["reason"], _moment(old["until"])),
        citations=tuple(citation_of(each, row["url"]) for each in row["citations"]),
    )


def run_of(row: Row) -> Run:
    """Make a run of the JSON report's "run"."""
    return Run(
        started_at=_moment(row["started_at"]),
        finished_at=_moment(row["finished_at"]),
        articles=row["articles"],
        citations=row["citations"],
        links=row["links"],
        by_status={Status(status): count for status, count in row["by_status"].items()},
        complete=row["complete"],
        problem=row["problem"],
        fragments_missing=row["fragments_missing"],
        unreadable=row["unreadable"],
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
