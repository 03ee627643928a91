"""The words of linkwatch as plain frozen values. Imports nothing of ours but how they travel.

A source yields documents; a document is read into an article; an article holds citations; many citations
share one link; a look at a link is a check, whose facts are evidence (see `evidence/`); the verdict that
follows from them is the link's status and reason; an archived copy is a snapshot.

All times are aware datetimes in UTC; all durations are seconds unless the name says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from linkwatch.travel import travels

Row = dict[str, Any]  # of a table or a report, by the names of its columns
Span = tuple[int, int]  # a half-open range of bytes of `Document.body`
MAX_DOCUMENT_BYTES = 64 * 1024 * 1024  # nothing larger is taken for an article


class Status(StrEnum):
    """What is known of a link. The order is from the best news to none, as reports count them."""

    ALIVE = "alive"
    REDIRECTED = "redirected"
    CHANGED = "changed"
    BLOCKED = "blocked"
    FAILING = "failing"
    DEAD = "dead"
    INVALID = "invalid"
    SKIPPED = "skipped"
    UNCHECKED = "unchecked"


THERE = (Status.ALIVE, Status.REDIRECTED)
"""A reader gets what was cited: nobody needs a copy, and one can be made."""

GOOD = (*THERE, Status.CHANGED)
"""A page answers, whatever it says."""

FAILED = (Status.DEAD, Status.FAILING)  # in this order: SQLite finds the index of such links by the text of its rule
"""No page answers, or what answers cannot be read within bounds (TOO_MUCH_WORK)."""

TOO_MUCH_WORK = "too-much-work"
"""The reason of a page that answers and cannot be read within bounds, or at which our reader fails."""

RATE_LIMITED = "rate-limited"
"""The reason where a host wants to be asked less often."""

OUR_NETWORK = "our-network"
"""The reason where the way to the whole network of a host seems to be gone."""

MARKED = "marked"
"""The reason of a link whose status is a person's word."""

FRAGMENT_MISSING = "fragment-missing"
"""What is found of a citation whose link is there, and the place in it is not."""

FINDINGS = frozenset({*map(str, FAILED), FRAGMENT_MISSING})
"""What the exit code is about unless somebody asks otherwise: statuses of links, and FRAGMENT_MISSING of citations."""

LOST = (Status.DEAD, Status.CHANGED)
"""What was cited is no longer there for sure: an archived copy is looked for, and readers are to be sent to it."""

BROKEN = (*FAILED, Status.CHANGED)
"""A reader who clicks may not get what was cited: an archived copy that is known is shown."""

TROUBLED = (*BROKEN, Status.BLOCKED)
"""Nobody can be sure that a reader gets what was cited."""

LASTING = (*GOOD, Status.DEAD)
"""Where a link stands; the others pass, or tell nothing."""

WORST_FIRST = (*TROUBLED, Status.REDIRECTED, Status.INVALID, Status.UNCHECKED, Status.SKIPPED, Status.ALIVE)
"""All of them in the order in which people are told of them."""

NEVER_SEEN = (Status.INVALID, Status.SKIPPED, Status.UNCHECKED)
"""What is not known from looking at a page."""


class Kind(StrEnum):
    """What a citation is to a reader of its article."""

    LINK = "link"
    IMAGE = "image"  # pictures, films and sounds, shown in the article
    FRAME = "frame"  # a page or an object, shown in the article
    METADATA = "metadata"  # said of the article to programs


class PagePart(StrEnum):
    """What a citation is to its article: the text itself, or what stands around that."""

    BODY = "body"
    NAVIGATION = "navigation"
    HEADER = "header"
    FOOTER = "footer"
    SIDEBAR = "sidebar"
    COMMENTS = "comments"
    HEAD = "head"  # no reader sees it


@travels
@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for of articles' citations.

    kinds: those beside links. parts: those in which they stand; empty for all.
    """

    kinds: frozenset[Kind] = frozenset()
    parts: frozenset[PagePart] = frozenset()

    @property
    def name(self) -> str:
        """Tells it from all others; "" for every link and nothing else."""
        return " ".join(sorted({*self.kinds, *self.parts}))


ONLY_LINKS = Wanted()


@dataclass(frozen=True, slots=True)
class Document:
    """An article's bytes as a source found them, not yet understood.

    uri: how the user would name it: the path as given, the URL, or "-".
    base_url: what its relative links are relative to: an http(s) or file URL.
    media_type, charset: as the server declared them, else None.
    format: the name of a format that the source is sure of, else None: it is found out.
    root: folder that root-relative links of a local file ("/a") are looked for in; None where unknown.
    published_at: a date that the source itself knows (a feed's entry), used if the document shows none.
    etag, last_modified: as the server wrote them, else None. moved_to: where its page leads for good.
    line_dates: when each line was last changed, where that is wanted and known.
    kinds: the kinds of citations beside links that its reader is to give.
    """

    uri: str
    body: bytes
    base_url: str
    media_type: str | None = None
    charset: str | None = None
    format: str | None = None
    root: Path | None = None
    published_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    line_dates: tuple[datetime | None, ...] = ()
    kinds: frozenset[Kind] = frozenset()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An article that a source could not read. error: one line for a person.

    is_gone: the source is sure that it is no more, as a server is that answers 410. is_list: it is no article, but
    what names articles: a feed, a sitemap, a folder. instead: what to read for it where it was never read: a feed's own
    text of the article.
    """

    uri: str
    error: str
    is_gone: bool = False
    is_list: bool = False
    instead: Document | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An article that is still as it was read last."""

    uri: str


class TargetKind(StrEnum):
    """What a href points to."""

    WEB = "web"  # http or https
    FILE = "file"  # a file beside a local article
    PLACEHOLDER = "placeholder"  # "#", empty, javascript: — the author's target is lost
    TEMPLATE = "template"  # a program was to fill it in: {{ url }}, ${host}
    MALFORMED = "malformed"  # no browser could follow it
    OTHER = "other"  # mailto:, tel:, ftp: and so on
    UNKNOWN_ROOT = "unknown-root"  # "/a" in a local file whose site is not known
    IGNORED = "ignored"  # whatever it is, its author wrote that it is not to be looked at
    FRAGMENT = "fragment"  # a place in the same article: not a citation


EXCLUDED = "excluded"
"""The reason of links that are skipped because the user says so."""

IGNORED = "ignored"
"""The reason of links that are skipped because every article that cites them says so."""

FIRST_STATUS: Mapping[TargetKind, tuple[Status, str | None]] = {
    TargetKind.WEB: (Status.UNCHECKED, None),
    TargetKind.FILE: (Status.UNCHECKED, None),
    TargetKind.PLACEHOLDER: (Status.INVALID, "placeholder"),
    TargetKind.FRAGMENT: (Status.INVALID, "placeholder"),  # without its article there is nothing it points to
    TargetKind.TEMPLATE: (Status.INVALID, "template"),
    TargetKind.MALFORMED: (Status.INVALID, "malformed"),
    TargetKind.OTHER: (Status.SKIPPED, "unsupported-scheme"),
    TargetKind.UNKNOWN_ROOT: (Status.SKIPPED, "unknown-root"),
    TargetKind.IGNORED: (Status.SKIPPED, IGNORED),
}
"""Status and reason of a link that has not been looked at, by what its href points to."""


@dataclass(frozen=True, slots=True)
class Target:
    """A resolved href.

    url: absolute, without a fragment that names no page; for placeholders and malformed ones the href itself.
    """

    kind: TargetKind
    url: str


@travels
@dataclass(
    slots=True, unsafe_hash=True
)  # frozen in effect: an article has thousands, which would take ten times as long
class Citation:
    """One hyperlink at one place. Nobody changes it.

    href: as written. target: what it resolves to. text: anchor text, white space folded (the alt text of an
    image where the anchor holds nothing else). context: the sentence around it. line: 1-based, None where the
    format has no lines.

    span: where the target is written, without quotation marks or angle brackets, with its entities and escapes.
    Citations share one where one place serves them all: a reference definition. None where no bytes say the target and
    nothing else: the format has none, an attribute without a value (`<a href>`), a value in a Markdown block quote that
    runs over its lines; and where bytes hide the place that are no text in the document's encoding.

    fragment: what follows the "#", as written; None where there is none. is_own: it leads to a place in its own article
    that is not there; one that is there is no citation. is_ignored: its author wrote that it is not to be looked at.

    place: where it stands, where lines do not tell it to a person: "page 3", "cell 2". cited_at: when its author looked
    at the target, as an access date says; None where nothing says it. part: of its article, in which it stands.
    """

    href: str
    target: Target
    text: str
    context: str
    line: int | None
    span: Span | None = None
    fragment: str | None = None
    is_own: bool = False
    is_ignored: bool = False
    place: str | None = None
    cited_at: datetime | None = None
    kind: Kind = Kind.LINK
    part: PagePart = PagePart.BODY


@dataclass(frozen=True, slots=True)
class Article:
    """A document that was understood.

    published_at: when its author says it appeared, None if it does not say. left_out: one line for a person where only
    its beginning was read, None where all of it was.
    """

    uri: str
    title: str | None
    published_at: datetime | None
    citations: tuple[Citation, ...]
    left_out: str | None = None


@travels
@dataclass(frozen=True, slots=True)
class Past:
    """What the looks at a link have left: all that the next one is judged by, and all that it changes.

    looks: how many there were; changes: how many of these found something else than the one before. failing_since,
    consecutive_failures: of the streak, the latest unbroken row of failed looks. etag, last_modified: as the server
    wrote them when the page was last read in full, at last_read_at. final_url: where the last look ended, or the
    address to cite now. title: the page's own, of a look that found it. next_check_at, next_seek_at, next_save_at: when
    the link is to be looked at, the archives asked for a copy, a copy made; None for never. save_was_noted: there was
    an attempt to have it archived, whatever came of it.
    """

    status: Status = Status.UNCHECKED
    reason: str | None = None
    looks: int = 0
    changes: int = 0
    first_checked_at: datetime | None = None
    last_checked_at: datetime | None = None
    failing_since: datetime | None = None
    consecutive_failures: int = 0
    etag: str | None = None
    last_modified: str | None = None
    last_read_at: datetime | None = None
    final_url: str | None = None
    http_status: int | None = None
    title: str | None = None
    last_alive_at: datetime | None = None
    next_check_at: datetime | None = None
    next_seek_at: datetime | None = None
    next_save_at: datetime | None = None
    save_was_noted: bool = False


@travels
@dataclass(frozen=True, slots=True)
class Link:
    """A URL that is looked at once, however often it is cited.

    id: the database's. anchors: up to a few distinct anchor texts of its citations, for judging identity. cited_at:
    the date it should be compared with (the earliest citing article's date), None if unknown. status: as it is known
    so far. fragments: the places of it that citations lead to, up to a bound.
    """

    id: int
    url: str
    anchors: tuple[str, ...] = ()
    cited_at: datetime | None = None
    status: Status = Status.UNCHECKED
    fragments: tuple[str, ...] = ()


@travels
@dataclass(frozen=True, slots=True)
class Verdict:
    """What follows from an observation.

    reason: a short kebab-case word, None for a plain `alive`. because: the chain of reasons in words, first
    fact first, for people.
    """

    status: Status
    reason: str | None
    because: tuple[str, ...]

    @property
    def counts_as_failed(self) -> bool:
        """Whether it brings the link nearer to being dead: a page that answers and cannot be read is there."""
        return self.status in FAILED and self.reason != TOO_MUCH_WORK


class Grade(StrEnum):
    """How well an archived copy is vouched for."""

    SAME_TEXT = "same-text"  # it says what we read ourselves while the page was there
    FITS = "fits"  # it bears the words of the citation or of the address
    PLAYS = "plays"  # it opens, and nothing speaks for or against it


@dataclass(frozen=True, slots=True)
class Mark:
    """A person's word on a link. status: what it is said to be; None takes an earlier word back.

    by: the name that the machine knows the person by. until: when it ends by itself, None when it is taken back.
    """

    status: Status | None
    by: str
    note: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An archived copy. timestamp: 14 digits, UTC. url: where a reader opens it. original_url: as captured.

    grade: None for copies that were made for us, and those found before grades were given.
    """

    archive: str
    timestamp: str
    url: str
    original_url: str
    grade: Grade | None = None


@dataclass(frozen=True, slots=True)
class MovedTo:
    """Where the page of a dead link is now.

    how: archived-redirect, sitemap, feed, canonical, pattern or same-content. similarity: of its text and the captured
    one, 0 to 1; None where they were not compared.
    """

    url: str
    how: str
    similarity: float | None


@dataclass(frozen=True, slots=True)
class MovedAnswer:
    """What a search for the page of a dead link found. requests, of_archive: how many were sent, and to the archive."""

    moved: MovedTo | None
    requests: int = 0
    of_archive: int = 0


@travels
@dataclass(frozen=True, slots=True)
class Likeness:
    """What a page said, small enough to be kept: what later looks are compared with.

    origin: "look" (the first good one) or "snapshot" (an archived copy). made_at: of the look or the capture.
    words: of the text outside links. sketch: of that text, hex digits (see `judge.drift`); "" where there is none.
    media_type: what the body was. is_listing: the page is a list of articles or the like, which lives from being new.
    keywords: the words used most, with spaces between. marks: kinds of sites and demands that it shows, likewise (see
    `judge.marks`).
    """

    origin: str
    made_at: datetime
    title: str | None
    language: str | None
    words: int
    sketch: str
    media_type: str = "text/html"
    is_listing: bool = False
    keywords: str = ""
    marks: str = ""


PROVISIONAL = "provisional"
"""The reason that stands beside a copy which was chosen while an archive failed: there may be a better one."""


@dataclass(frozen=True, slots=True)
class SnapshotAnswer:
    """What the archives said of one link: a snapshot, or the reason there is none.

    reason: None | "no-snapshot" | "archive-unavailable" | "archive-excluded" | "not-told" (no archive may learn of its
    address); None without a snapshot too for what no archive keeps, such as files. requests: how many were sent.
    provisional: an archive failed on the way, so that a better copy may be found another time. likeness: what the copy
    says.
    """

    snapshot: Snapshot | None
    reason: str | None
    requests: int = 0
    provisional: bool = False
    likeness: Likeness | None = None


@dataclass(frozen=True, slots=True)
class Census:
    """How a database stands at a moment.

    links: how many have each status. due, due_since: links whose look is due, and since when the first of them is.
    outbox_waiting: messages that are not sent yet. bytes: of the file and its log.
    """

    at: datetime
    links: Mapping[str, int]
    due: int
    due_since: datetime | None
    outbox_waiting: int
    bytes: int
