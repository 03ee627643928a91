"""Is this page the one that was captured? Told by their text, whatever frames it. Pure.

Two issues of a column or of a yearly report may share nearly every sentence: there the figures tell them apart, and no
similarity makes up for that.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from linkwatch.judge.sketch import phrase_hashes
from linkwatch.judge.words import fold, words
from linkwatch.keep.finding_again.dates import dates_in
from linkwatch.keep.finding_again.said import Said

ENOUGH = 0.8
_LEAST_PHRASES = 18  # of some 20 words: less may be a caption
_MOSTLY = 0.5  # of today's text: a page that holds more of others' quotes the text, or was merged with them
_FRAMED = 0.65  # of the old text, where all of today's is from it: the rest was the old frame
_ALL_OF_IT = 0.95
_ALL_BUT_NAMES = 0.9
_MOSTLY_NAMED = 0.3  # likewise, where the page has kept its name: comments may be longer than the text
_MOST_FIGURES = 0.75
_TELLING_FIGURES = 3
_PATTERN_WORDS = 4
_SENTENCE = re.compile(r"(?<=[.!?\u3002])\s+|\n+")
_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")
_WORD = re.compile(r"[^\W\d_]+")


def similarity(then: Said, now: Said, frame: Said | None = None) -> float | None:
    """Return how alike two pages are if they are one page, 0.8 at the least; None if they are not, or nobody can tell.

    then: as captured. frame: another page of today's site; what it says too is not the page's own.
    """
    if then.is_document or now.is_document:
        return 1.0 if then.digest == now.digest else None
    around = set(_lines(frame.text)) if frame is not None else set()
    texts = [_without(said.text, around) for said in (then, now)]
    old, new = map(phrase_hashes, texts)
    if len(old) < _LEAST_PHRASES or len(new) < _LEAST_PHRASES:
        return None
    shared = len(old & new)
    kept, known = shared / len(old), shared / len(new)
    if kept < ENOUGH and known < ENOUGH:
        kept = max(kept, len(old & phrase_hashes(now.all_text)) / len(old))
    if not _is_enough(kept, known, named=bool(set(then.names) & set(now.names))):
        return None
    return None if _is_another_issue(then, now, *texts) else round(max(kept, min(known, 1.0)), 4)


def says_it_all(page: Said, other: Said) -> bool:
    """Tell whether two pages of one site say the same, whatever they are called: then neither is anything in itself."""
    if page.is_document or other.is_document:
        return page.digest == other.digest
    one, two = phrase_hashes(page.text), phrase_hashes(other.text)
    if not one or not two:
        return page.digest == other.digest
    return len(one & two) / max(len(one), len(two)) >= ENOUGH


def _is_enough(kept: float, known: float, *, named: bool) -> bool:
    if kept >= ENOUGH and known >= _MOSTLY:
        return True
    if kept >= _FRAMED and known >= _ALL_OF_IT:
        return True
    return named and kept >= _ALL_BUT_NAMES and known >= _MOSTLY_NAMED


def _is_another_issue(then: Said, now: Said, old_text: str, new_text: str) -> bool:
    """Tell whether two pages of one wording are about different days or amounts."""
    if _differ_by_number(then.names, now.names):
        return True
    old, new = _patterns(old_text), _patterns(new_text)
    common = [key for key in old if key in new]
    agreeing = sum(old[key] == new[key] for key in common)
    differing = len(common) - agreeing
    if differing and differing > agreeing // _TELLING_FIGURES:
        return True
    figures, others = _figures(old_text), _figures(new_text)
    shared = (figures & others).total()
    enough = figures.total() >= _TELLING_FIGURES
    if enough and shared < _MOST_FIGURES * figures.total():
        return True
    if differing == 0 and shared >= _TELLING_FIGURES:
        return False  # a date that differs is that of the page's own move
    old_dates, new_dates = dates_in(then.all_text), dates_in(now.all_text)
    return bool(old_dates and new_dates) and not old_dates & new_dates


def _differ_by_number(names: Iterable[str], others: Iterable[str]) -> bool:
    """Tell whether two pages are called the same but for a number: "Report 2014", "Report 2015"."""
    numbered = {}
    for name in names:
        if numbers := tuple(_FIGURE.findall(name)):
            numbered[tuple(_WORD.findall(fold(name)))] = numbers
    return any(
        numbered.get(tuple(_WORD.findall(fold(other))), numbers) != numbers
        for other in others
        if (numbers := tuple(_FIGURE.findall(other)))
    )


def _patterns(text: str) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the sentences that hold numbers, as their words without them → the numbers."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for sentence in _SENTENCE.split(text):
        numbers = tuple(_FIGURE.findall(sentence))
        if numbers and len(key := tuple(_WORD.findall(fold(sentence)))) >= _PATTERN_WORDS:
            found.setdefault(key, []).append(numbers)
    return found


def _figures(text: str) -> Counter[str]:
    return Counter(_FIGURE.findall(text))


def _lines(text: str) -> Iterator[str]:
    return (" ".join(words(line)) for line in text.splitlines())


def _without(text: str, around: set[str]) -> str:
    return "\n".join(line for line in text.splitlines() if " ".join(words(line)) not in around) if around else text
