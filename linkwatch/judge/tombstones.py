"""Tombstones: sentences that say of a thing that it is gone ("This listing has expired."), and nothing else."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from linkwatch.judge.phrases import Phrases
from linkwatch.judge.pictured import is_caption_of_the_lost
from linkwatch.judge.words import (
    STOPS,
    count_words,
    fold,
    fold_as_it_stands,
    fold_beginning,
    in_padded,
    only_words,
    padded,
    remembered,
)

_DATA = Path(__file__).parent / "data" / "gone.toml"
_SENTENCE_END = re.compile(rf"(?<![.!\u3002\uff01{STOPS}])[.!\u3002\uff01{STOPS}]++(?:\s++|$)|[\u3002\uff01]")
_SPEAKS_OF_IT = re.compile(  # tells what can or will be done, quotes, asks, goes on, or tells of a year long ago
    "\\b(?:can be|will be|akan|seront|saranno|serao|vengono|automatiquement|automaticamente|otomatis)\\b"
    '|[:?"\uff1f\u061f\u201c\u201d\u201e\u00ab\u00bb\u300c\u300e]|(?<!\\d)1\\d{3}(?!\\d)'
)
# "A photo of the mill, which no longer exists": the clause is about what is shown. One that ends before the sentence
# does, or speaks to the reader (", which you ask for"), may stand within a tombstone.
_OF_WHAT_IS_SHOWN = re.compile(
    r", (?:which|qui|que|che|care|jota|joka|kurio|kurios|kuris|kuri|mida|mis|sem|som|ktor[a-z]{1,3}|kter[a-z]{1,3}"
    "|amely|\u043a\u043e\u0442\u043e\u0440\\w{2,3}|\u044f\u043a\\w{1,3}|\u03c0\u03bf\u03c5) "
    r"(?!(?:you|vous|tu|usted|busca|buscas|procura|cerca|cerchi|cauti|etsit|haet|szukasz|hledate|du|ni|dere|otsite"
    r"|\u0432\u044b|\u0432\u0438|\u0442\u044b)\b)[^,.!?]{1,60}[.!]?$"
)
_SHORT_WORD = 4  # letters; longer ones may end otherwise
TOMBSTONE_READ, _READ_UNFOLDED = 400, 800  # characters of a text
_LONGEST = 24  # words
_MOST_BEFORE = 3  # words: "sorry, the requested topic …"
_GOES_ON = 12  # words
_MOST_BETWEEN = 7  # words: "the listing that you were looking for has expired"


@dataclass(frozen=True, slots=True)
class _Language:
    """Folded beginnings of words, each with a space before it where its script writes spaces."""

    subjects: tuple[str, ...]
    gone: tuple[str, ...]
    headlines: tuple[str, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """All languages, each with the subjects and phrases of which a tombstone holds one, and all of these together.

    ends: what a tombstone says of its subject, in all languages, and phrases that need none.
    """

    languages: tuple[tuple[_Language, frozenset[str]], ...]
    beginnings: Phrases
    ends: Phrases
    subjects: frozenset[str]


def any_says_gone(texts: Iterable[str]) -> bool:
    """Tell whether one of these folded texts is a tombstone; where none holds what makes one, that costs little."""
    texts = [text for text in texts if text]
    return _may_say_gone(" ".join([text[:TOMBSTONE_READ] for text in texts])) and any(map(says_gone, texts))


def any_line_says_gone(lines: Iterable[str]) -> bool:
    """Tell the same of lines that are not folded."""
    if not _may_say_gone(fold_as_it_stands("\n".join([line[:_READ_UNFOLDED] for line in lines]))):
        return False
    return any(says_gone(fold_beginning(line, TOMBSTONE_READ)) for line in lines)


def _may_say_gone(folded: str) -> bool:
    return bool(_table().ends.found_in(padded(folded)))


@remembered
def says_gone(text: str) -> bool:
    """Tell whether the first sentence of a folded text is a tombstone: a subject and what became of it."""
    first = next((part for part in _SENTENCE_END.split(text[:TOMBSTONE_READ]) if part.strip()), "")
    before, colon, after = first.partition(":")
    if colon and count_words(before) <= _MOST_BEFORE:  # "Error: …"
        first = after
    if _SPEAKS_OF_IT.search(first) or is_of_what_is_shown(first):
        return False
    sentence = padded(first)
    if count_words(sentence) > _LONGEST:
        return False
    table = _table()
    begun = table.beginnings.found_in(sentence)
    if not begun:
        return False
    return any(
        not begun.isdisjoint(beginnings) and _is_tombstone(sentence, language)
        for language, beginnings in table.languages
    )


@remembered
def is_of_what_is_shown(sentence: str) -> bool:
    """Tell whether the loss of which a folded sentence speaks is one of what a picture or a text shows, not its own."""
    if is_caption_of_the_lost(sentence.strip()):
        return True
    clause = _OF_WHAT_IS_SHOWN.search(sentence.rstrip())
    return clause is not None and not _may_say_gone(sentence[: clause.start()])


def goes_on_about_loss(sentence: str) -> bool:
    """Tell whether a short folded sentence says what became of a thing that another one has named: "It was deleted"."""
    shown = padded(sentence[:TOMBSTONE_READ])
    return count_words(shown) <= _GOES_ON and bool(_table().ends.found_in(shown))


def is_subject(word: str) -> bool:
    """Tell whether a folded word is what tombstones call the thing that is gone: such words name no page."""
    shown = f" {word} "
    return any(shown.startswith(subject) for subject in _table().beginnings.found_in(shown) & _table().subjects)


def _is_tombstone(sentence: str, language: _Language) -> bool:
    ends = [
        place + len(subject.rstrip())
        for subject in language.subjects
        if (place := sentence.find(subject)) >= 0 and count_words(sentence[:place]) <= _MOST_BEFORE
    ]
    for end in ends:
        for phrase in language.gone:
            place = sentence.find(phrase, end)
            if place >= 0 and count_words(sentence[end:place]) <= _MOST_BETWEEN:
                return True
        if any(sentence.rstrip().endswith(phrase) for phrase in language.headlines):
            return True
    return any(
        (place := sentence.find(phrase)) >= 0 and count_words(sentence[:place]) <= _MOST_BEFORE
        for phrase in language.phrases
    )


@cache
def _table() -> _Table:
    tables = tomllib.loads(_DATA.read_text(encoding="utf-8"))["language"]
    languages = tuple(
        _Language(
            _ready(table["subjects"]),
            _ready(table["gone"]),
            _ready(table.get("headlines", ())),
            _ready(table.get("phrases", ())),
        )
        for table in tables
    )
    subjects = frozenset(subject for language in languages for subject in language.subjects)
    beginnings = Phrases([*subjects, *(phrase for language in languages for phrase in language.phrases)])
    ends = Phrases(
        phrase.rstrip() for language in languages for phrase in (*language.gone, *language.headlines, *language.phrases)
    )
    told = tuple((language, frozenset((*language.subjects, *language.phrases))) for language in languages)
    return _Table(told, beginnings, ends, subjects)


def _ready(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(in_padded(only_words(fold(phrase)), _SHORT_WORD) for phrase in phrases)
