"""Which words make a statement, from all tables at once: an inverted index, as it lies in data/statements.json.

It is made from data/statements/ by `python -m tests.reference`, because reading and folding so many words takes half a
second, which each process that meets a short page would need. Words are as `words.padded` texts hold them.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from linkwatch.judge.phrases import Phrases

INDEX = Path(__file__).parent / "data" / "statements.json"
WHOLE = 15
"""The place of the phrases that are a sentence; the lists of a row have the places from 0."""
PLACES = WHOLE + 1
"""A word at a place of a row is noted as PLACES * the row's number + place."""


@dataclass(frozen=True, slots=True)
class Row:
    """One kind in one language.

    lists: as their words are noted; a sentence holds one of each. unmade_by: the number of the words of which a
    sentence that is meant so holds none; rows of one kind and language share them.
    """

    kind: str
    lists: range
    unmade_by: int

    @property
    def whole(self) -> int:
        """How its phrases that are a sentence are noted."""
        return self.lists.start + WHOLE


@dataclass(frozen=True, slots=True)
class Held:
    """What a text holds: words, what is noted for them, and by whose numbers they unmake statements."""

    words: set[str]
    notes: set[int]
    unmaking: set[int]

    def has_all_lists(self, row: Row) -> bool:
        """Tell whether a word of each list of a row is there."""
        return bool(row.lists) and self.notes.issuperset(row.lists)


class Index:
    """Finds the rows of all tables by the words of a text. rows: in the tables' order."""

    def __init__(self, rows: Iterable[Row], words: Mapping[str, list[int]], unmaking: Mapping[str, list[int]]) -> None:
        self.rows = tuple(rows)
        self._words = words
        self._unmaking = unmaking
        self.phrases = Phrases({**words, **unmaking})

    def held_in(self, padded: str) -> Held:
        """Return what a padded text holds."""
        found = self.phrases.found_in(padded)
        return Held(found, _united(self._words, found), _united(self._unmaking, found))

    def rows_of(self, held: Held) -> list[Row]:
        """Return the rows that have a word in a text, in the tables' order."""
        return [self.rows[number] for number in sorted({note // PLACES for note in held.notes})]

    def whole_phrases(self, row: Row, held: Held) -> list[str]:
        """Return the phrases of a row that are a sentence, and are in a text."""
        if row.whole not in held.notes:
            return []
        return [word for word in held.words if row.whole in self._words.get(word, ())]


def _united(numbers: Mapping[str, list[int]], words: Iterable[str]) -> set[int]:
    return set().union(*(numbers.get(word, ()) for word in words))


@cache
def statement_words() -> Index:
    """Return the index of all tables."""
    index = json.loads(INDEX.read_text(encoding="utf-8"))
    rows = (
        Row(kind, range(PLACES * number, PLACES * number + lists), unmade_by)
        for number, (kind, lists, unmade_by) in enumerate(index["rows"])
    )
    return Index(rows, index["words"], index["unmaking"])
