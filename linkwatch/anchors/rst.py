"""The names of places in reStructuredText: what docutils makes of headings, targets, footnotes and names."""

import re
import unicodedata
from collections import Counter
from itertools import pairwise

from linkwatch.anchors import Anchors

_RULE = re.compile(r"([!-/:-@\[-`{-~])\1*[ \t]*")
_TARGET = re.compile(r"^[ \t]*\.\. _(`[^`\n]+`|(?:\\.|[^:\\\n])+):(?:[ \t]|$)", re.MULTILINE)
_INLINE_TARGET = re.compile(r"(?<![\w`])_`([^`\n]{1,300})`")
_EMBEDDED = re.compile(r"(?<![\w`])`([^`<]{1,300}?)\s*<[^<>`]{1,2000}>`_(?!_)")
_NOTE = re.compile(r"^[ \t]*\.\. \[#?([\w.-]{1,100})\](?:[ \t]|$)", re.MULTILINE)
_NAME = re.compile(r"^[ \t]+:(?:name|id):[ \t]+(\S[^\n]*)$", re.MULTILINE)
_DIRECTIVE = re.compile(r"^[ \t]*\.\.[ \t]+(?:\|[^|\n]+\|[ \t]+)?([A-Za-z][\w:+-]*)::", re.MULTILINE)
_UNKNOWN = {  # directives that make names which only Sphinx or another file can tell; so do those of domains and auto…
    *("include", "literalinclude", "raw", "glossary", "option", "contents", "bibliography", "jinja", "envvar"),
    *("function", "method", "class", "data", "attribute", "module", "exception", "productionlist", "cfunction"),
}
_SHARED = re.compile(r"`_|\w_\b|\]_")
_MARKUP = re.compile(r":[\w:+-]{1,60}:(?=`)|<[^<>`]{0,500}>(?=`)|[`*|]|_(?=`|\b)")
_NO_NAME = re.compile(r"[^a-z0-9]+")
_BEGINNING = re.compile(r"^[-0-9]+|-+$")
_NUMBERED = ("id{}", "toc-entry-{}", "footnote-{}", "footnote-reference-{}", "citation-reference-{}")
_MOST_NUMBERS = 10_000
_OTHER_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ħ": "h", "\u0131": "i", "ł": "l", "ß": "sz", "æ": "ae", "œ": "oe"})


def read_anchors(text: str) -> Anchors:
    """Return the named places of a text. Those of descriptions of programs are known to Sphinx alone."""
    titles = _titles(text)
    given = Counter(make_id(_MARKUP.sub("", title)) for title in titles)
    for pattern in (_TARGET, _INLINE_TARGET, _EMBEDDED, _NOTE, _NAME):
        given.update(make_id(name.strip("`").replace("\\", "")) for name in pattern.findall(text))
    names = {*given, *map(make_id, titles)} - {""}
    # what has no name, or not alone, has a number
    names.update(f"{name}-{number}" for name, times in given.items() for number in range(1, times) if name)
    names.update(f"section-{number}" for number in range(1, given[""] + 1))
    numbered = range(1, min(_MOST_NUMBERS, len(titles) + len(_SHARED.findall(text))) + 1)
    names.update(form.format(number) for form in _NUMBERED for number in numbered)
    return Anchors(frozenset(names), is_cut=any(map(_is_unknown, _DIRECTIVE.findall(text))))


def _is_unknown(directive: str) -> bool:
    return directive in _UNKNOWN or ":" in directive or directive.startswith("auto")


def make_id(name: str) -> str:
    """Return what docutils makes of a name."""
    plain = unicodedata.normalize("NFKD", " ".join(name.lower().split()).translate(_OTHER_LETTERS))
    return _BEGINNING.sub("", _NO_NAME.sub("-", plain.encode("ascii", "ignore").decode()))


def _titles(text: str) -> list[str]:
    found = []
    for title, rule in pairwise(text.split("\n")):
        line = _RULE.fullmatch(rule)
        if line and title.strip() and not _RULE.fullmatch(title) and len(rule.rstrip()) >= min(4, len(title.strip())):
            found.append(title.strip())
    return found
