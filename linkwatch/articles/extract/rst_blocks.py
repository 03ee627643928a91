"""The lines of a reStructuredText: which are text, which are code or comment, and what is defined beside the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from linkwatch.articles.extract.accessed import read_day
from linkwatch.articles.extract.encoding import CharSpan

_INDENT = re.compile(r" *")
_MARKUP = re.compile(r"( *)\.\.(?= |$)")
_TARGET = re.compile(r"_(?P<name>`[^`\n]*`|_|(?:\\.|[^:\\\n]|:(?! |$))*+):(?: +|$)(?P<url>.*)")
_ANONYMOUS = re.compile(r"( *)__ +(?P<url>\S.*)")
_FOOTNOTE = re.compile(r"\[[^\]\n]{1,100}\](?: |$)")
_SUBSTITUTION = re.compile(r"\|(?P<name>[^|\n]+)\| +")
_DIRECTIVE = re.compile(r"(?P<name>[A-Za-z0-9][\w.+:-]*?) ?::(?: +|$)")
_OPTION = re.compile(r" *:(?P<name>[\w-]+):(?: +|$)(?P<value>.*)")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|mailto:", re.IGNORECASE)
_MOST_STEPS = 10  # names that lead to names, which may go round in a circle
_LIST_ITEM = re.compile(r" *(?:[-*+\u2022] +|\(?(?:\d+|[A-Za-z]|#)[.)] +)")
_DATE = re.compile(r":date: +(.+)", re.IGNORECASE)
_RULE = re.compile(r"([!-/:-@\[-`{-~])\1* *$")
_NO_TEXT = {
    *("code", "code-block", "sourcecode", "parsed-literal", "literalinclude", "highlight", "raw", "math"),
    *("include", "graphviz", "doctest", "testcode", "testoutput", "testsetup", "testcleanup"),
    *("productionlist", "ipython", "plot", "mermaid", "uml", "default-role", "role", "index", "module"),
    "currentmodule",
}
_IMAGES = ("image", "figure")
_ADDRESSES = ("target", "url")  # options of directives: of a picture, and of what is taken from elsewhere


@dataclass(frozen=True, slots=True)
class Target:
    """What a name leads to. url: "" for a place in the text; "name_" for what another name leads to."""

    url: str
    span: CharSpan


@dataclass(slots=True)
class Blocks:
    """What the lines of a text say.

    hidden: where no text stands, in order. images: pictures that lead somewhere, and what is taken from elsewhere.
    pictures: all of them. html: pieces of it. comments: as they are written.
    """

    hidden: list[CharSpan] = field(default_factory=list)
    targets: dict[str, Target] = field(default_factory=dict)
    anonymous: list[Target] = field(default_factory=list)
    images: list[Target] = field(default_factory=list)
    pictures: list[Target] = field(default_factory=list)
    html: list[CharSpan] = field(default_factory=list)
    comments: list[CharSpan] = field(default_factory=list)
    title: str | None = None
    published_at: datetime | None = None


def fold_name(name: str) -> str:
    """Return a name as it is compared."""
    return " ".join(name.lower().split())


def read_blocks(text: str) -> Blocks:
    """Go through the lines of a text once."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = list(_spans_of_lines(text))
        self._found = Blocks()
        self._chained: list[str] = []  # names of the place where the next name stands: they lead where that leads

    def read(self) -> Blocks:
        number = 0
        while number < len(self._lines):
            number = self._read_line(number)
        return self._found

    def _read_line(self, number: int) -> int:
        """Read a line, and what belongs to it. Return the number of the next."""
        start, end = self._lines[number]
        line = self._text[start:end]
        if mark := _MARKUP.match(line):
            return self._read_markup(number, len(mark[1]), line[mark.end() :].lstrip(" "))
        if line.strip():
            self._chained.clear()
        if anonymous := _ANONYMOUS.match(line):
            self._found.anonymous.append(
                Target(anonymous["url"].strip(), self._stripped(start + anonymous.start("url"), end))
            )
            self._found.hidden.append((start, end))
            return number + 1
        if line.lstrip(" ").startswith(">>> "):
            return self._hide_until_blank(number)
        self._look_for_metadata(number, line)
        if line.rstrip(" ").endswith("::"):
            item = _LIST_ITEM.match(line)
            return self._hide_block(number + 1, item.end() if item else _indent(line))
        return number + 1

    def _read_markup(self, number: int, indent: int, rest: str) -> int:
        start, end = self._lines[number]
        first = end - len(rest)
        if target := _TARGET.match(rest):
            return self._read_target(number, indent, target, first)
        self._chained.clear()
        if footnote := _FOOTNOTE.match(rest):
            self._found.hidden.append((start, first + footnote.end()))
            return number + 1
        begins = substitution.end() if (substitution := _SUBSTITUTION.match(rest)) else 0
        directive = _DIRECTIVE.match(rest, begins)
        if directive is None:
            if not rest and self._is_blank(number + 1):
                return number + 1  # an empty comment ends what stands before it
            self._found.hidden.append((start, end))
            after = self._hide_block(number + 1, indent)
            self._found.comments.append((start, self._lines[after - 1][1]))
            return after
        name = directive["name"].lower().rpartition(":")[2] or directive["name"].lower()
        is_text = name not in _NO_TEXT and name not in _IMAGES
        self._found.hidden.append((start, first + directive.end() if is_text else end))
        if name in _IMAGES and rest[directive.end() :].strip():
            at = self._stripped(first + directive.end(), end)
            self._found.pictures.append(Target(self._text[slice(*at)], at))
        after = self._read_options(number + 1, indent)
        if name not in _NO_TEXT:
            return after
        behind = self._hide_block(after, indent)
        if name == "raw" and "html" in rest[directive.end() :].lower().split() and behind > after:
            self._found.html.append((self._lines[after][0], self._lines[behind - 1][1]))
        return behind

    def _read_target(self, number: int, indent: int, match: re.Match[str], first: int) -> int:
        """Read what a name leads to; its address may go on in the lines that follow, deeper than it."""
        start, end = self._lines[number]
        begin = first + match.start("url")
        after = number + 1
        while after < len(self._lines) and not self._is_blank(after) and self._indent(after) > indent:
            end = self._lines[after][1]
            after += 1
        written = self._text[begin:end]
        url = "".join(written.split()) if other_name(written) is None else written
        target = Target(url, self._stripped(begin, end))
        name = match["name"].strip("`").replace("\\", "")
        if name == "_":
            self._found.anonymous.append(target)
        else:
            for each in (*self._chained, fold_name(name)) if url else (fold_name(name),):
                if each in self._chained:
                    self._found.targets[each] = target
                self._found.targets.setdefault(each, target)
            self._chained = [] if url else [*self._chained, fold_name(name)]
        self._found.hidden.append((start, end))
        return after

    def _read_options(self, number: int, indent: int) -> int:
        while number < len(self._lines) and not self._is_blank(number) and self._indent(number) > indent:
            start, end = self._lines[number]
            option = _OPTION.match(self._text[start:end])
            if option is None:
                break
            if option["name"] in _ADDRESSES and option["value"].strip():
                at = start + option.start("value")
                self._found.images.append(Target("".join(option["value"].split()), self._stripped(at, end)))
            self._found.hidden.append((start, end))
            number += 1
        return number

    def _hide_block(self, number: int, indent: int) -> int:
        """Hide the lines from this one on that are deeper than `indent`, and return the number of the next."""
        first = last = number
        while number < len(self._lines):
            if not self._is_blank(number):
                if self._indent(number) <= indent:
                    break
                last = number + 1
            number += 1
        if last > first:
            self._found.hidden.append((self._lines[first][0], self._lines[last - 1][1]))
        return last

    def _hide_until_blank(self, number: int) -> int:
        start = self._lines[number][0]
        while number < len(self._lines) and not self._is_blank(number):
            number += 1
        self._found.hidden.append((start, self._lines[number - 1][1]))
        return number

    def _look_for_metadata(self, number: int, line: str) -> None:
        if self._found.title is None and _RULE.match(line) and number and not self._is_blank(number - 1):
            title = self._text[slice(*self._lines[number - 1])]
            if not _RULE.match(title) and (len(line.rstrip()) >= min(4, len(title.strip())) or len(title.strip()) < 4):
                self._found.title = title.strip()
        if self._found.published_at is None and (date := _DATE.match(line)):
            self._found.published_at = read_day(date[1])

    def _is_blank(self, number: int) -> bool:
        return number >= len(self._lines) or not self._text[slice(*self._lines[number])].strip()

    def _indent(self, number: int) -> int:
        return _indent(self._text[slice(*self._lines[number])])

    def _stripped(self, start: int, end: int) -> CharSpan:
        written = self._text[start:end]
        return start + len(written) - len(written.lstrip()), end - len(written) + len(written.rstrip())


def _indent(line: str) -> int:
    match = _INDENT.match(line)
    return match.end() if match else 0


def _spans_of_lines(text: str) -> Iterator[CharSpan]:
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield start, end
        start = end + 1


def other_name(written: str) -> str | None:
    """Return the name that stands where an address may, as `two words`_; None for an address, which may end so too."""
    if not written.endswith("_") or written.endswith("\\_") or _ADDRESS.match(written):
        return None
    return written.removesuffix("_").strip("`")


def lead(targets: dict[str, Target], name: str) -> Target | None:
    """Follow a name, and the names that it leads to, to an address; None where none is at the end."""
    for _ in range(_MOST_STEPS):
        target = targets.get(fold_name(name))
        if target is None or not target.url:
            return None
        other = other_name(target.url)
        if other is None:
            return target
        name = other
    return None


def at(targets: Sequence[Target], number: int) -> Target | None:
    """Return the target of that number, None where there are fewer."""
    return targets[number] if number < len(targets) else None
