"""Judges a captured page as a live one: a capture with status 200 may still be an error, a login or a parked page."""

import re
from collections.abc import Sequence

from linkwatch.archive import CapturedPage, Inspected
from linkwatch.archive.choose import fits_extension
from linkwatch.evidence import Observation, PageFacts, Visit
from linkwatch.judge import judge, likeness_of, read_page
from linkwatch.model import THERE

_CHARSET = re.compile(r"charset\s*=[\s\"']*([^\s\"';,]{1,40})", re.IGNORECASE)
_AT_ONCE = 10.0  # seconds; a page that leads on within them was never there to be read


def inspect(page: CapturedPage, anchors: Sequence[str]) -> Inspected:
    """Judge a captured page: what it is to somebody who cited it with these words."""
    declared = page.headers.get("content-type", "")
    charset = _CHARSET.search(declared)
    facts = read_page(page.body, _media_type(declared), charset[1] if charset else None, page.url)
    misfit = _misfit(page, facts, anchors)
    return Inspected(misfit, None if misfit else likeness_of(facts, page.captured_at, "snapshot"))


def _misfit(page: CapturedPage, facts: PageFacts, anchors: Sequence[str]) -> str | None:
    """Return why this is not what was cited, None where it fits."""
    if not fits_extension(page.url, facts.media_type):
        return "media-type"
    if facts.refresh_url is not None and (facts.refresh_after or 0) <= _AT_ONCE:
        return "redirect"
    visit = Visit(
        url=page.url,
        final_url=page.url,
        http_status=page.http_status,
        headers=page.headers,
        body_bytes=len(page.body),
        page=facts,
    )
    verdict = judge(Observation(page.url, page.captured_at, visit, anchors=tuple(anchors)))
    return None if verdict.status in THERE else verdict.reason or verdict.status.value


def _media_type(declared: str) -> str | None:
    """Return a Content-Type without its parameters."""
    return declared.partition(";")[0].partition(",")[0].strip().lower() or None
