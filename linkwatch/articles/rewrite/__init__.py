"""Putting another address in the place of a link's own, and nothing else: what is written where, by each format.

`mend.py` mends a document; `register.py` says how each format writes; one file holds a format, or a few that are one
at heart. `wide.py` makes bytes and places in them text, `patch.py` shows what was done, `files.py` keeps it.

Writers work on text in which each byte is a character (see `wide.py`), and write ASCII only.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from linkwatch.errors import UnwritableError
from linkwatch.travel import travels

_UNSAFE = re.compile(r"[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]")
Matches = Callable[[str], re.Match[str] | None]  # a method of a pattern


class Form(StrEnum):
    """How readers are sent to an archived copy."""

    REPLACE = "replace"  # its address stands where the link's own stood
    ROBUST = "robust"  # likewise, and what it replaces is said in attributes: robustlinks.mementoweb.org/spec
    WIKI = "wiki"  # in the parameters of a template, as Wikipedias do
    NOTE = "note"  # in brackets after the link, which stays


class Edit(NamedTuple):
    """Characters of a text that others replace; an insertion where start is end."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where the target of a link is written in a text."""

    text: str
    start: int
    end: int

    def before(self, longest: int = 3000) -> str:
        """Return what stands before the target; looked at in bounds, for a document may have a million links."""
        return self.text[max(0, self.start - longest) : self.start]

    def after(self, longest: int = 3000) -> str:
        """Return what stands behind the target."""
        return self.text[self.end : self.end + longest]


@travels
@dataclass(frozen=True, slots=True)
class Successor:
    """What to cite instead. address: with its fragment. original: what it stands for. day: of the copy, None of none.

    day is None where the page itself has moved.
    """

    address: str
    original: str
    day: date | None = None

    @property
    def label(self) -> str:
        """What a note says: archived 9 June 2015."""
        return "archived" if self.day is None else f"archived {self.day.day} {self.day:%B %Y}"


Write = Callable[[Place, Successor], Sequence[Edit]]
"""Says what to change so that a link leads to its successor; nothing where that is done already.

Raises UnwritableError where this place does not allow it.
"""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """How a format writes each form, None where it has no such form.

    has_identifiers: some of its targets are no addresses but a DOI, a page of a wiki, the number of an RFC.
    """

    replace: Write
    robust: Write | None = None
    wiki: Write | None = None
    note: Write | None = None
    has_identifiers: bool = False

    def writer(self, form: Form) -> Write:
        """Return how a form is written. Raises UnwritableError where the format has none."""
        match form:
            case Form.REPLACE:
                found: Write | None = self.replace
            case Form.ROBUST:
                found = self.robust
            case Form.WIKI:
                found = self.wiki
            case Form.NOTE:
                found = self.note
        if found is None:
            raise UnwritableError(f"this format has no form {form}: write it as replace")
        return found


def safe(address: str, also: str = "") -> str:
    """Percent-encode what cannot stand in a URL, which no format gives a meaning then, and the characters of `also`."""
    written = _UNSAFE.sub(lambda match: _encoded(match[0]), address)
    return "".join(_encoded(char) if char in also else char for char in written)


def _encoded(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "replace"))


def noted(place: Place, end: int, note: str, is_noted: Matches) -> list[Edit]:
    """Add a note behind a link, which ends there, unless `is_noted` finds that one stands there already."""
    if is_noted(place.text[end : end + 3000].lstrip()):
        return []
    return [Edit(end, end, f" {note}")]


def end_of(place: Place, rest: Matches, what: str) -> int:
    """Return where a link ends. rest: finds what follows the address. what: what it is called where no end is found."""
    match = rest(place.after())
    if match is None:
        raise UnwritableError(f"the end of {what} is not found")
    return place.end + match.end()
