"""Where articles come from: what a source is, and what a kind of source is.

One file holds a kind, or a few that are one at heart; `register.py` lists them all.

A source gives its documents one at a time, so that memory does not grow with their number. What it cannot read
is an Unreadable among them: one bad article never stops the others. Who reads again and again sends along what the
server said of a page; one that is as it was comes back as status 304, and the source gives an Unchanged for it.

Which articles are no more? Those that a source gave earlier and now does not, neither as Document nor as Unchanged
nor as Unreadable, if after the reading `is_complete` is True and `forgets` is not; and every Unreadable that `is_gone`.
An Unreadable that `is_list` tells of the source, of no article. Each source says in its docstring when it is complete.
"""

import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import BinaryIO, Protocol

from linkwatch.articles.sources.choosing import ReadingRules
from linkwatch.errors import InputError
from linkwatch.model import MAX_DOCUMENT_BYTES, Document, Unchanged, Unreadable
from linkwatch.reading import Reader
from linkwatch.urls import redact

_WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """What is to be read. kind: the name of a SourceKind. location: in the words of that kind."""

    kind: str
    location: str


Found = Document | Unreadable | Unchanged


class WebPage(Protocol):
    """A page as it was fetched."""

    @property
    def url(self) -> str:
        """The final one, after redirects."""

    @property
    def status(self) -> int:
        """HTTP status. 304: the article is as it was, of which the reader reminded the server."""

    @property
    def media_type(self) -> str | None:
        """As declared, without parameters."""

    @property
    def charset(self) -> str | None:
        """As declared."""

    @property
    def body(self) -> bytes:
        """Decompressed, whole."""

    @property
    def etag(self) -> str | None:
        """What the server said of the page, for asking again: as it wrote it."""

    @property
    def last_modified(self) -> str | None:
        """Likewise."""

    @property
    def moved_to(self) -> str | None:
        """The final URL, where nothing but permanent redirects led there; else None."""


class ReadUrl(Protocol):
    """Fetches pages."""

    async def __call__(self, url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> WebPage:
        """Fetch a page whatever its HTTP status, within some minutes.

        is_list: what is wanted is a list of articles, of which the source needs the body even where it is as it was:
        the status is never 304.
        Raises TooLargeError where its body has more bytes than `most`, InputError where no answer can be had.
        """


async def no_web(url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> WebPage:
    """Stand for a ReadUrl where no source needs the web. Raises InputError."""
    raise InputError(f"{redact(url)}: nothing is read from the web here")


class CrawledBefore(Protocol):
    """What is remembered of a website's pages from one reading to the next."""

    async def fetch(self, url: str, *, most: int) -> tuple[WebPage, str]:
        """Fetch a page as `ReadUrl` does. One that is as it was has status 304, and what `keep` was given with it."""

    async def keep(self, url: str, page: WebPage, leads: str) -> None:
        """Keep, as JSON, where a page leads. url: as it was asked for."""

    async def is_as_read(self, uri: str, digest: str) -> bool:
        """Note that an article has this body (SHA-256) still. False where it was not read so, or not to its end."""

    async def is_article(self, uri: str) -> bool:
        """Tell whether the website has had this article, and has it still as far as is known."""

    async def forget(self, url: str) -> None:
        """Let a page be sent whole when it is fetched the next time."""


class DocumentClient(Protocol):
    """The live web, as far as reading documents needs it."""

    async def read_document(self, url: str, *, most: int) -> WebPage:
        """Read a page whole; raises InputError."""


def reader_of(client: DocumentClient) -> ReadUrl:
    """Return how sources read the web when nothing is remembered of it."""

    async def read(url: str, *, most: int = MAX_DOCUMENT_BYTES, is_list: bool = False) -> WebPage:
        return await client.read_document(url, most=most)  # lists and articles alike: nothing is remembered

    return read


class Source(Protocol):
    """Yields documents."""

    @property
    def kind(self) -> str:
        """The name of its kind."""

    @property
    def location(self) -> str:
        """Path, pattern or URL; "-" for a standard input that has no name."""

    def documents(self) -> AsyncGenerator[Found, None]:
        """Read the source, one document at a time, anew with each call.

        Raises nothing: what cannot be read is an Unreadable.
        """

    @property
    def is_complete(self) -> bool:
        """Whether `documents` was read to its end and gave every article that there is, readable or not."""

    @property
    def forgets(self) -> bool:
        """Whether an article may leave the source and still be there. Known once `documents` was read."""


class ReadingSource:
    """What those sources have in common that read with Means and are of one kind each, which they name."""

    kind: str

    def __init__(self, location: str, means: "Means") -> None:
        self.location = location
        self._means = means
        self.is_complete = False


class Place(Enum):
    """Where the locations of a kind are; the value says how one is written."""

    WEB = "URL"
    DISK = "PATH"
    ANYWHERE = "FILE or URL"
    LIST = "URL or FILE"  # wherever the list is, what it names is on the web
    PIPE = "NAME"  # what comes out of it is read once, and never again
    OTHER = "LOCATION"  # in words that only this kind understands, and that hold wherever the program runs


def nothing_excluded(url: str) -> bool:
    """Stand for what a user excludes, where that is nothing."""
    return False


async def sleep(seconds: float) -> None:
    """Let time pass."""
    import asyncio  # who reads articles in another process loads this file too, and has no event loop

    await asyncio.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Means:
    """What a source may read by.

    read_url: pages. reader: files, and what stands in lists. stdin: None where it is closed. rules: which files, and
    where they stand; how far into websites. seen: files that are not read again; None where each is read however often
    it is found. pause: lets so many seconds pass. excludes: says which addresses a website's links are not followed to.
    crawled: None where nothing is remembered.
    """

    read_url: ReadUrl
    reader: Reader
    stdin: BinaryIO | None = None
    rules: ReadingRules = field(default_factory=ReadingRules)
    seen: set[str] | None = None
    pause: Callable[[float], Awaitable[None]] = sleep
    excludes: Callable[[str], bool] = nothing_excluded
    crawled: CrawledBefore | None = None


Open = Callable[[SourceSpec, Means], Source]
Detect = Callable[[SourceSpec, Means], Awaitable[SourceSpec]]


async def take_as_given(spec: SourceSpec, means: Means) -> SourceSpec:
    """Stand for a Detect that asks for nothing."""
    return spec


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source.

    name: as in "feed:URL", in the settings and in the database. open(spec, means): makes the source, of which nothing
    is read yet. is_named: may be asked for by its name; another is known by what is given. detect(spec, means): has a
    first look before a source is tracked, and says what it is exactly; raises InputError where nothing can be read now.
    """

    name: str
    open: Open
    place: Place
    is_named: bool = True
    detect: Detect = take_as_given


def is_url(location: str) -> bool:
    """Tell whether a location is an address on the web."""
    return bool(_WEB.match(location))
