"""A small language for capture histories, and the pages that are captured in them."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from tests.standin.wayback import WaybackStandin

CITED = datetime(2015, 6, 10, 12, tzinfo=UTC)
URL = "http://county.example/reports/water-quality"
TITLE = "Water quality in the northern valleys"
NEAR, NEXT, OLDER, OLDEST, LATER, LATEST = "20150612", "20150601", "20140302", "20120817", "20151020", "20220505"

_WORDS = {
    "water": "river sample station spring lake nitrate measured level reservoir valley season rainfall"
    " survey laboratory filter stream farm meadow well pipe gauge bank flood upstream quality report value",
    "music": "violin concert orchestra quartet melody stage audience rehearsal conductor score tempo chorus"
    " theatre piano recital trumpet evening applause composer symphony hall ticket season drum opera singer",
    "sport": "goalkeeper match league striker penalty referee stadium half score defence coach season fixture"
    " corner pass transfer captain crowd whistle midfield trophy cup training header keeper bench kick ground win",
}
_SMALL = "the of and in was for with from that this at on by were after over".split()  # noqa: SIM905 - a sentence


@cache  # ten thousand copies have few texts, and whoever collects tests makes them all
def prose(subject: str, words: int, seed: object = 0) -> str:
    """Return paragraphs that read like a text about a subject, others for each seed."""
    dice = random.Random(f"{subject} {seed}")
    large = _WORDS[subject].split()
    sentences, count = [], 0
    while count < words:
        length = dice.randint(9, 16)
        chosen = [dice.choice(large if at % 2 else _SMALL) for at in range(length)]
        sentences.append(" ".join(chosen).capitalize() + ".")
        count += length
    return "".join(f"<p>{' '.join(sentences[at : at + 3])}</p>\n" for at in range(0, len(sentences), 3))


def page(
    title: str, body: str, *, head: str = "", heading: str | None = None, language: str = "en", frame: str = ""
) -> bytes:
    """Return an HTML page."""
    top = f"<h1>{title if heading is None else heading}</h1>"
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{frame}<main>{top}\n{body}</main></body></html>"
    ).encode()


def article(title: str = TITLE, *, subject: str = "water", words: int = 260, seed: object = 0, head: str = "") -> bytes:
    """Return an article in a site's frame."""
    frame = '<nav><a href="/">Home</a> <a href="/about">About</a> <a href="/contact">Contact</a></nav>'
    return page(title, prose(subject, words, seed), head=head, frame=frame)


@dataclass(frozen=True)
class Copy:
    """A capture. at: its date, from the year on. says: what the index says its status is."""

    at: str
    body: bytes = b""
    says: str = "200"
    media: str = "text/html"
    url: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    plays: bool = True
    digest: str | None = None

    @property
    def timestamp(self) -> str:
        return self.at.ljust(14, "0")


@dataclass(frozen=True)
class History:
    """What an archive has of a page, and the dates of which one is the right copy; none where there is none.

    words, sentence: what the page was cited as. beside: other dead links of the same article, each with its right
    dates. most: requests that may be spent on it.
    """

    name: str
    copies: Sequence[Copy]
    right: tuple[str, ...] = ()
    url: str = URL
    words: str = TITLE
    sentence: str = ""
    beside: tuple[tuple[str, tuple[str, ...]], ...] = ()
    most: int = 8

    @property
    def links(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(self.url, self.right), *self.beside]

    def fill(self, archive: WaybackStandin) -> None:
        for copy in self.copies:
            archive.add(
                copy.url or self.url,
                copy.timestamp,
                status=copy.says,
                mimetype=copy.media,
                body=copy.body,
                digest=copy.digest,
                headers=copy.headers,
                playable=copy.plays,
            )
