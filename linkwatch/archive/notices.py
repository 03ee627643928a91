"""Whether a short page only speaks of a page, to its reader: a notice, in whatever words it is put. Pure.

The words stand in data/notices.toml, by language and kind. A notice has words of several kinds in two sentences, and
hardly one of what was cited: "This story is only in our print edition. Not yet a subscriber? See our offers."
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from linkwatch.archive import Cited
from linkwatch.evidence import PageFacts
from linkwatch.judge.addresses import take_apart
from linkwatch.judge.consent import asks_consent
from linkwatch.judge.identity import slug_words
from linkwatch.judge.language import language_of
from linkwatch.judge.phrases import Phrases
from linkwatch.judge.words import (
    AFTER_SENTENCE,
    count_words,
    fold,
    padded,
    telling_words,
    word_in_padded,
    writes_spaces,
)

_TABLE = Path(__file__).parent / "data" / "notices.toml"
_MOST_OF_A_FRAME = 250  # words
_MOST_WORDS, _FEW_WORDS = 70, 45  # in sentences: a page that says more has something to say
_KINDS, _KINDS_OF_LONGER = 3, 4  # of seven, and as many words, within two sentences
_A_FEW_SENTENCES, _WITH_ITS_FRAME, _LINKS_OF_A_FRAME = 30, 80, 25  # words, words, links
_KINDS_OF_BRIEF, _HALF = 2, 0.5  # where less than half is said of what was cited
_STEM = 5  # letters: of such words a name has its meaning
_A_NAME = 2  # of its words: less may be "see here"
_THING = "thing"
_TO_A_READER, _OF_ANYTHING = frozenset(("offer", "ask")), frozenset(("state", "later"))
_FOR_MONEY = frozenset(("offer", "reader"))
_SHORT_WORD = 3  # letters; these are whole words
_SENTENCE = re.compile(  # that a space follows is only written where spaces are
    "\\S\\S(?:[.!?\u2026\u061f\u0964][\"'\u00bb\u201d)]*(?:\\s|$)|[\u3002\uff01\uff1f])"
)
_PRICE = re.compile(
    "(?:[$\u20ac\u00a3\u00a5\u20bd\u20ba\u20a9\u20b4]|kr\\.?)\\s?\\d"
    "|\\d\\s?(?:[\u20ac\u00a3\u20bd\u20ba\u20b4]|euros?\\b|pounds?\\b|z\u0142|kr\\b|TL\\b|\u0440\u0443\u0431|\u0433\u0440\u043d|\u5143|\u5186|\uc6d0)",
    re.IGNORECASE,
)
_IMPRINT = re.compile(r"©|\(c\) ?\d|copyright|[·|•].*[·|•]", re.IGNORECASE)


def words_said(page: PageFacts) -> int:
    """Return how many words of the main text stand in sentences; all of it where that is much.

    What a site puts around a page, names of parts and the lines at its end, makes no page long.
    """
    if page.main_words > _MOST_OF_A_FRAME:
        return page.main_words
    return min(page.main_words, sum(map(count_words, lines_said(page))))


def lines_said(page: PageFacts) -> list[str]:
    """Return the lines of a page that are sentences, without those about cookies and letters where others are."""
    return [*_lines_said(page.prose or page.text)]


def says_more_than_of_cookies(page: PageFacts) -> bool:
    """Tell whether a question about cookies is one line of a page, and there are sentences beside it."""
    sentences = _sentences(page.prose or page.text)
    return len(lines_said(page)) < len(sentences) and any(map(asks_consent, sentences))


@lru_cache(maxsize=1)  # one inspection asks it of its page half a dozen times
def _lines_said(text: str) -> tuple[str, ...]:
    sentences = _sentences(text)
    own = (line for line in sentences if not asks_consent(line) and not _of_letters().found_in(fold(line)))
    return tuple(own) or sentences


def _sentences(text: str) -> tuple[str, ...]:
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if _SENTENCE.search(line) and not _IMPRINT.search(line))


def is_notice(page: PageFacts, cited: Cited) -> bool:
    """Tell whether a page says little else than that something is to be had otherwise, later, by others, or no more."""
    size = words_said(page)
    if not 0 < size <= _MOST_WORDS or take_apart(cited.url).is_home:
        return False
    lines = lines_said(page)
    language = language_of(" ".join(lines), page.language)
    tables = [_tables()[language]] if language in _tables() else [*_tables().values()]
    named = _named(page, cited)
    if _is_brief(page) and (share := _share_said(page, cited)) < _HALF:
        text = " ".join(lines)
        if share == 0 and any(kinds.speak_to_a_reader(text, named) for kinds in tables):
            return True
        return any(kinds.are_in(text, named, _KINDS_OF_BRIEF) for kinds in tables)
    sentences = [sentence for line in lines for sentence in AFTER_SENTENCE.split(line) if sentence.strip()]
    pairs = [" ".join(sentences[at : at + 2]) for at in range(max(len(sentences) - 1, 1))]
    least = _KINDS if size <= _FEW_WORDS else _KINDS_OF_LONGER
    return any(
        kinds.are_in(pair, named, least) and not _telling(pair) & _telling(named) for kinds in tables for pair in pairs
    )


def says_nothing_of_it(page: PageFacts, cited: Cited) -> bool:
    """Tell whether a page has a sentence or two, without a word of what was cited, and shows nothing else."""
    return _is_brief(page) and _share_said(page, cited) == 0


def _is_brief(page: PageFacts) -> bool:
    if not 0 < words_said(page) <= _A_FEW_SENTENCES or page.main_words > _WITH_ITS_FRAME:
        return False
    return not page.media and page.links <= _LINKS_OF_A_FRAME


def _share_said(page: PageFacts, cited: Cited) -> float:
    """Return which part of the words of a citation, by their beginnings, are in a page's sentences."""
    said = fold(" ".join(lines_said(page)))
    words = telling_words(_named(page, cited)) | slug_words(cited.url)
    wanted = [word for word in words if len(word) >= _STEM - 1 or not writes_spaces(word)]
    return sum(word[:_STEM] in said for word in wanted) / len(wanted) if wanted else 0.0


def _named(page: PageFacts, cited: Cited) -> str:
    """Return what the page was cited as, and where that says little what it calls itself."""
    named = " ".join(cited.anchors)
    if len(telling_words(named)) < _A_NAME:
        named = " ".join((named, page.title or "", page.heading or ""))
    return named


def _telling(text: str) -> set[str]:
    return {word for word in telling_words(text) if len(word) >= _STEM}


class _Kinds:
    """The words of a language. of_word: of which kinds each is."""

    def __init__(self, row: Mapping[str, Iterable[str]]) -> None:
        self.of_word: dict[str, set[str]] = {}
        for kind, word in _each(row):
            self.of_word.setdefault(word_in_padded(word, _SHORT_WORD), set()).add(kind)
        self._words = Phrases(self.of_word)

    def are_in(self, text: str, named: str, least: int) -> bool:
        """Tell whether a text names a thing, with words of so many kinds, but for those that something is called by."""
        found = self._found(text, named)
        of_kinds = self._kinds_of(found)
        if of_kinds >= _FOR_MONEY and _PRICE.search(text):  # what a reader is offered for so much is spoken of
            found, of_kinds = {*found, _THING}, {*of_kinds, _THING}
        return min(len(of_kinds), len(found)) >= least and _THING in of_kinds

    def speak_to_a_reader(self, text: str, named: str) -> bool:
        """Tell whether a text offers or asks for something, or has words of two kinds, not just of states and times."""
        of_kinds = self._kinds_of(self._found(text, named))
        return bool(of_kinds & _TO_A_READER) or (len(of_kinds) >= _KINDS_OF_BRIEF and bool(of_kinds - _OF_ANYTHING))

    def _found(self, text: str, named: str) -> set[str]:
        found = self._words.found_in(padded(fold(text))) - self._words.found_in(padded(fold(named)))
        return {word for word in found if not any(word != other and word in other for other in found)}

    def _kinds_of(self, found: Iterable[str]) -> set[str]:
        return {kind for word in found for kind in self.of_word[word]}


def _each(row: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    return ((kind, word) for kind, words in row.items() for word in words)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text(encoding="utf-8"))


@cache
def _tables() -> dict[str, _Kinds]:
    return {language: _Kinds(row) for language, row in _table().items() if isinstance(row, dict)}


@cache
def _of_letters() -> Phrases:
    return Phrases(map(fold, _table()["of_letters"]))
