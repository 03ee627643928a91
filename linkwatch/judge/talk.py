"""What is more than a notice, whatever it is called: threads and news with their day or hour, verse, an answer."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from linkwatch.judge.statements import kinds_said
from linkwatch.judge.tombstones import goes_on_about_loss, says_gone
from linkwatch.judge.words import AFTER_SENTENCE, ENDS, QUESTIONS, count_words, fold, remembered, writes_spaces

TALK, BRIEF, VERSE, SENTENCES = "shape-talk", "shape-brief", "shape-verse", "shape-sentences"

_DATA = Path(__file__).parent / "data" / "talk.toml"
_READ, _MOST_LINES, _LINE_READ = 6000, 120, 200  # characters, lines, characters
_STAMPS, _SENTENCES, _TIMETABLE, _SOME_SENTENCES = 2, 2, 3, 3
_LINES_OF_VERSE, _LEAST_OF_LINE, _MOST_OF_LINE = 6, 2, 10  # lines, words, words
_WORDS_OF_SENTENCE, _WORDS_OF_QUESTION, _WORDS_OF_STAMP = 4, 8, 14
_DAY_OR_HOUR = re.compile(
    r"(?<![\d.:])(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:19|20)?\d\d"
    "|(?:19|20)\\d\\d ?[-/.\u5e74\ub144] ?\\d{1,2} ?[-/.\u6708\uc6d4] ?\\d{1,2}|[0-2]?\\d:[0-5]\\d)(?![\\d:])"
    r"|(?<!\w)\d{1,2}\.? [^\W\d]{3,12}\.?,? (?:19|20)\d\d(?!\d)|(?<!\w)[^\W\d]{3,12}\.? \d{1,2},? (?:19|20)\d\d(?!\d)"
)
_INTERJECTION = re.compile(
    r"^(?:w?h?oops\w{0,3}|u+ps\w?|ops|sorry|oh no|hm+|ojda|oj|hoppla|mince|vaya|jejda|ой|упс|хм)[,!.\u2026: ]+"
)
_ENDS = (*QUESTIONS, *ENDS)


def marks_of_telling(content: str, outside_links: str, *, is_short: bool, is_dated: bool) -> Iterator[str]:
    """Yield the marks of a page that speaks of a loss and may have more to say.

    content: its main content, one line a block. outside_links: likewise, without links. is_short: it says no more than
    news in brief do. is_dated: the page gives its day in its source.
    """
    if is_talk(content, outside_links):
        yield TALK
    if is_short and is_brief(outside_links, is_dated=is_dated):
        yield BRIEF
    if is_verse(outside_links):
        yield VERSE
    if says_some_sentences(outside_links):
        yield SENTENCES


def is_talk(content: str, outside_links: str) -> bool:
    """Tell whether a page's main content holds stamps of time on lines of their own, and sentences.

    Two of each are enough, where they tell of more than a loss; or a long question with its stamp, and an answer; or
    many stamps, as lists of films and tracks have them. content: one line a block. outside_links: likewise, without
    links, for lists of what else there is hold dates too.
    """
    stamped = sum(map(_is_stamped, content[:_READ].splitlines()[:_MOST_LINES]))
    if not stamped:
        return False
    if sum(map(_is_stamped, outside_links[:_READ].splitlines()[:_MOST_LINES])) >= _TIMETABLE:
        return True
    said = list(_sentences(outside_links))
    asked = any(line.endswith(QUESTIONS) and count_words(line) >= _WORDS_OF_QUESTION for line in said)
    told = sum(line.endswith(QUESTIONS) or _tells_more(line) for line in said)
    return told >= _SENTENCES and (stamped >= _STAMPS or asked)


def is_brief(outside_links: str, *, is_dated: bool) -> bool:
    """Tell whether a text without its links is news: a day, and two sentences, one of which tells more than a loss.

    Days in lists are those of other pages. is_dated: the page gives its day in its source.
    """
    said = list(_sentences(outside_links))
    if len(said) < _SENTENCES or not any(count_words(line) > _WORDS_OF_SENTENCE and _tells_more(line) for line in said):
        return False
    lines = [line for line in outside_links[:_READ].splitlines()[:_MOST_LINES] if not line.lstrip().startswith("*")]
    return (is_dated or any(map(_is_stamped, lines))) and not any(map(says_that_this_is_gone, (*lines, *said)))


def is_verse(outside_links: str) -> bool:
    """Tell whether a text without its links has many short lines in a row, none with a number, as poems do."""
    row = 0
    for line in outside_links[:_READ].splitlines()[:_MOST_LINES]:
        shown = line.strip()
        short = _LEAST_OF_LINE <= count_words(shown) <= _MOST_OF_LINE and not shown.startswith("*")
        row = row + 1 if short and not any(map(str.isdigit, shown)) else 0
        if row >= _LINES_OF_VERSE:
            return True
    return False


def says_some_sentences(outside_links: str) -> bool:
    """Tell whether a text without its links holds as many sentences as an answer does."""
    return sum(1 for _ in _sentences(outside_links)) >= _SOME_SENTENCES


def _tells_more(sentence: str) -> bool:
    shown = fold(sentence)
    return not (says_gone(shown) or goes_on_about_loss(shown) or kinds_said(sentence))


def says_that_this_is_gone(sentence: str) -> bool:
    """Tell whether a page says of itself that it is gone: "This listing has expired". News name what they tell of."""
    shown = _INTERJECTION.sub("", fold(sentence))
    return shown.startswith(_this()) and says_gone(shown)


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences that are more than a few words, items of lists apart."""
    for line in text[:_READ].splitlines()[:_MOST_LINES]:
        if not line.lstrip().startswith("*"):
            pieces = (piece.strip() for piece in AFTER_SENTENCE.split(line))
            yield from (piece for piece in pieces if piece.endswith(_ENDS) and count_words(piece) >= _WORDS_OF_SENTENCE)


@remembered
def _is_stamped(line: str) -> bool:
    shown = line[:_LINE_READ]
    is_short = count_words(shown) <= _WORDS_OF_STAMP and not shown.rstrip().endswith(_ENDS)
    return is_short and bool(_DAY_OR_HOUR.search(shown) or some_time_ago().search(fold(shown)))


@cache
def _this() -> tuple[str, ...]:
    words = (*this_words(), *this_words(at_first=True))
    return tuple(f"{fold(word)} " if writes_spaces(word) else fold(word) for word in words)


def this_words(*, at_first: bool = False) -> tuple[str, ...]:
    """Return the words for "this". at_first: those that mean it only where a sentence begins; else the others."""
    return tuple(_table()["this_at_first" if at_first else "this"])


def page_words() -> tuple[str, ...]:
    """Return the words for "the page" that mean it where a sentence begins."""
    return tuple(_table()["page_at_first"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


@cache
def some_time_ago() -> re.Pattern[str]:
    """Return what says in a folded text how long ago something was written."""
    table = _table()
    after, before = ("|".join(re.escape(fold(word)) for word in table[place]) for place in ("after", "before"))
    return re.compile(
        rf"(?<!\d)\d{{1,2}}[^\W\d]? ?(?:[^\W\d]{{1,9}}\.? ){{0,2}}(?:{after})(?!\w)"
        rf"|(?<!\w)(?:{before}) \d{{1,2}} [^\W\d]{{1,9}}|{'|'.join(table['joined'])}"
    )
