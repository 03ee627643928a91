"""One kind for each register of linkwatch."""

import os
from collections.abc import AsyncGenerator, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TextIO
from urllib.parse import urlsplit

from pydantic import SecretStr

from linkwatch.archive import Archive, Capture, CapturedPage, Spent
from linkwatch.archive.register import ArchiveKind, Door
from linkwatch.articles.extract.encoding import decode
from linkwatch.articles.extract.register import Format
from linkwatch.articles.extract.resolver import Resolver
from linkwatch.articles.sources import Found, Place, SourceKind
from linkwatch.config import ArchiveSettings
from linkwatch.errors import NotifyError
from linkwatch.model import Article, Citation, Document, Row, Unreadable
from linkwatch.notify import Message
from linkwatch.notify.register import Channel
from linkwatch.report.register import ReportFormat

# --- a source: texts that this package brings along, asked for as shelf:NAME

_TEXTS = {"rivers": b"# Rivers\n=> /source The source\n=> https://example.org/delta\n"}


class _Shelf:
    kind = "shelf"
    forgets = False

    def __init__(self, location: str) -> None:
        self.location = location
        self.is_complete = False

    async def documents(self) -> AsyncGenerator[Found, None]:
        text = _TEXTS.get(self.location)
        if text is None:
            yield Unreadable(self.location, f"{self.location}: not on the shelf; there are {', '.join(_TEXTS)}")
            return
        self.is_complete = True
        yield Document(f"shelf:{self.location}", text, base_url="https://example.org/", format="gemtext")


SHELF = SourceKind("shelf", lambda spec, means: _Shelf(spec.location), Place.OTHER)


# --- a format: gemtext, whose links are lines of their own


def _read(document: Document) -> Article:
    resolver = Resolver(document)
    title, citations = None, []
    for number, line in enumerate(decode(document.body, document.charset).splitlines(), start=1):
        if line.startswith("# ") and title is None:
            title = line[2:].strip()
        if line.startswith("=>") and (words := line[2:].split(maxsplit=1)):
            text = words[-1]
            citations.append(Citation(words[0], resolver.resolve(words[0]), text, text, number))
    return Article(document.uri, title, document.published_at, tuple(citations))


GEMTEXT = Format("gemtext", _read, media_types=("text/gemini",), suffixes=(".gmi",))


# --- a report: how many links each article has


class _Tally:
    def write_extract(self, articles: Iterable[Row], citations: Iterable[Row], out: TextIO) -> None:
        out.writelines(f"{article['citations']} {article['uri']}\n" for article in articles)


TALLY = ReportFormat("tally", extract=_Tally)


# --- an archive: one page, which was always there


class _Attic:
    name = "attic"
    folds_slash = False
    is_resting = False

    async def captures(
        self, url: str, near: datetime, *, limit: int, spent: Spent, sparse: bool = False
    ) -> Sequence[Capture]:
        playback = f"https://attic.example/{url}"
        return [Capture("20100101000000", url, "text/html", 200, "-", playback, self.name)]

    async def open(self, capture: Capture, *, spent: Spent) -> CapturedPage | None:
        page = b"<title>Kept</title><p>" + b"What was kept of it, in words that nobody else has. " * 20
        return CapturedPage(capture.original_url, datetime.fromisoformat("2010-01-01T00:00:00Z"), 200, {}, page)


async def _open_attic(settings: ArchiveSettings, door: Door) -> Sequence[Archive]:
    return [_Attic()]


ATTIC = ArchiveKind("attic", _open_attic)


# --- a channel: a file that every message is added to, diary:///its/path


def _path(url: SecretStr) -> Path:
    return Path(urlsplit(url.get_secret_value()).path)


async def _write(url: SecretStr, message: Message) -> None:
    try:
        with _path(url).open("a") as diary:
            diary.write(f"{message.title}{os.linesep}{message.body}{os.linesep}")
    except OSError as error:
        raise NotifyError(f"the diary cannot be written: {error.strerror}") from error


DIARY = Channel("diary", lambda url: _path(url).is_absolute(), _write, "the README of linkwatch-example")
