"""The words of all statements as an inverted index, which a process reads in a few hundredths of a second."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from linkwatch.judge.statement_words import INDEX, PLACES, WHOLE
from linkwatch.judge.statements import NAMED_BY
from linkwatch.judge.words import word_in_padded

_TABLES = INDEX.with_suffix("")
_SHORT_WORD = 3  # letters; these are whole words
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Language:
    """A row of a table, its words as padded texts hold them. unless: words of which its sentences hold none."""

    kind: str
    lists: tuple[frozenset[str], ...]
    whole: frozenset[str]
    unless: frozenset[str]


def languages() -> Iterator[Language]:
    """Yield the rows of all tables."""
    in_padded = cache(lambda word: word_in_padded(word, _SHORT_WORD))  # a third of the words were met before
    for kind in NAMED_BY:
        rows = tomllib.loads((_TABLES / f"{kind}.toml").read_text(encoding="utf-8"))["language"]
        unless: dict[str, set[str]] = {}
        for row in rows:
            for code in row["code"].split("-"):
                unless.setdefault(code, set()).update(map(in_padded, row.get("unless", ())))
        for row in rows:
            codes = {"all", *row["code"].split("-")} & unless.keys()
            yield Language(
                kind,
                tuple(frozenset(map(in_padded, words)) for words in row.get("all", ())),
                frozenset(map(in_padded, row.get("whole", ()))),
                frozenset().union(*map(unless.__getitem__, codes)),
            )


def index() -> str:
    """Return the whole file."""
    rows: list[tuple[str, int, int]] = []
    words: dict[str, list[int]] = {}
    unmaking: dict[tuple[str, frozenset[str]], int] = {}
    for number, language in enumerate(languages()):
        assert len(language.lists) <= WHOLE
        of_row = unmaking.setdefault((language.kind, language.unless), len(unmaking))
        rows.append((language.kind, len(language.lists), of_row))
        for place, listed in [*enumerate(language.lists), (WHOLE, language.whole)]:
            for word in listed:
                words.setdefault(word, []).append(number * PLACES + place)
    unmade: dict[str, list[int]] = {}
    for (_, unless), of_row in unmaking.items():
        for word in unless:
            unmade.setdefault(word, []).append(of_row)
    by_rows = ",\n".join(map(_json, rows))
    return f'{{"rows":[\n{by_rows}\n],\n"words":{_by_word(words)},\n"unmaking":{_by_word(unmade)}}}\n'


def _by_word(numbers: Mapping[str, list[int]]) -> str:
    """Write a word a line, so that what was changed can be read."""
    return "{\n" + ",\n".join(f"{_json(word)}:{_json(numbers[word])}" for word in sorted(numbers)) + "\n}"
