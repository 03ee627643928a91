"""The signature tables of data/*.toml: how known walls, landers and error pages give themselves away.

A row matches a page when every field that it gives matches, and a field matches when any of its entries does:

title, heading   regular expressions, searched in the folded title or first heading
text             phrases, looked for in the first 3 000 characters of the folded visible text
markup           strings, looked for in the first 200 000 bytes of the source, in lower case
unless           likewise; a page that holds one of them is not matched
resource         strings, looked for in the addresses of scripts, frames, forms, styles and pictures
password         true: the page asks for a password
max_words        the most words the page may show: what keeps articles *about* a wall alive
header           regular expressions by header name; such a row is matched against headers only, not the page
url              regular expressions, searched in the final URL; such a row is matched against URLs only
sure             true: no page that a reader wants holds this, whatever its title says
"""

import math
import re
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from linkwatch.judge.marks import OFFERS_GAMBLING, offers_gambling
from linkwatch.judge.phrases import Marks, Phrases
from linkwatch.judge.tombstones import any_line_says_gone, any_says_gone
from linkwatch.judge.words import TITLE_PARTS, fold, fold_beginning, squeeze

_DATA = Path(__file__).parent / "data"
_ROW = "[[signature]]"
_TEXT_READ = 3000
_SENTENCES_READ = 1500
_FILLER = """
oups 404 410 error http https oops ooops whoops sorry uh oh the this that page code status no we re ups hoppla huch
fehler erreur errore erro blad fout fel chyba virhe hata ошибка
"""
_FILLERS = frozenset(_FILLER.split())
_LINES_READ, LINES_KEPT = 3000, 5  # characters, lines
_ITEMS_OF_LIST = 2
_OF_SOURCE = "</"  # a line of code, which a page shows
_SHORTEST_SENTENCE = 4  # characters; Chinese needs no more
_QUOTED = re.compile(
    '(?<!\\w)"[^"]{20,300}"(?!\\w)|\u201c[^\u201c\u201d]{20,300}\u201d|\u00ab[^\u00ab\u00bb]{20,300}\u00bb'
)
_GOES_ON = re.compile(r"\s+(?:after|when|while|since|during|using)\s")  # it tells when an error came
_SHORT_PHRASE = 14  # characters; shorter ones ("not found") must be all there is


@dataclass(frozen=True, slots=True)
class Signature:
    """One row. kind: the reason that it speaks for, a word of docs/reasons.md, or "gone"."""

    name: str
    kind: str
    sure: bool = False
    title: re.Pattern[str] | None = None
    heading: re.Pattern[str] | None = None
    text: tuple[str, ...] = ()
    markup: tuple[bytes, ...] = ()
    unless: tuple[bytes, ...] = ()
    resource: tuple[str, ...] = ()
    password: bool = False
    max_words: int | None = None
    header: tuple[tuple[str, re.Pattern[str]], ...] = ()
    url: re.Pattern[str] | None = None

    @property
    def reads_page(self) -> bool:
        """Whether this row is about pages, not about headers or URLs."""
        return not self.header and self.url is None

    @property
    def by_markup_only(self) -> bool:
        """Whether this row looks at a page's source only, not at what the page says."""
        return self.reads_page and self.title is self.heading is None and not self.text


@dataclass(frozen=True, slots=True)
class PageView:
    """What rows are matched against: title and heading as shown, the main text, and its first lines, squeezed.

    markup: in lower case. resources: absolute addresses of other hosts, in lower case, one a line; written: the same or
    more, as the page writes them, which costs less. All three are asked for only where a row needs them.
    """

    title: str
    heading: str
    text: str
    markup: Callable[[], bytes]
    written: Callable[[], str]
    resources: Callable[[], str]
    has_password_field: bool
    words: int
    lines: tuple[str, ...] = ()


def match_page(page: PageView) -> tuple[str, ...]:
    """Return the names of the rows that match, in the tables' order, the mark of gambling, and the not-found marks."""
    table = _table_for(page.words)
    title, heading = fold(page.title), fold(page.heading)
    text = fold_beginning(page.text, _TEXT_READ if table.reads_text else _SENTENCES_READ)
    found = _Found(table, page, text)
    names = [row.name for row in table.rows if _matches(row, page, title, heading, found)]
    if offers_gambling(f"{title} {heading} {text}"):
        names.append(OFFERS_GAMBLING)
    return (*names, *not_found_marks(title, heading, text, page.lines))


class _Found:
    """Which of a table's phrases, marks and addresses a page holds: each kind in one pass, when it is asked for."""

    def __init__(self, table: "_Table", page: PageView, text: str) -> None:
        self._table, self._page, self._text = table, page, text

    @cached_property
    def text(self) -> set[str]:
        return _all_text().found_in(self._text)

    @cached_property
    def markup(self) -> set[bytes]:
        return self._table.markup.found_in(self._page.markup())

    @cached_property
    def resources(self) -> set[str]:
        addresses = _all_resources()
        return addresses.found_in(self._page.resources()) if addresses.found_in(self._page.written()) else set()


def match_headers(headers: Mapping[str, str]) -> Iterator[Signature]:
    """Yield the rows that an answer's headers match. headers: names in lower case."""
    for row in _by_header():
        if all(name in headers and pattern.search(headers[name]) for name, pattern in row.header):
            yield row


def match_url(url: str) -> Iterator[Signature]:
    """Yield the rows that a URL matches."""
    lowered = url.lower()
    for row in _by_url():
        if row.url is not None and row.url.search(lowered):
            yield row


@cache
def _by_header() -> tuple[Signature, ...]:
    return tuple(row for row in signatures().values() if row.header)


@cache
def _by_url() -> tuple[Signature, ...]:
    return tuple(row for row in signatures().values() if row.url is not None)


@cache
def signatures() -> dict[str, Signature]:
    """Return every row by its name. Raises ValueError for two rows of one name or a row with an unknown field."""
    rows: dict[str, Signature] = {}
    for file in sorted(_DATA.glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        if _ROW not in text:  # it takes long to parse the lists of phrases
            continue
        for raw in tomllib.loads(text).get("signature", []):
            if raw["name"] in rows:
                raise ValueError(f"{file.name}: two rows are called {raw['name']!r}")
            rows[raw["name"]] = _compile(raw)
    return rows


@dataclass(frozen=True)
class _Table:
    """The rows that may match pages of some size, in the tables' order."""

    rows: tuple[Signature, ...]

    @cached_property
    def reads_text(self) -> bool:
        return any(row.text for row in self.rows)

    @cached_property
    def markup(self) -> Marks:
        return Marks(mark for row in self.rows for mark in (*row.markup, *row.unless))


@cache
def _all_text() -> Phrases:
    return Phrases(phrase for row in signatures().values() for phrase in row.text)


@cache
def _all_resources() -> Phrases:
    return Phrases(address for row in signatures().values() for address in row.resource)


def _table_for(words: int) -> _Table:
    """Return the rows that may match a page of so many words: long pages are searched for few marks."""
    sizes, tables = _tables()
    return tables[bisect_left(sizes, words)]


@cache
def _tables() -> tuple[list[int], list[_Table]]:
    """Return the sizes at which rows stop to match, in words, and the tables up to each and beyond all of them."""
    rows = [row for row in signatures().values() if row.reads_page]
    sizes = sorted({row.max_words for row in rows if row.max_words is not None})
    bounds = [*sizes, math.inf]
    return sizes, [_Table(tuple(row for row in rows if (row.max_words or math.inf) >= bound)) for bound in bounds]


def _compile(raw: dict[str, Any]) -> Signature:
    fields = {key: value for key, value in raw.items() if key != "note"}
    for key in ("title", "heading", "url"):
        if key in fields:
            fields[key] = _any_of(fields[key])
    if "header" in fields:
        fields["header"] = tuple((name, re.compile(p, re.IGNORECASE)) for name, p in fields["header"].items())
    if "text" in fields:
        fields["text"] = tuple(fold(phrase) for phrase in fields["text"])
    for key in ("markup", "unless"):
        if key in fields:
            fields[key] = tuple(mark.lower().encode() for mark in fields[key])
    if "resource" in fields:
        fields["resource"] = tuple(address.lower() for address in fields["resource"])
    try:
        return Signature(**fields)
    except TypeError as error:
        raise ValueError(f"signature {raw['name']!r}: {error}") from error


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    """Return a pattern for all; those for beginnings share one "^", so that they are tried at one place only."""
    beginnings = [pattern.removeprefix("^") for pattern in patterns if pattern.startswith("^")]
    choices = [f"(?:{pattern})" for pattern in patterns if not pattern.startswith("^")]
    if beginnings:
        choices.insert(0, f"^(?:{'|'.join(beginnings)})")
    return re.compile("|".join(choices))


def _matches(row: Signature, page: PageView, title: str, heading: str, found: _Found) -> bool:
    """Tell whether a row matches, its bound of words apart. title, heading: folded."""
    if row.password and not page.has_password_field:
        return False
    if row.title is not None and not row.title.search(title):
        return False
    if row.heading is not None and not row.heading.search(heading):
        return False
    if row.text and found.text.isdisjoint(row.text):
        return False
    if row.markup and found.markup.isdisjoint(row.markup):
        return False
    if row.unless and not found.markup.isdisjoint(row.unless):
        return False
    return not row.resource or not found.resources.isdisjoint(row.resource)


@cache
def _not_found_phrases() -> tuple[Phrases, Phrases]:
    """Return the titles and the sentences, folded."""
    titles: set[str] = set()
    sentences: set[str] = set()
    for language in tomllib.loads((_DATA / "not_found.toml").read_text(encoding="utf-8"))["language"]:
        titles.update(map(fold, language["titles"]))
        sentences.update(map(fold, language["sentences"]))
    return Phrases(sorted(titles)), Phrases(sorted(sentences))


def not_found_marks(title: str, heading: str, text: str, lines: tuple[str, ...]) -> Iterator[str]:
    """Yield how the page says that it was not found.

    "not-found-whole": its title or heading is nothing else; "not-found-title": one of them mentions it;
    "not-found-gone", "not-found-gone-text": its title or heading, or else one of its first lines, is a tombstone;
    "not-found-text": a sentence near its beginning says so.
    """
    titles, sentences = _not_found_phrases()
    parts = [part for part in (*TITLE_PARTS.split(title), title) if part]
    mentioned = _mentions(title)
    if not mentioned:  # else the title says what the page is about, and the heading only repeats a part of it
        parts.append(heading)
    if any(_is_wholly(part, phrase) for part in parts for phrase in titles.found_in(part)):
        yield "not-found-whole"
    elif mentioned or _mentions(heading):
        yield "not-found-title"
    if any_says_gone((*parts, heading)):
        yield "not-found-gone"
    elif any_line_says_gone(lines):
        yield "not-found-gone-text"
    if sentences.found_in(_unquoted(text[:_SENTENCES_READ])):
        yield "not-found-text"


def _unquoted(text: str) -> str:
    """Return a text without what it quotes at length: somebody else's error, which a reader reports."""
    return _QUOTED.sub(" ", text) if '"' in text or "\u201c" in text or "\u00ab" in text else text


def _mentions(text: str) -> bool:
    """Tell whether a title holds one of those titles; a number alone may mean anything."""
    return any(not title.isdigit() for title in _not_found_phrases()[0].found_in(text))


def says_not_found(text: str) -> bool:
    """Tell whether a text holds a sentence by which pages say that they were not found."""
    return bool(_not_found_phrases()[1].found_in(fold(text)))


def says_only_not_found(name: str) -> bool:
    """Tell whether a heading is nothing but what pages that were not found are called."""
    shown = fold(name)
    return any(_is_wholly(shown, phrase) for phrase in _not_found_phrases()[0].found_in(shown))


def _is_wholly(part: str, phrase: str) -> bool:
    before, _, after = part.partition(phrase)
    if _GOES_ON.match(after):
        return False
    if (before[-1:].isalnum() and phrase[0].isascii()) or (after[:1].isalnum() and phrase[-1].isascii()):
        return False
    others = [word for word in re.findall(r"[^\W_]+", f"{before} {after}") if word not in _FILLERS]
    if phrase.isascii() and len(phrase) < _SHORT_PHRASE:
        return not others
    return len(others) <= 2


def first_lines(text: str, most: int = LINES_KEPT) -> tuple[str, ...]:
    """Return the first lines of a text that may be a sentence, squeezed; without lists, as of what has changed."""
    read = text[:_LINES_READ]
    written = read.splitlines()
    if _OF_SOURCE in read:
        written = [line for line in written if _OF_SOURCE not in line]
    lines: Iterable[str] = map(squeeze, written)
    if read.count("*") >= _ITEMS_OF_LIST:
        lines = list(lines)
        if sum(line.startswith("* ") for line in lines) >= _ITEMS_OF_LIST:
            lines = [line for line in lines if not line.startswith("* ")]
    return tuple(islice((line for line in lines if len(line) >= _SHORTEST_SENTENCE), most))
