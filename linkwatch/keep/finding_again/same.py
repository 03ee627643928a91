"""Is this page the one that was captured? Told by their text, whatever frames it. Pure.

Two issues of a column or of a yearly report may share nearly every sentence: there the figures tell them apart, and no
similarity makes up for that.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from linkwatch.judge.sketch import phrase_hashes
from linkwatch.judge.words import fold, fold_as_it_stands, squeeze, words
from linkwatch.keep.finding_again.dates import dates_in, with_months_as_numbers
from linkwatch.keep.finding_again.said import Said

ENOUGH = 0.8
_LEAST_PHRASES = 18  # of some 20 words: less may be a caption
_MOSTLY = 0.6  # of today's text: a page that holds more of others' quotes the text, or was merged with them
_FRAMED = 0.65  # of the old text, where all of today's is from it: the rest was the old frame
_ALL_OF_IT = 0.92
_ALL_BUT_NAMES = 0.9
_MOSTLY_NAMED = 0.5  # likewise, where the page has kept its name: comments may be longer than the text
_MOST_FIGURES = 0.75
_TELLING = 3  # figures
_MANY_EXACT = 6  # sentences with the same figures
_PATTERN_WORDS = 4
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[\u3002\uff01\uff1f])\s*|\n+")  # Chinese sets no space behind its full stop
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
    common = _within(texts[0], new), _within(texts[1], old)  # figures of frames tell nothing
    return None if _is_another_issue(then, now, *common) else round(max(kept, known), 4)


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
    old, new = _numbered(old_text), _numbered(new_text)
    exact = sum(numbers in new.get(key, ()) for key, found in old.items() for numbers in found)
    differing = sum(key in new and not set(found) & set(new[key]) for key, found in old.items())
    if differing > 1 or (differing == 1 and exact < _MANY_EXACT):
        return True
    figures = _figures(old_text)
    if figures.total() >= _TELLING and (figures & _figures(new_text)).total() < _MOST_FIGURES * figures.total():
        return True
    missing = sum(map(len, old.values())) - exact
    if differing == 0 and missing <= 1 and exact >= _TELLING:
        return False  # a date that differs is that of the page's own move
    old_dates, new_dates = dates_in(then.all_text), dates_in(now.all_text)
    return bool(old_dates and new_dates) and not old_dates & new_dates


def _differ_by_number(names: Iterable[str], others: Iterable[str]) -> bool:
    """Tell whether two pages are called the same but for a number or a month: "Report 2014", "Report 2015"."""
    numbered = {words_apart: numbers for words_apart, numbers in map(_apart, names) if numbers}
    return any(numbered.get(words_apart, numbers) != numbers for words_apart, numbers in map(_apart, others) if numbers)


def _apart(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a text's words and its numbers, months among them."""
    folded = with_months_as_numbers(fold(text))
    return _words_of(folded), tuple(_FIGURE.findall(folded))


def _words_of(folded: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(folded))


def _numbered(text: str) -> dict[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the sentences that hold numbers, as their words without them → the numbers."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    sentences = "\n".join(map(squeeze, _SENTENCE.split(text)))
    folded = with_months_as_numbers(fold_as_it_stands(sentences))  # all at once: no folding makes or takes a line end
    for sentence in folded.split("\n"):
        numbers = tuple(_FIGURE.findall(sentence))
        if numbers and len(key := _words_of(sentence)) >= _PATTERN_WORDS:
            found.setdefault(key, []).append(numbers)
    return found


def _figures(text: str) -> Counter[str]:
    return Counter(_FIGURE.findall(text))


def _lines(text: str) -> Iterator[str]:
    return (" ".join(words(line)) for line in text.splitlines())


def _within(text: str, phrases: set[int]) -> str:
    """Return the sentences of which half the phrases are among these, one a line.

    Pages that are built of tables have no lines of their own.
    """
    parts = ((sentence, phrase_hashes(sentence)) for sentence in _SENTENCE.split(text))
    return "\n".join(sentence for sentence, own in parts if own and len(own & phrases) >= len(own) / 2)


def _without(text: str, around: set[str]) -> str:
    return "\n".join(line for line in text.splitlines() if " ".join(words(line)) not in around) if around else text
