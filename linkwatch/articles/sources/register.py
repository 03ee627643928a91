"""Every kind of source, and what a given INPUT means among them.

A new kind is a file beside this one that ends with its SourceKind, and a line in KINDS. The file is imported when its
kind is used: all together take longer to load than most articles to read.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from linkwatch.articles.sources import (
    CrawledBefore,
    Means,
    Place,
    ReadUrl,
    Source,
    SourceKind,
    SourceSpec,
    is_url,
    nothing_excluded,
)
from linkwatch.articles.sources.choosing import ReadingRules
from linkwatch.articles.sources.guarded import GuardedSource
from linkwatch.errors import UsageError
from linkwatch.reading import Reader
from linkwatch.register import Register
from linkwatch.urls import redact

_STDIN, _URL, _FILES = "stdin", "url", "files"  # what an INPUT is that says no kind

KINDS = Register(
    "linkwatch.sources",
    SourceKind,
    {
        name: f"{__package__}.{place}"
        for name, place in {
            _STDIN: "stdin:KIND",
            _URL: "web:URL",
            "page": "web:PAGE",
            "feed": "web:FEED",
            "sitemap": "web:SITEMAP",
            "opml": "opml:KIND",
            "site": "site:KIND",
            "mediawiki": "mediawiki:KIND",
            "wordpress": "wordpress:KIND",
            "zotero": "zotero:KIND",
            "git": "git:KIND",
            "urls": "urls:KIND",
            _FILES: "files:KIND",
        }.items()
    },
)
_NAMED = re.compile(r"([a-z][a-z0-9_-]*):(.+)", re.DOTALL)


def parse_input(text: str) -> SourceSpec:
    """Understand an INPUT of the command line: "-", a URL, "KIND:LOCATION", a path or a glob.

    Raises UsageError where it is empty, or a kind that is on the web is given no URL.
    """
    if not text.strip():
        raise UsageError("an input is empty: give a file, a folder, a glob, a URL or -")
    if text == "-":
        return SourceSpec(_STDIN, text)
    if is_url(text):
        return SourceSpec(_URL, text)
    named = _NAMED.fullmatch(text)
    if named is None or not _is_named(named[1]):
        return SourceSpec(_FILES, text)
    spec = SourceSpec(named[1], named[2])
    require_place(spec)
    return spec


def require_place(spec: SourceSpec) -> None:
    """Raise UsageError for a source that is not where its kind is: on the web, in a file, or either."""
    place, location = kind_of(spec).place, spec.location
    if place is Place.WEB and not is_url(location):
        raise UsageError(f"{location}: a {spec.kind} is a URL: write https://…")
    if place is Place.PIPE:
        _require_file_name(location)
    # an absolute path is meant as one; a disk may not be mounted just now
    if place is Place.LIST and not is_url(location) and not (Path(location).is_absolute() or os.path.lexists(location)):
        raise UsageError(f"{location}: a {spec.kind} is a URL, or a file that is there: write https://…")


def _require_file_name(name: str) -> None:
    """Raise UsageError for what standard input cannot be called; "-" is no name and may be."""
    if name == "-":
        return
    if is_url(name) or name.lower().startswith("file:"):
        raise UsageError(f"{redact(name)}: standard input is read as a file: name one, not a URL")
    if name.endswith(os.sep) or os.path.isdir(name):  # noqa: PTH112 - Path's raises for names that no file can have
        raise UsageError(f"{name}: is a folder: name a file, as in {Path(name, 'notes.md')}")


def needs_web(spec: SourceSpec) -> bool:
    """Tell whether reading it asks a server. Raises UsageError for an unknown kind."""
    place = kind_of(spec).place
    return place is Place.LIST or (place in (Place.WEB, Place.ANYWHERE) and is_url(spec.location))


def kind_of(spec: SourceSpec) -> SourceKind:
    """Return its kind. Raises UsageError for an unknown one."""
    kind = KINDS.get(spec.kind)
    if kind is None:
        raise UsageError(f"{spec.kind}: no such kind of source; there are {', '.join(KINDS.names())}")
    return kind


def open_source(
    spec: SourceSpec,
    read_url: ReadUrl,
    reader: Reader,
    stdin: BinaryIO | None,
    rules: ReadingRules | None = None,
    seen: set[str] | None = None,
    *,
    excludes: Callable[[str], bool] = nothing_excluded,
    crawled: CrawledBefore | None = None,
) -> Source:
    """Return the source that a spec names; nothing is read yet. The others: see Means.

    Raises UsageError for an unknown kind.
    """
    rules = rules or ReadingRules()
    kind, means = kind_of(spec), Means(read_url, reader, stdin, rules, seen, excludes=excludes, crawled=crawled)
    if KINDS.is_own(kind.name):
        return kind.open(spec, means)
    return GuardedSource(spec, lambda: kind.open(spec, means))


def require_named(name: str) -> str:
    """Return the name of a kind if settings may name it. Raises ValueError with the names that there are."""
    names = [known for known in KINDS.names() if not KINDS.is_own(known) or _is_named(known)]
    if name not in names:
        raise ValueError(f"no such kind of source; there are {', '.join(names)}")
    return name


def forms() -> str:
    """Say how each kind is asked for by its name, as "feed:URL"."""
    return ", ".join(f"{kind.name}:{kind.place.value}" for kind in KINDS if kind.is_named)


def _is_named(name: str) -> bool:
    kind = KINDS.get(name)
    return kind is not None and kind.is_named
