"""From copies of an article to what is proposed for each lost target. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linkwatch.articles.recover import (
    CERTAIN,
    GRADES,
    LIKELY,
    LIVE_ORIGINAL,
    OLDER_CAPTURE,
    POSSIBLE,
    Anchor,
    Candidate,
    Copy,
    Page,
    Proposal,
    Recovered,
    Sought,
)
from linkwatch.articles.recover.align import ELSEWHERE, REWORDED, SAME, Match, align
from linkwatch.articles.recover.same import Vouching, vouch

_CONTEXT = 12  # words on each side of an anchor


@dataclass(frozen=True, slots=True)
class Vouched:
    """A copy that is of the article. matches: by the places of the article's lost anchors."""

    copy: Copy
    vouching: Vouching
    matches: dict[int, Match]


def compare(sought: Sought, page: Page, least_share: float | None) -> tuple[Vouching, dict[int, Match]]:
    """Lay a page beside the article: what vouches for it, and its anchors where it is a copy.

    least_share: which part of the article makes a page a copy of it that a person named, None where nobody did.
    """
    vouching = vouch(sought.page, page)
    if not vouching.is_same and (least_share is None or vouching.share < least_share):
        return vouching, {}
    return vouching, align(sought.page, page, sought.lost)


def recovered(uri: str, sought: Sought, found: Sequence[Vouched], trouble: str | None) -> Recovered:
    """Say what the copies that were found have for each lost target. found: the best first."""
    proposals = []
    for place in sought.lost:
        anchor = sought.page.anchors[place]
        candidates = _merged(
            _candidate(vouched, place, vouched.matches[place]) for vouched in found if place in vouched.matches
        )
        proposals.append(
            Proposal(uri, anchor.line, anchor.text, _context(sought.page, anchor), candidates, anchor.span)
        )
    return Recovered(
        uri,
        _first(found, LIVE_ORIGINAL),
        _first(found, OLDER_CAPTURE),
        tuple(proposals),
        trouble if not found else None,
    )


def _candidate(vouched: Vouched, place: int, match: Match) -> Candidate:
    copy, vouching = vouched.copy, vouched.vouching
    if match.by == SAME and match.is_same_text and vouching.is_sure:
        grade = CERTAIN
    elif match.by in (SAME, REWORDED, ELSEWHERE):
        grade = LIKELY
    else:
        grade = POSSIBLE
    if not vouching.is_sure and grade == LIKELY and not match.is_same_text:
        grade = POSSIBLE
    evidence = {
        "copy": copy.url,
        "captured_at": copy.timestamp,
        "shared_text": round(vouching.share, 3),
        "same_title": vouching.same_title,
        "same_date": vouching.same_date,
        "matched_by": match.by,
        "text_in_copy": match.anchor.text,
        "context_in_copy": _context(copy.page, match.anchor),
    }
    return Candidate(match.anchor.target or "", grade, copy.how, evidence)


def _merged(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Name each target once, by the best that speaks for it; of equals the better copy's stands first."""
    by_url: dict[str, Candidate] = {}
    for candidate in candidates:
        known = by_url.get(candidate.url)
        if known is None or GRADES.index(candidate.grade) < GRADES.index(known.grade):
            by_url[candidate.url] = candidate
    return tuple(sorted(by_url.values(), key=lambda candidate: GRADES.index(candidate.grade)))


def _context(page: Page, anchor: Anchor) -> str:
    first = max(anchor.block[0], anchor.start - _CONTEXT)
    last = min(max(anchor.block[1], anchor.end), anchor.end + _CONTEXT)
    return " ".join(page.words[first:last])


def _first(found: Sequence[Vouched], how: str) -> str | None:
    return next((vouched.copy.url for vouched in found if vouched.copy.how == how), None)
