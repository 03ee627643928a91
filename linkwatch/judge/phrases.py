"""Hundreds of phrases looked for in one pass over a text (the automaton of Aho and Corasick)."""

import tomllib
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation

_DATA = Path(__file__).parent / "data"
_LONG = 400  # characters of a text
_MANY = 5000  # phrases


class Phrases:
    """A set of phrases, none of them empty."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._phrases = tuple(dict.fromkeys(phrases))

    def get_ready(self) -> None:
        """Make now what the first searches would make."""
        _ = self._all, self._in_ascii

    def found_in(self, text: str) -> set[str]:
        """Return those that the text holds, also where they overlap."""
        phrases, automaton = self._in_ascii if len(text) >= _LONG and text.isascii() else self._all
        return {phrases[index] for index, _, _ in automaton.find_matches_as_indexes(text, overlapping=True)}

    @cached_property
    def _all(self) -> tuple[tuple[str, ...], AhoCorasick]:
        return self._phrases, AhoCorasick(self._phrases)

    @cached_property
    def _in_ascii(self) -> tuple[tuple[str, ...], AhoCorasick]:
        """The phrases that a text in ASCII can hold, and what finds them in a third of the time, if they are not many.

        For all languages it would take 6 to 14 MB; of these few characters it takes one or two. Of very many phrases it
        takes 25, and finds them no sooner than an automaton that works out its steps when they are taken.
        """
        phrases = tuple(filter(str.isascii, self._phrases))
        kind = Implementation.DFA if len(phrases) <= _MANY else Implementation.ContiguousNFA
        return phrases, AhoCorasick(phrases, implementation=kind)


def read_phrases(name: str, as_looked_for: Callable[[str], str]) -> Phrases:
    """Read the words of all languages in a table of `data/`. as_looked_for: makes of a word what texts hold."""
    languages = tomllib.loads((_DATA / name).read_text(encoding="utf-8"))["words"]
    return Phrases(as_looked_for(word) for words in languages.values() for word in words)


_FEW = 16  # marks: the automaton of so few looks out for their rarest bytes first, and takes four times as long


class Marks:
    """A set of marks in the bytes of a page's source, none of them empty."""

    def __init__(self, marks: Iterable[bytes]) -> None:
        self._marks = tuple(dict.fromkeys(marks))
        self._automaton = None
        if len(self._marks) > _FEW:
            self._automaton = BytesAhoCorasick(self._marks, implementation=Implementation.DFA)  # half the time, 0.3 MB

    def found_in(self, source: bytes) -> set[bytes]:
        """Return those that the source holds, also where they overlap."""
        if self._automaton is None:
            return {mark for mark in self._marks if mark in source}
        return {self._marks[index] for index, _, _ in self._automaton.find_matches_as_indexes(source, overlapping=True)}
