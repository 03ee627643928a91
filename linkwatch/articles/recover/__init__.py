"""What an article's lost targets led to: found in copies of the article, anchor by anchor.

`lost.py` reads the article: what it says, which anchors lead nowhere, and what names its site. `pages.py` reads a copy.
`same.py` tells whether a copy is of this article, `align.py` which of its anchors stands where a lost one stands, and
`proposals.py` what follows from both. Copies are looked for by `search.py`: in the archive (`past.py`) and at the site
itself (`site.py`); `addresses.py` says which listed addresses look like the article's. Of pages that are gone without
any copy `known.py` finds what the article itself says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from linkwatch.model import Span
from linkwatch.travel import travels

OLDER_CAPTURE = "older-capture"
LIVE_ORIGINAL = "live-original"
SYNDICATED_COPY = "syndicated-copy"
CERTAIN, LIKELY, POSSIBLE = GRADES = ("certain", "likely", "possible")


@travels
@dataclass(frozen=True, slots=True)
class Anchor:
    """A hyperlink among the words of a page.

    text: as shown. target: where it leads, None where that is lost. start, end: its words, as a half-open range of
    `Page.words`. block: likewise the words of the paragraph, cell or heading that it stands in. line: 1-based, None
    where the format has no lines. span: where its target is written in the article's bytes, as in Citation.
    """

    text: str
    target: str | None
    start: int
    end: int
    block: tuple[int, int]
    line: int | None = None
    span: Span | None = None


@travels
@dataclass(frozen=True, slots=True)
class Page:
    """What an article or a copy of it says.

    url: where it was found. names: its title, and what else it may be called. words: all of them, folded, in their
    order. bounds: where its paragraphs, cells and headings begin among them. anchors: in their order. canonical: where
    it says that it belongs. feeds: those that it announces.
    """

    url: str
    names: tuple[str, ...] = ()
    published_at: datetime | None = None
    words: tuple[str, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    canonical: str | None = None
    feeds: tuple[str, ...] = ()
    bounds: tuple[int, ...] = ()


@travels
@dataclass(frozen=True, slots=True)
class Sought:
    """An article, and what it says of where it came from.

    addresses: URLs that may be its own, the likeliest first. sites: "host" or "host:port", likewise. elsewhere: those
    of both that it names as where it was first published. schemes: of the sites whose scheme is known.
    """

    page: Page
    addresses: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    elsewhere: frozenset[str] = frozenset()
    schemes: Mapping[str, str] | None = None

    @property
    def lost(self) -> list[int]:
        """The places, among the page's anchors, of those whose target is lost."""
        return [place for place, anchor in enumerate(self.page.anchors) if anchor.target is None]


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the article. url: where a reader opens it. how: one of the words above. timestamp: of a capture."""

    url: str
    how: str
    page: Page
    timestamp: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Where a lost target may have led.

    grade: "certain", "likely" or "possible". how: as in Copy. evidence: for people, plain values.
    """

    url: str
    grade: str
    how: str
    evidence: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An anchor whose target is lost. candidates: the best first; empty where nothing vouches for one.

    span: where the target is to be written in the article's bytes, as in Citation; None where no place is known.
    """

    article: str
    line: int | None
    text: str
    context: str
    candidates: tuple[Candidate, ...]
    span: Span | None = None


@travels
@dataclass(frozen=True, slots=True)
class Identifier:
    """What names a work for good. kind: "doi" or "isbn". url: where it leads, None for a book."""

    kind: str
    value: str
    url: str | None


@travels
@dataclass(frozen=True, slots=True)
class WorkRecord:
    """What a service says of a DOI. url: where the DOI leads."""

    service: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    url: str


@travels
@dataclass(frozen=True, slots=True)
class DeadEnd:
    """A citation of a page that is gone and of which there is no copy, and what is known of that page.

    context: the sentence around it. identifiers: those that stand beside it. title: of the page while it was there.
    records: what services say of the DOIs.
    """

    article: str
    url: str
    text: str
    line: int | None
    context: str
    identifiers: tuple[Identifier, ...]
    title: str | None = None
    records: tuple[WorkRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was found for an article.

    original, older_capture: where its copies are, None where there is none. trouble: one line for a person where the
    archive did not answer, so that more may be found another time. dead_ends: looked for only where links are known.
    """

    uri: str
    original: str | None
    older_capture: str | None
    proposals: tuple[Proposal, ...]
    trouble: str | None = None
    dead_ends: tuple[DeadEnd, ...] = ()

    @property
    def left(self) -> int:
        """How many lost targets nothing vouches for."""
        return sum(not proposal.candidates for proposal in self.proposals)
