"""The facts of one look at a link. Plain values: they are stored as JSON, and a verdict follows from them alone.

An Observation holds the Visits that were made for one check: the first, perhaps a second one with a browser's
headers, perhaps those of two witnesses: a sibling address that cannot exist, and the site's front page. A Visit is the
walk of one URL through its redirects to an answer or to a Trouble. PageFacts is what the answer's body said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from linkwatch import model
from linkwatch.errors import InputError
from linkwatch.model import Likeness, Past
from linkwatch.travel import travels

NOT_MODIFIED = 304
"""The HTTP status that says: the page is as you know it."""


class Trouble(StrEnum):
    """Why a visit ended without a page to judge: no answer came, or one that cannot be read.

    The values are reasons, as docs/reasons.md lists them.
    """

    DNS_NXDOMAIN = "dns-nxdomain"
    DNS_FAILURE = "dns-failure"
    UNREACHABLE = "unreachable"  # no route to the network or host
    CONNECT_REFUSED = "connect-refused"
    CONNECT_TIMEOUT = "connect-timeout"
    READ_TIMEOUT = "read-timeout"
    CONNECTION_RESET = "connection-reset"
    BAD_RESPONSE = "bad-response"  # not HTTP, or beyond the bounds of what is read
    TLS_EXPIRED = "tls-expired"
    TLS_UNTRUSTED = "tls-untrusted"
    TLS_NAME_MISMATCH = "tls-name-mismatch"
    TLS_FAILURE = "tls-failure"
    CLIENT_CERTIFICATE = "client-certificate"  # the server lets in only who shows a certificate of their own
    REDIRECT_LOOP = "redirect-loop"
    REDIRECT_BROKEN = "redirect-broken"  # no target, a malformed one, or one that is not on the web
    PRIVATE_ADDRESS = "private-address"
    RATE_LIMITED = model.RATE_LIMITED  # the host asked for a pause longer than this look may wait: it was not asked
    TOO_MUCH_WORK = model.TOO_MUCH_WORK  # a 2xx came, and its page takes too much to read, or our reader fails at it
    FILE_MISSING = "file-missing"
    FILE_UNREADABLE = "file-unreadable"


class HopKind(StrEnum):
    """How an answer led onwards."""

    HTTP = "http"  # a 3xx with Location
    REFRESH = "refresh"  # <meta http-equiv=refresh>, a Refresh header or a script, within a few seconds
    MOVED = "moved"  # the page says that it has moved, and has one link
    FILE = "file"  # a viewer's own address names the file that it shows


@travels
@dataclass(frozen=True, slots=True)
class Hop:
    """An answer that led onwards. url: what was asked. location: where it pointed, as sent."""

    url: str
    http_status: int
    kind: HopKind = HopKind.HTTP
    location: str | None = None


@travels
@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a body said. Texts that are stored have their white space folded and are cut to a few hundred characters.

    media_type: what the body is by its bytes and its declared type ("text/html", "application/pdf", …).
    text_chars, words: size of the visible text as rendered, indents included. main_chars: of it, the main content's.
    signatures: names of the rows of the signature tables that matched, in the tables' order.
    main_words: words of the main content outside links. headings: the first ones, of the highest level first.
    fragments: where links within the page lead ("about").
    scripts, media, fields: how many scripts, pictures or players or frames, and visible form fields there are.
    refresh_url, refresh_after, refresh_kind: where the page itself leads on to, after how many seconds, and how.
    frame_links: links around the main content (navigation, header, footer). buttons: those in the main content.
    headline_links: headings of the main content that are links, as lists of articles have them.
    text, prose, own_prose: the main text, what of it is outside links, and what of that others did not add (comments,
    adverts; "" where it is the same), as rendered: one block a line, up to 40 000 and 200 000 characters. They are for
    comparing pages (see `judge.running_text`); none of them is ever stored, nor is places: of the fragments that were
    asked for, whether each leads to a place in the page, None where nobody can tell.
    """

    media_type: str
    title: str | None = None
    heading: str | None = None
    canonical: str | None = None
    language: str | None = None
    excerpt: str = ""
    text_chars: int = 0
    main_chars: int = 0
    words: int = 0
    links: int = 0
    has_password_field: bool = False
    robots: str | None = None
    og_url: str | None = None
    refresh_url: str | None = None
    refresh_after: float | None = None
    refresh_kind: HopKind = HopKind.REFRESH
    signatures: tuple[str, ...] = ()
    main_words: int = 0
    headings: tuple[str, ...] = ()
    fragments: tuple[str, ...] = ()
    scripts: int = 0
    media: int = 0
    fields: int = 0
    frame_links: int = 0
    buttons: int = 0
    headline_links: int = 0
    text: str = field(default="", compare=False, repr=False)
    prose: str = field(default="", compare=False, repr=False)
    own_prose: str = field(default="", compare=False, repr=False)
    places: Mapping[str, bool | None] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of a page so that it need not be sent again. Both as the server wrote them."""

    etag: str | None = None
    last_modified: str | None = None


@travels
@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of a link when it is looked at again.

    baseline: None where nothing can be compared with. host_links, host_failing: how many of its host's links were
    counted, up to a hundred each, and how many failing and dead ones.
    """

    past: Past
    baseline: Likeness | None = None
    host_links: int = 0
    host_failing: int = 0


@travels
@dataclass(frozen=True, slots=True)
class Drift:
    """How far a page has moved from what it said.

    origin, since: of the Likeness it was measured against. similarity: which part of the text of then is still there, 0
    to 1. title_similarity: of the titles; None where one has none. words_then, words_now: sizes of the texts.
    language_changed: both are known and differ. kept: which part of today's text was there then; None where that cannot
    be told. keywords_kept: which part of the words that were used most then is still used; None likewise. new_marks:
    what the page shows now and did not then (see `judge.marks`). was_listing: the page was a list of articles or the
    like. media_type_then: set where the page is of another kind now. subject_similarity: of the titles without the name
    of the site, or of the old title and the heading; None where it was not measured.
    """

    origin: str
    since: datetime
    similarity: float
    title_similarity: float | None
    words_then: int
    words_now: int
    language_changed: bool = False
    kept: float | None = None
    keywords_kept: float | None = None
    new_marks: tuple[str, ...] = ()
    was_listing: bool = False
    media_type_then: str | None = None
    subject_similarity: float | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The verdict that a page was given when it was last read: it stands where the server says "not modified"."""

    status: str
    reason: str | None
    read_at: datetime


@travels
@dataclass(frozen=True, slots=True)
class OwnPart:
    """What a page says for itself: like `PageFacts.main_words`, `signatures`, `excerpt`, `buttons` and `fields`."""

    words: int
    signatures: tuple[str, ...] = ()
    excerpt: str = ""
    buttons: int = 0
    fields: int = 0


@travels
@dataclass(frozen=True, slots=True)
class Visit:
    """The walk of one URL to its end.

    hops: answers that led onwards, in order. final_url: the URL that gave the last answer, or was asked last.
    http_status: of the last answer; None with a trouble, but for TOO_MUCH_WORK. headers: those that matter, of the last
    answer, names in lower case, values cut. requests: sent in all, retries included. cut: why the body was not read to
    its end ("size", "time", "connection", "not-needed"), else None. remarks: what had to be made up for on the way, in
    words, which a reader's browser does without a word. rendered_by: the browser that showed the page, where one did.
    accepted: the settings say that this http_status counts as alive.
    """

    url: str
    final_url: str
    http_status: int | None = None
    hops: tuple[Hop, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    trouble: Trouble | None = None
    detail: str | None = None
    browser_headers: bool = False
    requests: int = 1
    elapsed_ms: int = 0
    body_bytes: int = 0
    cut: str | None = None
    retry_after: float | None = None
    page: PageFacts | None = None
    remarks: tuple[str, ...] = ()
    rendered_by: str | None = None
    accepted: bool = False


class SilenceError(InputError):
    """Nobody gave the answer that a document would be. visit: how it was asked for."""

    def __init__(self, message: str, visit: Visit) -> None:
        super().__init__(message)
        self.visit = visit


def validators_of(visit: Visit) -> Validators | None:
    """What the next visit of the same URL may send along, so that an unchanged page need not be sent again.

    None where there is nothing to send, or where "not modified" would not mean what this visit saw: it was led
    elsewhere, got no plain 200, broke off, or came with a browser's headers. A file of which only the head was needed,
    or a page longer than what is read of it, was read as far as any visit reads it.
    """
    is_read = visit.http_status == 200 and visit.trouble is None and visit.cut in (None, "not-needed", "size")
    if not is_read or visit.hops or visit.browser_headers:
        return None
    etag, last_modified = visit.headers.get("etag"), visit.headers.get("last-modified")
    return Validators(etag, last_modified) if etag or last_modified else None


@dataclass(frozen=True, slots=True)
class Witness:
    """What another address of the site answered, beside the asked one: one that cannot exist, or the front page.

    similarity: of the two pages' texts, 0 to 1; None where one of them has no text. own: what the asked page says
    without the lines that this one has too; None where that makes no difference.
    """

    visit: Visit
    similarity: float | None = None
    own: OwnPart | None = None


def is_definite(http_status: int | None) -> bool:
    """Tell whether an answer to a browser's headers settles what the first look left open: below 400, 404, 410."""
    return http_status is not None and (http_status < 400 or http_status in (404, 410))


@travels
@dataclass(frozen=True, slots=True)
class Observation:
    """The facts of one check: everything that a verdict needs.

    first: with linkwatch's own headers. second: with a browser's, where readers may get another answer. sibling: where
    identity was in doubt. front: the site's front page, where the page may stand for the whole site. anchors: what the
    link was cited as. drift: where the page was compared with what it said before. standing: where the server was asked
    only for what is new. fragments: of those that were asked for, whether each leads to a place, None where nobody can
    tell; never stored.
    """

    url: str
    checked_at: datetime
    first: Visit
    second: Visit | None = None
    sibling: Witness | None = None
    front: Witness | None = None
    anchors: tuple[str, ...] = ()
    drift: Drift | None = None
    standing: Standing | None = None
    fragments: Mapping[str, bool | None] = field(default_factory=dict)

    @property
    def decisive(self) -> Visit:
        """The visit to judge: the second where it got a definite answer (below 400, 404, 410), else the first."""
        second = self.second
        return second if second is not None and is_definite(second.http_status) else self.first


@dataclass(frozen=True, slots=True)
class RecordedExchange:
    """One request and its answer.

    head: the answer's status line and headers, body: what followed, both as sent, chunks and compression included.
    ip: who answered. is_cut: whether the body was longer than the limit.
    """

    url: str
    at: datetime
    ip: str
    request: bytes
    http_status: int
    headers: tuple[tuple[str, str], ...]
    head: bytes
    body: bytes
    is_cut: bool
