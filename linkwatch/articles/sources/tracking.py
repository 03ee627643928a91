"""What a source must be like that is read again and again, by a program that runs elsewhere."""

import glob
import os
from dataclasses import replace
from pathlib import Path

from linkwatch.articles.sources import Means, Place, ReadUrl, SourceSpec, is_url
from linkwatch.articles.sources.files import WILDCARDS
from linkwatch.articles.sources.register import KINDS, kind_of, needs_web, parse_input, require_place
from linkwatch.errors import UsageError
from linkwatch.model import TargetKind
from linkwatch.reading import Reader
from linkwatch.urls import redact, resolve


def trackable(spec: SourceSpec) -> SourceSpec:
    """Return the source in words that hold everywhere and for years: an absolute path or pattern, or a plain URL.

    Raises UsageError for an unknown kind, for standard input, for what should be a web address and is none, and for a
    URL with user name and password.
    """
    place = kind_of(spec).place
    if place is Place.PIPE:
        raise UsageError("-: standard input is read once and cannot be watched: name a file, a folder or a URL")
    if place is Place.OTHER:
        return spec
    require_place(spec)
    if not is_url(spec.location):
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


def on_the_web(text: str) -> SourceSpec:
    """Understand a source that somebody names who may have the web read, but no file of this machine.

    Raises UsageError for any other, and as `trackable` does.
    """
    spec = parse_input(text)
    # A list may be a file of this machine that names pages on the web: then reading it asks a server too.
    if not (KINDS.is_own(spec.kind) and needs_web(spec) and is_url(spec.location)):
        raise UsageError(
            "only a page, feed, sitemap or list on the web can be added here: write https://…; files are named on the "
            "machine itself, with `linkwatch add`"
        )
    return trackable(spec)


async def detect(spec: SourceSpec, read_url: ReadUrl, reader: Reader) -> SourceSpec:
    """Return the source as `trackable` does, after its kind has had a first look at it.

    Raises UsageError as `trackable` does, InputError where nothing can be read there now, TooMuchWorkError where that
    takes too long.
    """
    spec = trackable(spec)
    return await kind_of(spec).detect(spec, Means(read_url, reader))


def _absolute(location: str) -> str:
    """Make a path or pattern absolute; the present folder's own name is no pattern."""
    here = str(Path.cwd())
    if not os.path.lexists(location) and not WILDCARDS.isdisjoint(location):
        here = glob.escape(here)
    return os.path.normpath(os.path.join(here, location))  # noqa: PTH118 - a pattern is no Path
