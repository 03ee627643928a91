"""Drift: what a page says, small enough to be kept, and how far a later look has moved from it.

What counts is what is missing, not what is new: which part of the old text is still there (sketch.py). So comments,
adverts, a new design and growth do no harm. Pages that live from being new (front pages, lists, searches) can only be
found taken over, by another language or kind of site: see changed.py.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from heapq import nlargest
from itertools import chain
from operator import itemgetter

from linkwatch.evidence import Drift, PageFacts
from linkwatch.judge.language import language_by
from linkwatch.judge.marks import marks_of
from linkwatch.judge.running_text import main_text, prose, running_text
from linkwatch.judge.sketch import (
    SKETCHED,
    phrase_hashes,
    share_kept,
    share_known,
    sketch_of,
    sketched_part,
)
from linkwatch.judge.sniff import is_html
from linkwatch.judge.tokens import count_tokens, tokens_by_line
from linkwatch.judge.words import TITLE_PARTS, count_words, fold_as_it_stands, similarity, telling_words, writes_spaces
from linkwatch.model import Likeness

_KEYWORDS, _SHORTEST, _LONGEST = 12, 5, 25
_MANY_HEADLINES = 4
_WORDS_TO_A_HEADLINE = 80  # an article has fewer links to others
_WELL_KEPT = 0.8
_TEXT = "text"
_FAMILIES = {
    "application/pdf": "document",
    "application/postscript": "document",
    "application/msword": "document",
    "application/rtf": "document",
    "application/epub+zip": "document",
    "application/x-ole-storage": "document",
    "text/plain": _TEXT,
    "text/markdown": _TEXT,
}


def likeness_of(page: PageFacts, made_at: datetime, origin: str) -> Likeness | None:
    """Return what a page says, to be kept.

    made_at, origin: of the look or the capture, see Likeness. A document, picture or recording has a likeness without
    text: its kind is what can be compared. None where nothing can be: a page with too little prose, a list of links, a
    feed, data.
    """
    family = _family(page.media_type)
    if family is None:
        return None
    if family != _TEXT:
        return Likeness(origin, made_at, None, None, 0, "", page.media_type)
    text = running_text(page)
    lines = tokens_by_line(text[:SKETCHED])
    sketched = sketch_of(lines)
    if not sketched:
        return None
    names = tokens_by_line(f"{page.title or ''} {page.heading or ''}")
    counts = count_tokens(chain(names, lines))
    return Likeness(
        origin,
        made_at,
        _title(page),
        language_by(text, counts, page.language),
        page.main_words,
        sketched,
        page.media_type,
        is_listing=_is_listing(page, text),
        keywords=_keywords(counts),
        marks=" ".join(marks_of(page)),
    )


def measure(baseline: Likeness, page: PageFacts) -> Drift | None:
    """Return how far a page has moved from what it said; None where the two cannot be compared."""
    then, now = _family(baseline.media_type), _family(page.media_type)
    if then is None or now is None:
        return None
    if then != now:
        return Drift(
            baseline.origin,
            baseline.made_at,
            similarity=0.0,
            title_similarity=None,
            words_then=baseline.words,
            words_now=page.main_words,
            media_type_then=baseline.media_type,
        )
    if not baseline.sketch:
        return None
    text = running_text(page)
    lines = tokens_by_line(text[:SKETCHED])
    is_as_ever = sketch_of(lines) == baseline.sketch
    kept, known = (1.0, 1.0) if is_as_ever else _shares(baseline.sketch, page, text)
    language = language_by(text, count_tokens(lines), page.language)
    return Drift(
        baseline.origin,
        baseline.made_at,
        similarity=round(kept, 4),
        title_similarity=_compare_titles(baseline.title, _title(page)),
        words_then=baseline.words,
        words_now=page.main_words,
        language_changed=None not in (baseline.language, language) and baseline.language != language,
        kept=None if known is None else round(known, 4),
        keywords_kept=_keywords_kept(baseline.keywords.split(), page, text),
        new_marks=tuple(mark for mark in marks_of(page) if mark not in baseline.marks.split()),
        was_listing=baseline.is_listing,
        subject_similarity=_compare_subjects(baseline.title, page),
    )


def _shares(kept: str, page: PageFacts, text: str) -> tuple[float, float | None]:
    """Return which part of a sketched text is still there, and which part of a page's running text was there."""
    hashes = phrase_hashes(text, like=kept)
    left, known = share_kept(kept, hashes), share_known(kept, hashes)
    part = sketched_part(text, like=kept)
    if len(part) < len(text):  # what stands further down was never sketched, unless the text has moved down there
        of_part = share_known(kept, phrase_hashes(part, like=kept))
        known = max((share for share in (known, of_part) if share is not None), default=None)
    if left < _WELL_KEPT:  # what was taken for comments or captions may be the text
        left = share_kept(kept, hashes | phrase_hashes(prose(page), like=kept))
    return left, known


def _family(media_type: str) -> str | None:
    """Return what kind of thing a body is; None where kinds cannot be told or what it says lives from being new."""
    if is_html(media_type):
        return _TEXT
    top = media_type.partition("/")[0]
    if top in ("image", "audio", "video"):
        return top
    if "officedocument" in media_type or "opendocument" in media_type:
        return "document"
    return _FAMILIES.get(media_type)


def _title(page: PageFacts) -> str | None:
    return page.title or page.heading


def _compare_titles(then: str | None, now: str | None) -> float | None:
    """Return how alike two titles are by the words that can tell one page from another; None where one has none."""
    alike = similarity(_title_words(then or ""), _title_words(now or ""))
    return None if alike is None else round(alike, 4)


def _compare_subjects(then: str | None, page: PageFacts) -> float | None:
    """Likewise, without the site's name; the heading may still say what the title no longer does."""
    pairs = (_without_common_end(then or "", page.title or ""), (then, page.heading))
    return max((alike for pair in pairs if (alike := _compare_titles(*pair)) is not None), default=None)


def _without_common_end(one: str, other: str) -> tuple[str, str]:
    parts, others = TITLE_PARTS.split(one), TITLE_PARTS.split(other)
    if len(parts) > 1 and len(others) > 1 and parts[-1].strip() == others[-1].strip():
        return " ".join(parts[:-1]), " ".join(others[:-1])
    return one, other


def _title_words(title: str) -> Iterable[str]:
    """Return a title's telling words; pairs of characters where words are not parted by spaces."""
    if writes_spaces(title):
        return telling_words(title)
    return {title[start : start + 2] for start in range(len(title) - 1)}


def _is_listing(page: PageFacts, text: str) -> bool:
    """Tell whether a page is a list of articles or of links with a few words to each. text: its running text."""
    headlines = page.headline_links
    if headlines >= _MANY_HEADLINES and count_words(text) < _WORDS_TO_A_HEADLINE * headlines:
        return True
    if 2 * len(text) > len(page.text):  # nothing of it stands in links: the words need not be counted
        return False
    return count_words(main_text(page)) > 2 * count_words(prose(page))


def _keywords(counts: Mapping[bytes, int]) -> str:
    """Return the words that a page uses most: names among them stay when a page is translated."""
    fitting = [
        (shown, count)
        for word, count in counts.items()
        if len(word) >= _SHORTEST and _SHORTEST <= len(shown := word.decode()) <= _LONGEST
    ]
    return " ".join(word for word, _ in nlargest(_KEYWORDS, fitting, key=itemgetter(1)))


def _keywords_kept(keywords: list[str], page: PageFacts, text: str) -> float | None:
    shown = fold_as_it_stands(f"{page.title or ''} {' '.join(page.headings)} {page.excerpt} {text}")
    return round(sum(word in shown for word in keywords) / len(keywords), 4) if keywords else None
