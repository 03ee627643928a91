"""The strings of a JSON text with where they are written, in one pass and without a tree of the rest."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from linkwatch.articles.extract.encoding import CharSpan

# A string that nothing closes goes on to the end: else it would be looked for again at every quotation mark.
_TOKEN = re.compile(r'"(?P<string>(?:[^"\\]|\\.)*+)"?|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_COLON = re.compile(r"\s*:")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\.", re.DOTALL)
_DEEPEST = 200

Path = tuple[str | int, ...]
WHOLE: Path = ()
"""What `values` yields when the text's outermost object or list ends: never, where the text breaks off."""
BREAKS_OFF = "it is damaged: its JSON breaks off, or is nested too deep, and is read only as far as that"


@dataclass(frozen=True, slots=True)
class Value:
    """A string, number or word. path: the keys and numbers that lead to it. start, end: within its quotation marks."""

    path: Path
    start: int
    end: int
    written: str
    is_string: bool

    @property
    def text(self) -> str:
        """What a string means, its escapes undone."""
        if not self.is_string or "\\" not in self.written:
            return self.written
        try:
            meant = str(json.loads(f'"{self.written}"', strict=False))
        except ValueError:
            return self.written
        return meant.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # half a character cannot be stored


class Places:
    """Where the characters of a string's meaning are written in the JSON text."""

    def __init__(self, value: Value) -> None:
        self._start = value.start
        self._meant = [0]
        self._written = [0]
        self._escapes = set()
        shift = 0
        for escape in _ESCAPE.finditer(value.written) if value.is_string else ():
            self._escapes.add(escape.start() - shift)
            shift += len(escape[0]) - 1
            self._meant.append(escape.end() - shift)
            self._written.append(escape.end())

    def span(self, start: int, end: int) -> CharSpan:
        """Return where the characters of the meaning from `start` to `end` are written."""
        return self._start + self._at(start), self._start + self._at(end)

    def _at(self, position: int) -> int:
        piece = bisect_right(self._meant, position) - 1
        return self._written[piece] + position - self._meant[piece]


def values(text: str) -> Iterator[Value | Path]:
    """Yield the values of a JSON text in its order, and the path of each object and list when it ends.

    What is no JSON is passed over: it makes the paths wrong, and raises nothing.
    """
    path: list[str | int] = []
    key: str | None = None
    for token in _TOKEN.finditer(text):
        written = token[0]
        if written in "{[":
            if len(path) == _DEEPEST:
                return
            path.append(0 if written == "[" else "")
            key = None
        elif written in "}]":
            if path:
                path.pop()
            yield tuple(path)
        elif written == ",":
            last = path[-1] if path else ""
            if isinstance(last, int):
                path[-1] = last + 1
            key = None
        elif written == ":":
            if path and key is not None and isinstance(path[-1], str):
                path[-1] = key
            key = None
        else:
            group = "string" if token["string"] is not None else 0
            value = Value(tuple(path), *token.span(group), token[group], group != 0)
            if path and isinstance(path[-1], str) and _COLON.match(text, token.end()):
                key = value.text
            else:
                yield value
