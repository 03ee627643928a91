"""Which capture to offer for a citation, by what the archive's index says of them. Pure."""

import mimetypes
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from linkwatch.archive import Capture
from linkwatch.archive.originals import may_be_one_page, parse_timestamp

REVISIT = "warc/revisit"
_AS_LONG = 0.5
_NO_CONTENT = frozenset(
    {"3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"}
)  # SHA-1 of b""
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_FILE = re.compile(
    r"(?<![\w-])[\w-]++\.(?:pdf|csv|tsv|xlsx?|ods|docx?|odt|pptx?|zip|png|jpe?g|gif|svg|json|txt)\b", re.IGNORECASE
)
_FOR_PROGRAMS = re.compile(r"(?<!xhtml\+)(?:xml|json|javascript|css)\b", re.IGNORECASE)
_DOCUMENTS = (
    "application/pdf",
    "application/postscript",
    "application/msword",
    "application/vnd.",
    "application/epub",
    "application/zip",
    "application/x-tar",
)


def tiers(
    captures: Iterable[Capture],
    near: datetime,
    *,
    url: str,
    anchors: Iterable[str] = (),
    gone_since: datetime | None = None,
) -> list[list[Capture]]:
    """Return the captures worth opening for a citation of `url` made at `near`: the better ones in an earlier list.

    In each the closest in time comes first, of two equally close ones the earlier. Kept are captures with content that
    are no errors, of a media type that the URL's extension allows, made before `gone_since` where that is known; and
    revisits of unknown status, which opening tells. Later lists hold what is of another kind than the extension says (a
    page about a table), or than pages where there are some (a feed, a program's object), and what differs from the URL
    by the capitals of an id. anchors: what it was cited as: they may name a file where the URL does not.
    """
    named = next((match[0] for anchor in anchors if (match := _FILE.search(anchor))), None)
    ranked: dict[int, list[Capture]] = {}
    resolved = resolve_revisits(list(captures))
    is_page = _expected_type(url) in (None, *_PAGES) and any(map(_is_page, resolved))
    for capture in resolved:
        moment = parse_timestamp(capture.timestamp)
        if moment is None or (gone_since is not None and moment >= gone_since):
            continue
        if capture.http_status not in (200, None):
            continue
        if capture.digest.upper() in _NO_CONTENT or not fits_extension(url, capture.media_type):
            continue
        strange = not is_of_kind(url, capture.media_type) or not is_of_kind(f"//x/{named}", capture.media_type)
        strange = strange or (is_page and named is None and bool(_FOR_PROGRAMS.search(capture.media_type)))
        other = not may_be_one_page(url, capture.original_url)
        ranked.setdefault(strange + 2 * other, []).append(capture)
    return [sorted(ranked[tier], key=lambda capture: distance(capture, near)) for tier in sorted(ranked)]


def _is_page(capture: Capture) -> bool:
    return capture.http_status in (200, None) and capture.media_type.lower() in _PAGES


def disguised(
    captures: Iterable[Capture], near: datetime, *, url: str, gone_since: datetime | None = None
) -> list[Capture]:
    """Return the captures that may be the document which `url` names although the index calls them pages.

    Servers that do not know a document's kind call it so. Nearest first, and only the long ones: errors are short.
    """
    pages = [
        capture
        for capture in resolve_revisits(list(captures))
        if capture.http_status in (200, None)
        and not fits_extension(url, capture.media_type)
        and (moment := parse_timestamp(capture.timestamp)) is not None
        and (gone_since is None or moment < gone_since)
    ]
    longest = max((capture.length or 0 for capture in pages), default=0)
    long = (capture for capture in pages if (capture.length or longest) >= longest * _AS_LONG)
    return sorted(long, key=lambda capture: distance(capture, near))


def distance(capture: Capture, near: datetime) -> tuple[float, str]:
    """Return the key that puts the capture closest to `near` first, of two equally close ones the earlier."""
    moment = parse_timestamp(capture.timestamp)
    return (abs((moment - near).total_seconds()) if moment else float("inf"), capture.timestamp)


def resolve_revisits(captures: Sequence[Capture]) -> list[Capture]:
    """Give each revisit record the status and media type of the capture whose content it repeats, where it is there."""
    originals = {
        capture.digest: capture
        for capture in captures
        if capture.http_status is not None and capture.media_type != REVISIT and capture.digest != "-"
    }
    resolved = []
    for capture in captures:
        original = originals.get(capture.digest)
        if original is not None and (capture.http_status is None or capture.media_type == REVISIT):
            capture = replace(capture, http_status=original.http_status, media_type=original.media_type)
        resolved.append(capture)
    return resolved


def fits_extension(url: str, media_type: str) -> bool:
    """Tell whether a capture can be the document that the URL names: a page instead of a .pdf is an error page."""
    if media_type.lower() not in _PAGES:
        return True
    expected = _expected_type(url)
    return expected is None or not expected.startswith(_DOCUMENTS)


def is_of_kind(url: str, media_type: str) -> bool:
    """Tell whether a capture is of the kind that the URL's extension says; a page where data or a picture is not."""
    expected = _expected_type(url)
    return expected is None or expected in _PAGES or media_type.lower() not in _PAGES


def _expected_type(url: str) -> str | None:
    """Return the media type that an extension stands for; None where there is none that tells."""
    path = url.partition("//")[2].partition("?")[0].partition("/")[2]
    name = path.rpartition("/")[2].lower()
    if ":" in name:  # a wiki's page about a file, as "File:Report.pdf"
        return None
    return mimetypes.guess_type("/" + name)[0]
