"""Does a page say in its first sentence what became of itself, and nothing else that would be worth to be cited?

"This article was removed on 3 May after a court order": such notices tell reasons and days, which no table of phrases
holds. They call the page by what it is, and say what was done to it; news name what they tell of.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from linkwatch.judge.phrases import Phrases
from linkwatch.judge.words import count_words, fold, only_words, padded, remembered, writes_spaces

OWN_END, END_ELSEWHERE = "shape-own-end", "shape-end-elsewhere"

_DATA = Path(__file__).parent / "data" / "own_end.toml"
_LONGEST, _MOST_BESIDE, _MOST_OF_LINES = 40, 12, 12  # words
_A_FEW = 3  # words
_LABELLED = re.compile(r"(?:[^\s:\uff1a]{1,20} ?){1,3}[:\uff1a].{1,80}$")
_BETWEEN, _BETWEEN_UNPARTED = 1, 6  # words; letters of scripts that part no words
_MOST_AFTER = 3  # words, without numbers: "on 3 May 2021"
_NUMBERS = re.compile(r"\d+")
_TELLS_OF_ELSE = re.compile(  # quotes, asks, or tells of a year before there was a web
    '(?<!\\d)1\\d{3}(?!\\d)|["\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d?\uff1f\u061f]'
)
_SHORT_WORD = 8  # letters of what is a whole word among conditions


@dataclass(frozen=True, slots=True)
class _Language:
    """The words of one language; removed: those of only_removed and of passed_on."""

    here: Phrases
    first: tuple[str, ...]
    removed: Phrases
    only_removed: Phrases
    passed_on: Phrases
    unless: Phrases


def is_notice_of_own_end(sentences: Sequence[str], lines: Iterable[str], is_of_its_own: Callable[[str], bool]) -> bool:
    """Tell whether a text begins with its own end, and what follows is its reason, advice, or a few words.

    lines: what is no sentence. is_of_its_own: tells whether a sentence is about something else than a loss.
    """
    if not sentences or not says_own_end(sentences[0]):
        return False
    beside = [each for each in sentences[1:] if is_of_its_own(each) and not _belongs_to_a_notice(each)]
    shown = padded(fold(sentences[0]))
    most_beside = _MOST_BESIDE if _points_to_itself(shown) and not _goes_on_elsewhere(shown) else 0
    return sum(map(count_words, beside)) <= most_beside and sum(map(count_words, lines)) <= _MOST_OF_LINES


@remembered
def says_own_end(sentence: str) -> bool:
    """Tell whether a sentence says of what it stands on that it was removed."""
    if _TELLS_OF_ELSE.search(sentence) or count_words(sentence) > _LONGEST:
        return False
    shown = padded(fold(sentence))
    if not _removed().found_in(shown) or _of_laws_and_lists().found_in(shown) or _lives_on().found_in(shown):
        return False
    return any(_is_end_in(language, shown) for language in _languages())


def _is_end_in(language: _Language, shown: str) -> bool:
    ends = language.removed.found_in(shown)
    if not ends or language.unless.found_in(_without(ends, shown)):
        return False
    if not language.only_removed.found_in(shown) and _tells_on(language.passed_on, shown):
        return False
    return bool(language.here.found_in(shown)) or _follows_at_once(shown, language.first, language.removed)


def _tells_on(passed_on: Phrases, shown: str) -> bool:
    """Tell whether a sentence goes on after it told that something was sold or filled: "and is a museum today"."""
    ends = (shown.rfind(word) + len(word.rstrip()) for word in passed_on.found_in(shown))
    return all(count_words(_NUMBERS.sub("", shown[end:].partition(" ")[2])) > _MOST_AFTER for end in ends)


def _goes_on_elsewhere(shown: str) -> bool:
    """Tell whether all that a sentence tells is that something was sold or filled: a house stands, a post is held."""
    return not any(each.here.found_in(shown) and each.only_removed.found_in(shown) for each in _languages())


def _without(ends: Iterable[str], shown: str) -> str:
    """Return a text without what says the end: "can no longer be ordered" is no condition."""
    for end in sorted(ends, key=len, reverse=True):
        shown = shown.replace(end, " _")
    return shown


def _belongs_to_a_notice(sentence: str) -> bool:
    """Tell whether a sentence is a few words, goes on about the end, or a label with what it names."""
    if count_words(sentence) <= _A_FEW or _LABELLED.match(sentence):
        return True
    shown = padded(fold(sentence))
    few = count_words(sentence) <= _MOST_BESIDE
    return few and any(each.removed.found_in(shown) and not each.unless.found_in(shown) for each in _languages())


def _points_to_itself(shown: str) -> bool:
    """Tell whether a sentence of its words alone calls what it stands on, and what was removed, "this"."""
    return any(each.here.found_in(shown) and each.removed.found_in(shown) for each in _languages())


def _follows_at_once(shown: str, first: Sequence[str], removed: Phrases) -> bool:
    """Tell whether a text begins with what may stand for itself, and its end follows with a word between at most."""
    shown = _without_excuse(shown)
    for begun in first:
        start = 0 if begun.startswith(" ") else 1  # scripts that part no words have no space before the first one
        if not shown.startswith(begun, start):
            continue
        rest = shown[start + len(begun) :]
        place = min(map(rest.find, removed.found_in(rest)), default=None)
        if place is not None and _is_short(rest[:place], parts_words=start == 0):
            return True
    return False


def _is_short(between: str, *, parts_words: bool) -> bool:
    if parts_words:
        return count_words(between.partition(" ")[2]) <= _BETWEEN
    return len(between) <= _BETWEEN_UNPARTED


def _without_excuse(shown: str) -> str:
    """Return a text without the word by which it begs pardon first, as notices often do."""
    return next((shown[len(excuse) - 1 :] for excuse in _excuses() if shown.startswith(excuse)), shown)


def tells_of_end_elsewhere(sentence: str) -> bool:
    """Tell whether a sentence says that an article left a law, or an entry a list: what it tells of is not the page."""
    shown = padded(fold(sentence))
    return bool(_of_laws_and_lists().found_in(shown)) and _points_to_itself(shown)


@cache
def _of_laws_and_lists() -> Phrases:
    data = _data()
    return Phrases(_beginning(word) for word in (*data["of_laws"], *data["of_lists"]))


@cache
def _lives_on() -> Phrases:
    return Phrases(_beginning(word) for word in _data()["lives_on"])


@cache
def _excuses() -> tuple[str, ...]:
    """Return the excuses as whole words, the longest first."""
    return tuple(sorted((f"{_beginning(word)} " for word in _data()["excuses"]), key=len, reverse=True))


@cache
def _removed() -> Phrases:
    """Return what was done to pages in all languages: of most sentences, one search for these tells enough."""
    tables = _data()["language"]
    return Phrases(_beginning(word) for table in tables for word in (*table["removed"], *table.get("passed_on", ())))


@cache
def _languages() -> tuple[_Language, ...]:
    return tuple(map(_language, _data()["language"]))


def _language(table: Mapping[str, list[str]]) -> _Language:
    first, removed, passed_on = (
        tuple(map(_beginning, table.get(name, ()))) for name in ("first", "removed", "passed_on")
    )
    return _Language(
        here=Phrases(map(_beginning, table["here"])),
        first=first,
        removed=Phrases((*removed, *passed_on)),
        only_removed=Phrases(removed),
        passed_on=Phrases(passed_on),
        unless=Phrases(map(_condition, table["unless"])),
    )


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


def _beginning(word: str) -> str:
    """Return the beginning of words as it stands in a text of words; a space after it makes it a whole word."""
    end = " " if word.endswith(" ") else ""
    shown = only_words(fold(word))
    return f" {shown}{end}" if writes_spaces(word) else shown


def _condition(word: str) -> str:
    shown = _beginning(word)
    return f"{shown} " if writes_spaces(word) and " " not in word and len(word) < _SHORT_WORD else shown
