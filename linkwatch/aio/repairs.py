"""What Python callers get of what is mended and found again, as frozen values with the names of the JSON reports."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linkwatch.model import Row, Status


@dataclass(frozen=True, slots=True)
class Repair:
    """A citation that was to be mended.

    href: as written. url: what that means. status, reason, checked_at: of the link. replacement: what is cited instead,
    None where nothing is; then problem says why. how: "snapshot", "moved", "redirect" or "recovered". grade, evidence:
    what vouches for it. moved_to: where the page is now. planned: it is to be changed, or was just now: then done.
    """

    article: str
    line: int | None
    href: str
    text: str
    url: str
    status: Status
    reason: str | None
    checked_at: datetime | None
    replacement: str | None
    how: str | None
    grade: str | None
    evidence: str | None
    moved_to: str | None
    problem: str | None
    planned: bool
    done: bool


@dataclass(frozen=True, slots=True)
class FixedArticle:
    """An article that was to be mended.

    body: the whole of it, mended; b"" where it cannot be. patch: the same for `git apply`. error: why it cannot be
    mended or written.
    """

    uri: str
    body: bytes
    patch: bytes
    repairs: tuple[Repair, ...]
    error: str | None


@dataclass(frozen=True, slots=True)
class Fixes:
    """How articles are mended. problem: why nothing was: the audit could not be trusted."""

    articles: tuple[FixedArticle, ...]
    problem: str | None

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """Those of all articles."""
        return tuple(repair for article in self.articles for repair in article.repairs)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Where a lost target may have led.

    grade: "certain", "likely" or "possible". how: "older-capture", "live-original" or "syndicated-copy". evidence:
    what vouches for it.
    """

    url: str
    grade: str
    how: str
    evidence: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An anchor whose target is lost. candidates: the best first; none where nothing vouches for one."""

    article: str
    line: int | None
    text: str
    context: str
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class RecoveredArticle:
    """An article whose lost targets were looked for.

    original, older_capture: where its copies are, None where none was found. error: why it cannot be read, or why more
    may be found another time.
    """

    uri: str
    original: str | None
    older_capture: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Recovery:
    """What the lost targets of articles led to.

    dead_ends: what is known of pages that are gone and of which there is no copy, as the JSON report has them; looked
    for only where a database is named.
    """

    articles: tuple[RecoveredArticle, ...]
    proposals: tuple[Proposal, ...]
    dead_ends: tuple[Mapping[str, Any], ...]


def repair_of(row: Row) -> Repair:
    """Make a repair of a row of the JSON report."""
    return Repair(**{**row, "status": Status(row["status"])})
