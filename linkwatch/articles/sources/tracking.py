"""What a source must be like that is read again and again, by a program that runs elsewhere."""

import glob
import os
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

from linkwatch.articles.sources import ReadUrl, SourceSpec, require_place
from linkwatch.articles.sources.files import WILDCARDS, FilesSource, read_file
from linkwatch.articles.sources.pages import fetch_page
from linkwatch.articles.sources.web import sniff_by
from linkwatch.errors import InputError, UsageError
from linkwatch.model import TargetKind, Unreadable
from linkwatch.reading import DISK, Reader
from linkwatch.urls import redact, resolve


def trackable(spec: SourceSpec) -> SourceSpec:
    """Return the source in words that hold everywhere and for years: an absolute path or pattern, or a plain URL.

    Raises UsageError for standard input, for what should be a web address and is none, and for a URL with user name and
    password.
    """
    if spec.kind == "stdin":
        raise UsageError("-: standard input is read once and cannot be watched: name a file, a folder or a URL")
    require_place(spec)
    if not spec.needs_web:
        return replace(spec, location=_absolute(spec.location))
    if redact(spec.location) != spec.location:
        raise UsageError(
            f"{redact(spec.location)}: holds a user name or password, which the database would keep for all who read "
            "it: name an address without one"
        )
    target = resolve(spec.location, None, None)
    if target.kind is not TargetKind.WEB:
        raise UsageError(f"{' '.join(spec.location.split())}: not a web address: write https://…")
    return replace(spec, location=target.url)


async def detect(spec: SourceSpec, read_url: ReadUrl, reader: Reader) -> SourceSpec:
    """Return the source as `trackable` does and, of a URL of no kind yet, whether it is a page, feed or sitemap.

    A page that announces feeds is a page. Of a kind that was forced, nothing is asked for.
    Raises UsageError as `trackable` does, InputError where nothing can be read there now, TooMuchWorkError where that
    takes too long.
    """
    spec = trackable(spec)
    if spec.kind == "url":
        page = await fetch_page(spec.location, read_url)
        if isinstance(page, Unreadable):
            forced = ", ".join(f"{kind}:{spec.location}" for kind in ("page", "feed", "sitemap"))
            raise InputError(f"{page.error}; to add it all the same, say what it is: {forced}")
        return replace(spec, kind=await sniff_by(reader, page.body))
    if spec.kind == "files":
        await _require_article(spec.location, reader)
    elif not spec.needs_web and spec.kind == "urls":
        await reader(DISK, read_file, Path(spec.location))
    return spec


def _absolute(location: str) -> str:
    """Make a path or pattern absolute; the present folder's own name is no pattern."""
    here = str(Path.cwd())
    if not os.path.lexists(location) and not WILDCARDS.isdisjoint(location):
        here = glob.escape(here)
    return os.path.normpath(os.path.join(here, location))  # noqa: PTH118 - a pattern is no Path


async def _require_article(location: str, reader: Reader) -> None:
    """Raise InputError where not one file can be read."""
    problem = ""
    async with aclosing(FilesSource(location, reader).documents()) as documents:
        async for found in documents:
            if not isinstance(found, Unreadable):
                return
            problem = problem or found.error
    raise InputError(f"{problem}; check the path, or write https://… if it is a web address")
