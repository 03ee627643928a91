"""Short texts of pages in forty-five languages, each in words of its own, and what the tables of words find in them.

    python -m tests.judge.short_texts [LANGUAGE…]

A file a language: notices that what was cited is gone, gates before it, and short living texts, half of which use the
same words of something else. The tables grew by the odd lines; what they find in the even ones is what to expect of
texts that nobody has shown them. Translations of one text stand in files of several languages.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from linkwatch.judge.own_subject import marks_of_subject
from linkwatch.judge.shape import folded_lines
from linkwatch.judge.signatures import first_lines, not_found_marks
from linkwatch.judge.statements import SAYS, statements_of
from linkwatch.judge.words import fold

_FILES = Path(__file__).parent
_HEAD = "== "
_READ, _LINES = 4000, 12
_KINDS = ("login-wall", "paywall", "regional", "legal", "bot-wall", "forbidden", "age")
_GATES = frozenset(f"{SAYS}{kind}" for kind in _KINDS)
_ENDS = frozenset((f"{SAYS}gone", f"{SAYS}file", "shape-own-end"))


@dataclass(frozen=True, slots=True)
class ShortText:
    """kind: "gone", "gate" or "else". line: its number in the file."""

    language: str
    kind: str
    line: int
    text: str


@dataclass(slots=True)
class Count:
    """How many texts there are, how many say by the tables that something is gone, and that it is kept from readers."""

    texts: int = 0
    gone: int = 0
    gate: int = 0

    def add(self, is_gone: bool, is_gate: bool) -> None:
        """Count a text, of which `found_in` says this."""
        self.texts += 1
        self.gone += is_gone
        self.gate += is_gate


def languages() -> list[str]:
    """Return the codes of the languages that there are texts of."""
    return sorted(path.stem for path in _FILES.glob("*.txt"))


def texts_of(wanted: Iterable[str]) -> Iterator[ShortText]:
    """Yield the texts of languages, by file and line."""
    for language in wanted:
        kind = ""
        lines = (_FILES / f"{language}.txt").read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if line.startswith(_HEAD):
                kind = line.removeprefix(_HEAD)
            elif line.strip():
                yield ShortText(language, kind, number, line.strip())


def found_in(text: str) -> tuple[bool, bool]:
    """Tell whether a text says by the tables that what was cited is gone, and that it is kept from readers."""
    said = set(statements_of("", "", folded_lines(text, _READ)))
    missing = tuple(not_found_marks("", "", fold(text), first_lines(text, _LINES)))
    ends = said.union(marks_of_subject(text, (), gives_file=False))
    return bool(missing or _ENDS & ends), bool(_GATES & said)
