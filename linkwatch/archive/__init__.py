"""Where archived copies are looked for: what every archive offers, and the values that go to and fro.

`register.py` lists the kinds of archives. `find.py` asks them and answers for a link, `lookup.py` is one such question.
What to ask for: `wrapped.py` (what an archived address stands for), `originals.py` (spellings), `listings.py` (one
question for several links). What to open: `choose.py` and `search.py`; `opened.py` remembers it. What a capture is
worth: `inspection.py`, with `fit.py` (the words of the citation), `in_place.py` (what stands in place of a page),
`whole.py` and `sameness.py`; whether it is the capture that was asked for: `playback.py`. `moved.py` follows archived
redirects. `wayback.py` (with `cdx_questions.py` and `availability.py`) speaks to the Wayback Machine, `memento.py` to
others, each through a `transport.py` that keeps the archive's limits; `telling.py` says what they may not be asked
about. `save_page_now.py` has pages captured, `save_errors.py` is the table of what can come of that; `warc.py` (with
`cdxj.py`) keeps copies of our own.

An absence is a value (no captures); an archive that fails raises ArchiveUnavailableError, one that keeps a site out
ArchiveExcludedError. Where an archive may not learn of an address, questions about it raise ArchiveNotToldError and
nothing is sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from linkwatch.model import Grade, Likeness, Snapshot

if TYPE_CHECKING:  # they need what stands here
    from linkwatch.archive.find import Finder
    from linkwatch.archive.save_page_now import SavePageNow


WAYBACK = "wayback"
"""What the Wayback Machine is called, where copies are found in it and where they are made."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One line of an archive's index.

    timestamp: 14 digits, UTC. http_status: what the site answered when captured, None where the index does not
    say (a revisit record). digest: of the content, "-" if unknown: equal digests are equal contents.
    playback_url: where a reader opens it. archive: the name of the archive that holds it. length: bytes of the record,
    packed; None if unknown.
    """

    timestamp: str
    original_url: str
    media_type: str
    http_status: int | None
    digest: str
    playback_url: str
    archive: str
    length: int | None = None

    @property
    def snapshot(self) -> Snapshot:
        """The copy that readers are shown."""
        return Snapshot(self.archive, self.timestamp, self.playback_url, self.original_url)


@dataclass(frozen=True, slots=True)
class CapturedPage:
    """A capture's content as the site sent it, unaltered by the archive.

    url: the original URL. headers: the site's own, names in lower case. body: cut at a few megabytes. is_cut: it was.
    """

    url: str
    captured_at: datetime
    http_status: int
    headers: Mapping[str, str]
    body: bytes
    is_cut: bool = False


@dataclass(slots=True)
class Spent:
    """How many requests one lookup has sent so far.

    may_wait: whether it waits for the end of a pause that an archive asks for, if that is short. Who can ask another
    archive meanwhile does not.
    """

    requests: int = 0
    may_wait: bool = True


@dataclass(frozen=True, slots=True)
class Cited:
    """What a copy is looked for: a link as those saw it who cited it.

    url: the page's address on the live web. anchors: what it was cited as. sentences: the words around that. seen: what
    it said when we read it ourselves, None if we never did.
    """

    url: str
    anchors: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    seen: Likeness | None = None


class Archive(Protocol):
    """An archive of the web. One file implements one kind."""

    @property
    def name(self) -> str:
        """The word that reports and the database know it by."""

    @property
    def folds_slash(self) -> bool:
        """Whether it takes an address with and without its final slash for the same."""

    @property
    def is_resting(self) -> bool:
        """Whether it is left alone just now, because it failed too often or asked for a pause."""

    async def captures(
        self, url: str, near: datetime, *, limit: int, spent: Spent, sparse: bool = False
    ) -> Sequence[Capture]:
        """Return at most `limit` captures of this URL, those closest to `near`; [] means: it has none.

        Captures of errors and redirects may be left out, or be there. sparse: about one a month of all that there are
        instead.

        Raises ArchiveUnavailableError, ArchiveExcludedError.
        """

    async def open(self, capture: Capture, *, spent: Spent) -> CapturedPage | None:
        """Return what was captured, or None where the archive cannot play this capture back.

        Raises ArchiveUnavailableError, ArchiveExcludedError.
        """


@runtime_checkable
class GivesSecondOpinion(Protocol):
    """An archive with another service that knows captures, for when its index is empty or does not answer."""

    async def second_opinion(self, url: str, near: datetime, *, spent: Spent) -> Capture | None:
        """Return a good capture of this URL, or None, which means nothing.

        Raises ArchiveUnavailableError.
        """


class Opens(Protocol):
    """What plays captures back."""

    async def open(self, capture: Capture, *, spent: Spent) -> CapturedPage | None:
        """As Archive.open."""


@runtime_checkable
class KnowsDirectories(Protocol):
    """An archive whose index lists what stands beside a page, and tells redirects apart from pages."""

    name: str

    async def neighbours(
        self, url: str, first: datetime, last: datetime, *, limit: int, spent: Spent
    ) -> Sequence[Capture]:
        """Return captures of pages and redirects in the directory of this URL, made between two dates.

        Raises ArchiveUnavailableError, ArchiveExcludedError.
        """

    async def directory(self, url: str, *, limit: int, spent: Spent) -> tuple[Sequence[Capture], bool]:
        """Return captures of pages and redirects in this directory, in the order of their addresses.

        At most `limit`; and whether these are all. Raises ArchiveUnavailableError, ArchiveExcludedError.
        """

    async def open(self, capture: Capture, *, spent: Spent) -> CapturedPage | None:
        """As Archive.open."""


@runtime_checkable
class ListsSites(Protocol):
    """An archive that can list what it has of a whole site."""

    async def captures(
        self, url: str, near: datetime, *, limit: int, spent: Spent, sparse: bool = False
    ) -> Sequence[Capture]:
        """As Archive.captures."""

    async def captures_of_site(
        self, site: str, *, pattern: str | None, first: datetime | None, last: datetime | None, limit: int, spent: Spent
    ) -> Sequence[Capture]:
        """Return the first capture of each page of a site, of at most `limit` pages.

        site: "host" or "host:port" with the names below it, or a folder there. pattern: a regular expression for the
        keys of the index (hosts turned round, paths in lower case with percent escapes), None for any. first, last:
        when captures were made, None for any time.

        Raises ArchiveUnavailableError, ArchiveExcludedError.
        """

    async def open(self, capture: Capture, *, spent: Spent) -> CapturedPage | None:
        """As Archive.open."""


class Index(Protocol):
    """An archive's list of captures, asked what there is, whatever it shows."""

    async def captures_since(self, url: str, since: datetime) -> Sequence[Capture]:
        """Return the latest captures of this URL made since then, of any status, oldest first; one request.

        Raises ArchiveUnavailableError, ArchiveExcludedError.
        """


class History(Protocol):
    """An archive's index that knows redirects and directories, and plays captures back.

    All raise ArchiveError where the archive does not answer, or may not learn of the address.
    """

    async def all_captures(self, url: str, *, limit: int, spent: Spent) -> Sequence[Capture]:
        """Return the last captures of a URL, whatever was captured, oldest first."""

    async def directory(self, url: str, *, limit: int, spent: Spent) -> tuple[Sequence[Capture], bool]:
        """Return captures of pages and redirects in this directory, in the order of their addresses.

        At most `limit`; and whether these are all.
        """

    async def below(self, folder: str, status: str, *, limit: int, spent: Spent) -> Sequence[Capture]:
        """Return a capture of each address that begins so. status: a pattern for the HTTP status."""

    async def open(self, capture: Capture, *, spent: Spent) -> CapturedPage | None:
        """Return what was captured, None where it cannot be played back."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What a captured page turned out to be.

    misfit: why this is not what was cited ("soft-404", "parked" …), None where it fits. likeness: what it says, also
    where only its words speak against it. grade: how well it is vouched for. is_doubtful: another copy that fits better
    is to be preferred, however far away it is. said: the first lines of its text that are sentences, cut to a hundred
    characters.
    """

    misfit: str | None
    likeness: Likeness | None = None
    grade: Grade = Grade.FITS
    is_doubtful: bool = False
    said: frozenset[str] = frozenset()


class Inspector(Protocol):
    """Judges a captured page as a live one is judged, and by what was cited."""

    async def __call__(self, page: CapturedPage, cited: Cited) -> Inspected:
        """Return what the page is to somebody who cited it so. Raises TooMuchWorkError."""


@dataclass(frozen=True, slots=True)
class Archives:
    """The archives that the settings name. saver: None without keys. index, history: of the archive that saves."""

    finder: "Finder"
    index: Index
    history: History
    saver: "SavePageNow | None"
