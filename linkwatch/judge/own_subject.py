"""Does a page that speaks of a loss tell something of a subject of its own?

Beside "not found" stand sentences about pages, addresses, searches and what the reader may do now. A page with any other
sentence has something to tell: a band of that name, a room with that number, news of what somebody removed.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from linkwatch.judge.phrases import Phrases
from linkwatch.judge.shape import adds_nothing
from linkwatch.judge.signatures import says_not_found, says_only_not_found
from linkwatch.judge.statements import kinds_said
from linkwatch.judge.tombstones import goes_on_about_loss, says_gone
from linkwatch.judge.words import AFTER_SENTENCE, count_words, fold, squeeze, writes_spaces

OWN_SUBJECT = "shape-own-subject"

_DATA = Path(__file__).parent / "data" / "advice.toml"
_READ, _MOST_LINES = 4000, 60  # characters, lines
_WORDS_OF_SENTENCE = 4
_SHORT_WORD = 3  # letters; these are whole words
_NOT_A_WORD = re.compile(r"[\W_]+")
_ENDS = (".", "!", "\u3002", "\uff01", "\u0964")


def tells_of_its_own(outside_links: str, names: Iterable[str]) -> bool:
    """Tell whether a text without its links holds a sentence about something else than a loss and its reader.

    outside_links: one line a block. names: the page's title and headings, which a text may repeat.
    """
    return any(True for _ in own_sentences(outside_links, names))


def own_sentences(outside_links: str, names: Iterable[str]) -> Iterator[str]:
    called = {squeeze(name) for name in names}
    for line in outside_links[:_READ].splitlines()[:_MOST_LINES]:
        shown = squeeze(line)
        if not shown or shown in called or shown.startswith("*") or "\u00a9" in shown:
            continue
        for sentence in AFTER_SENTENCE.split(shown):
            if count_words(sentence) >= _WORDS_OF_SENTENCE and sentence.endswith(_ENDS) and not _is_of_loss_or_reader(fold(sentence)):
                yield sentence


def _is_of_loss_or_reader(sentence: str) -> bool:
    return bool(
        _advice().found_in(f" {_NOT_A_WORD.sub(' ', sentence).strip()} ")
        or adds_nothing(sentence)
        or says_gone(sentence)
        or goes_on_about_loss(sentence)
        or says_not_found(sentence)
        or kinds_said(sentence)
    )


@cache
def _advice() -> Phrases:
    table = tomllib.loads(_DATA.read_text(encoding="utf-8"))["words"]
    return Phrases(_ready(fold(word)) for words in table.values() for word in words)


def _ready(word: str) -> str:
    if not writes_spaces(word):
        return word
    return f" {word} " if len(word) <= _SHORT_WORD else f" {word}"
