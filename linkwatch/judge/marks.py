"""Marks: kinds of sites that take over names which others let go, and what is asked of the reader within a page."""

import re
import tomllib
from functools import cache
from pathlib import Path

from linkwatch.evidence import PageFacts
from linkwatch.judge.phrases import Phrases
from linkwatch.judge.words import fold, fold_as_it_stands, writes_spaces

_TABLE = Path(__file__).parent / "data" / "marks.toml"
_BETWEEN_WORDS = re.compile(r"[^\w/-]+")
_APART = bytes(code if code >= 128 or chr(code).isalnum() or chr(code) in "_/-" else ord(" ") for code in range(256))
_NO_ASCII_MARK = re.compile(r"[^\x00-\x7f\w]")
_READ = 9000  # characters of a page's main text
SUBSCRIPTION = "subscription"
INTERRUPTION = "interruption"  # a question about cookies, a wish for scripts, a moment's patience
NO_KINDS_OF_SITES = (SUBSCRIPTION, INTERRUPTION)
WEAK = "link-seller"  # its words are on many honest blogs, too
GAMBLING, GAMBLING_OFFER = "gambling", "gambling-offer"
OFFERS_GAMBLING = "offers-gambling"
_SOLD = frozenset((GAMBLING, "pharmacy", "adult", "essay-mill", "lender", "counterfeiter"))
_A_FEW = 2  # phrases


def marks_of(page: PageFacts) -> tuple[str, ...]:
    """Return the marks that a page bears, in the table's order (see data/marks.toml)."""
    head = _of_all_marks().found_in(_padded(f"{page.title or ''} {' '.join(page.headings) or page.heading or ''}"))
    text = _of_all_marks().found_in(_apart(page.text[:_READ]))
    rows = ((name, enough, phrases) for name, enough, phrases in _rows() if name != GAMBLING_OFFER)
    return tuple(name for name, enough, phrases in rows if _score(phrases, head, text) >= enough)


def offers_gambling(text: str) -> bool:
    """Tell whether a page begins as those do that sell bets and games of chance. text: its beginning, folded."""
    if len(_roots().found_in(text)) < _enough(GAMBLING):
        return False
    shown = _padded(text)
    return all(len(_phrases(name).found_in(shown)) >= _enough(name) for name in (GAMBLING, GAMBLING_OFFER))


def kinds_sold(text: str, enough: int = _A_FEW) -> tuple[str, ...]:
    """Return for which kinds of sites a short text holds a few phrases."""
    shown = _padded(text)
    return tuple(name for name, _, phrases in _rows() if name in _SOLD and len(_found(phrases, shown)) >= enough)


def _found(phrases: frozenset[str], shown: str) -> set[str]:
    return {phrase for phrase in phrases if phrase in shown}


def speaks_of_gambling(text: str) -> bool:
    """Tell whether a text as short as a title or an address holds a word of gambling."""
    return bool(_phrases(GAMBLING).found_in(_padded(text)))


@cache
def _enough(name: str) -> int:
    return next(enough for mark, enough, _ in _rows() if mark == name)


@cache
def _roots() -> Phrases:
    """Return the words of gambling as they stand in a text that is not padded: more than `_phrases` finds."""
    phrases = next(phrases for mark, _, phrases in _rows() if mark == GAMBLING)
    return Phrases(phrase.strip() for phrase in phrases)


@cache
def _phrases(name: str) -> Phrases:
    return Phrases(next(phrases for mark, _, phrases in _rows() if mark == name))


@cache
def _of_all_marks() -> Phrases:
    return Phrases(phrase for _, _, phrases in _rows() for phrase in phrases)


def _score(phrases: frozenset[str], head: set[str], text: set[str]) -> int:
    """Count phrases, of a page's head twice. head, text: what each of them holds."""
    return len(phrases & head) + len(phrases & (head | text))


def _padded(text: str) -> str:
    """Return the folded text, spaces in place of its marks and around it, so that whole words can be found."""
    return f" {_BETWEEN_WORDS.sub(' ', fold(text)).strip()} "


def _apart(text: str) -> str:
    """Return the folded text with a space for each of its marks: as good as padded, for no phrase reaches over one."""
    text = fold_as_it_stands(text)
    if not text.isascii():
        text = _NO_ASCII_MARK.sub(" ", text)
    return f" {text.encode('utf-8', 'replace').translate(_APART).decode()} "


@cache
def _rows() -> tuple[tuple[str, int, frozenset[str]], ...]:
    """Return each mark's name, the least score, and its phrases: see `_ready`."""
    table = tomllib.loads(_TABLE.read_text(encoding="utf-8"))
    return tuple(
        (
            name,
            row["enough"],
            frozenset(_padded(word) if writes_spaces(word) else fold(word) for word in row["phrases"]),
        )
        for name, row in table.items()
    )
