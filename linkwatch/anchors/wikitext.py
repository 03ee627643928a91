"""The names of places in wikitext: headings, and those that authors give. What templates make nobody knows here."""

import re
from collections.abc import Iterable, Iterator

from linkwatch.anchors import Anchors

_HEADING = re.compile(r"^(={1,6})([^\n]+?)\1[ \t]*$", re.MULTILINE)
_NAMED = re.compile(r"\b(?:id|name)\s*=\s*(?:\"([^\"<>\n]{1,200})\"|'([^'<>\n]{1,200})'|([\w.:-]{1,200}))")
_MARKUP = re.compile(r"'{2,5}|<[^<>]{0,200}>|\[\[(?:[^\[\]|\n]{0,200}\|)?([^\[\]|\n]{0,200})\]\]")


def read_anchors(text: str) -> Anchors:
    """Return the named places of a text, with spaces and with underscores."""
    titles = [_MARKUP.sub(lambda match: match[1] or "", title).strip() for _, title in _HEADING.findall(text)]
    names = {name for found in _NAMED.findall(text) for name in found if name}
    names.update(titles)
    names.update(_given(" ".join(title.split()).replace(" ", "_") for title in titles))
    return Anchors(frozenset(names), is_cut="{{" in text or "<includeonly" in text)


def _given(names: Iterable[str]) -> Iterator[str]:
    """Yield the names that headings get: further ones of the same words, in whatever case, get a number."""
    given: set[str] = set()
    numbers: dict[str, int] = {}
    for name in names:
        key = name.lower()
        number, unlike = numbers.get(key, 1), name
        while unlike.lower() in given:
            number += 1
            unlike = f"{name}_{number}"
        numbers[key] = number
        given.add(unlike.lower())
        yield unlike
