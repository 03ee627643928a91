"""Which capture to offer for a citation, by what the archive's index says of them. Pure."""

import mimetypes
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from linkwatch.archive import Capture
from linkwatch.archive.originals import parse_timestamp

REVISIT = "warc/revisit"
_NO_CONTENT = frozenset(
    {"3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"}
)  # SHA-1 of b""
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_DOCUMENTS = (
    "application/pdf",
    "application/postscript",
    "application/msword",
    "application/vnd.",
    "application/epub",
    "application/zip",
    "application/x-tar",
)


def rank(
    captures: Iterable[Capture],
    near: datetime,
    *,
    url: str,
    gone_since: datetime | None = None,
    unknown_status: bool = False,
) -> list[Capture]:
    """Return the captures worth offering for a citation of `url` made at `near`, the best first.

    Kept are captures with status 200 and content, of a media type that the URL's extension allows, made before
    `gone_since` where that is known. The closest in time comes first, of two equally close ones the earlier.
    unknown_status: keep revisits whose original is not among the captures; right only if they will be opened.
    """
    candidates = []
    for capture in resolve_revisits(list(captures)):
        moment = parse_timestamp(capture.timestamp)
        if moment is None or (gone_since is not None and moment >= gone_since):
            continue
        if capture.http_status != 200 and not (unknown_status and capture.http_status is None):
            continue
        if capture.digest.upper() in _NO_CONTENT or not fits_extension(url, capture.media_type):
            continue
        candidates.append(capture)
    return sorted(candidates, key=lambda capture: distance(capture, near))


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
    name = url.partition("?")[0].rpartition("/")[2].lower()
    if ":" in name:  # a wiki's page about a file, as "File:Report.pdf"
        return True
    expected, _ = mimetypes.guess_type("/" + name)
    return expected is None or not expected.startswith(_DOCUMENTS)
