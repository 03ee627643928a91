"""What goes into and comes out of the Store, as plain values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from linkwatch.model import Likeness, Link, MovedTo, Past, Snapshot, Status, Verdict


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What is to be tracked. kind: the name of a kind of source. name: what people call it."""

    kind: str
    location: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for on the pages.

    actor: who. action: recheck, archive, mark, exclude, include or add-source. target: the URL of a link, a host, or
    the URL of a source. arguments: what else was said: note, status, until, name.
    """

    id: int
    asked_at: datetime
    actor: str
    action: str
    target: str
    arguments: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TrackedSource:
    """A source as the database knows it. is_configured: the settings' file names it."""

    id: int
    entry: SourceEntry
    is_configured: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """How an article was read last. etag, last_modified: as the server wrote them."""

    etag: str | None
    last_modified: str | None
    read_at: datetime | None
    first_seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """A feed or sitemap. etag, last_modified, media_type, charset: as the server wrote them."""

    etag: str | None
    last_modified: str | None
    media_type: str | None
    charset: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class CrawledPage:
    """A page of a website. etag, last_modified: as the server wrote them. leads: JSON, of whoever follows its links."""

    etag: str | None
    last_modified: str | None
    leads: str


@dataclass(frozen=True, slots=True)
class PlannedHost:
    """A host of a run's plan.

    position: its place in the queue, from 1. authority: the key of politeness. links: how many were planned.
    """

    position: int
    authority: str
    links: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What is stored of a look.

    after: the link as it then is; the look's own row tells its status, reason, http_status, final_url and time.
    evidence: the observation as JSON values. likeness: what the page says, kept if nothing is known of what it said
    before. fragments: whether each of the link's leads to a place; one that is not named stays as it is known.
    """

    after: Past
    elapsed_ms: int
    evidence: Mapping[str, Any]
    likeness: Likeness | None = None
    fragments: Mapping[str, bool | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """A look at a link that is to be stored. settled: says what follows from it, given the link as it is then.

    It is called within the transaction and may be called again if that fails: it must be pure.
    """

    link_id: int
    settled: Callable[[Past], Settled]


@dataclass(frozen=True, slots=True)
class LastLook:
    """What was seen of a link when it was last looked at, and the link as it is. evidence: JSON, unread."""

    link_id: int
    url: str
    past: Past
    check_id: int
    evidence: str


@dataclass(frozen=True, slots=True)
class Rejudged:
    """A new verdict on an old look. after: says what follows from it, given the link as it is then; it is pure."""

    look: LastLook
    verdict: Verdict
    after: Callable[[Past], Past]


@dataclass(frozen=True, slots=True)
class SnapshotState:
    """What is known of a link's archived copy.

    failing_since, consecutive_failures: of its latest streak of failed looks. chosen: the archives gave a
    copy, for a citation made at `chosen_for` (None: unknown). reason: why they gave none, or only a provisional one.
    asked_at, asked: when they were asked last, and which. sentences: the words around a few of its citations. seen:
    what it said when we read it first, None if we never did. moved_asked_at: when it was last looked for where the page
    is now.
    """

    consecutive_failures: int
    failing_since: datetime | None
    chosen: bool
    chosen_for: datetime | None
    reason: str | None
    asked_at: datetime | None
    asked: str | None
    sentences: tuple[str, ...] = ()
    seen: Likeness | None = None
    moved_asked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SeekDue:
    """A link that the archives are to be asked about, since when, and what is known of its copy."""

    link: Link
    due_at: datetime
    state: SnapshotState


@dataclass(frozen=True, slots=True)
class Save:
    """An attempt to have a link archived that has not ended.

    host: the link's. final_url: where the last look at it ended. requested_at: when it was sent, or meant to be.
    state: "intended", "sending", "submitted" or "uncertain". job_id: the archive's. next_try_at: ask not before then.
    failures: attempts that failed since one succeeded.
    """

    id: int
    link_id: int
    url: str
    host: str
    final_url: str | None
    requested_at: datetime
    state: str
    job_id: str | None
    next_try_at: datetime | None
    failures: int


@dataclass(frozen=True, slots=True)
class SaveEnd:
    """What came of an attempt, in the words of the table `saves`."""

    state: str
    snapshot: Snapshot | None = None
    status_ext: str | None = None
    message: str | None = None
    next_try_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Thinned:
    """A step of thinning. looked_through, deleted: looks. is_done: no look that is old enough was left."""

    looked_through: int
    deleted: int
    is_done: bool


@dataclass(frozen=True, slots=True)
class MadeSmall:
    """A step through looks. made_small: of how many the evidence was. is_done: there was none that was not seen."""

    made_small: int
    is_done: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """A step through links.

    statuses: of how many it is which. last: after which the next step begins. is_done: none was left.
    """

    statuses: Mapping[str, int]
    last: tuple[str, int]
    is_done: bool


@dataclass(frozen=True, slots=True)
class QueuedMessage:
    """A message that is due. target: a digest of the address. tries: made so far, all in vain."""

    id: int
    target: str
    title: str
    body: str
    tries: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class SavesPause:
    """Why an archive is asked for nothing before `until`. word: the archive's for it, or one of ours."""

    word: str
    message: str
    until: datetime


@dataclass(frozen=True, slots=True)
class MendableLink:
    """A link as an article is mended by it.

    checked_at: as it is stored. snapshot: a copy that was opened and is no error, None where none stands; absence: why.
    is_saved: the copy was made, or was there already, when we had the living page saved. moved: where the page is now.
    title: of the page while it was there, None where it was never read.
    """

    url: str
    status: Status
    reason: str | None
    final_url: str | None
    checked_at: str | None
    snapshot: Snapshot | None
    absence: str | None
    is_saved: bool = False
    moved: MovedTo | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class MendableArticle:
    """What is known of an article. content_hash: of its bytes when they were read. links: by URL."""

    content_hash: str
    links: Mapping[str, MendableLink]
