"""The names of places in Markdown: what GitHub and GitLab make of headings, explicit names, and those of its HTML."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, cast

import pyromark

from linkwatch.anchors import Anchors

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_YAML_STYLE_METADATA_BLOCKS
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NAMED_MARKUP = re.compile(r"\b(?:id|name)\s*=|<h[1-6]\b", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\{:?[ \t]{0,9}#([\w.:-]{1,200})")  # also behind a paragraph, as Kramdown and MkDocs have it
_HYPHENS = re.compile(r"-{2,}")
_FOOTNOTES = ("fn-{}", "fnref-{}", "fn:{}", "fnref:{}")


def read_anchors(text: str) -> Anchors:
    """Return the named places of a text."""
    reader = _Reader()
    for event in pyromark.events(text, options=_OPTIONS):
        reader.take(event)
    return Anchors(frozenset(reader.names), frozenset(reader.headings))


def slug(heading: str) -> str:
    """Return what GitHub makes of a heading: punctuation goes, and each space becomes a hyphen, at its end too."""
    kept = (char for char in heading.lower() if char in "-_ " or char.isalnum() or _joins(char))
    return "".join(kept).replace(" ", "-")


def _joins(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc", "Me", "Pc")


class _Names:
    """Names of headings, each of which is given once: further ones get a number."""

    def __init__(self) -> None:
        self._given: set[str] = set()
        self._numbers: dict[str, int] = {}

    def give(self, name: str) -> str:
        number = self._numbers.get(name, -1)
        given = name
        while given in self._given or number < 0:
            number += 1
            given = f"{name}-{number}" if number else name
        self._numbers[name] = number
        self._given.add(given)
        return given


class _Reader:
    def __init__(self) -> None:
        self.names: set[str] = set()
        self.headings: set[str] = set()
        self._github, self._gitlab = _Names(), _Names()
        self._heading: list[str] | None = None
        self._images = 0  # within the heading, whose words are no part of its name
        self._html: list[str] | None = None

    def take(self, event: Any) -> None:
        """Take the next event of the parser."""
        if isinstance(event, str):
            if self._heading is not None and event in ("SoftBreak", "HardBreak"):
                self._heading.append(" ")
            return
        for kind, value in cast("Mapping[str, Any]", event).items():  # it is one
            if kind == "Text" and self._heading is None:  # nearly all
                if "{" in value:
                    self.names.update(_ATTRIBUTE.findall(value))
            else:
                self._take_other(kind, value)

    def _take_other(self, kind: str, value: Any) -> None:
        if kind in ("Text", "Code"):
            if self._heading is not None and not self._images:
                self._heading.append(value)
        elif kind in ("Html", "InlineHtml"):
            if self._html is None:
                self._take_markup(value)
            else:
                self._html.append(value)
        elif kind == "Start":
            self._begin(value)
        elif kind == "End":
            self._end(value)

    def _begin(self, tag: Any) -> None:
        name: str
        about: Any
        name, about = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if name == "Heading":
            self._heading = []
            if about["id"]:
                self.names.add(about["id"])
        elif name == "Image":
            self._images += 1
        elif name == "HtmlBlock":
            self._html = []
        elif name == "FootnoteDefinition":
            self.names.update(form.format(about) for form in _FOOTNOTES)

    def _end(self, tag: Any) -> None:
        name = tag if isinstance(tag, str) else next(iter(tag))
        if name == "Heading" and self._heading is not None:
            self._name("".join(self._heading))
            self._heading = None
        elif name == "Image":
            self._images -= 1
        elif name == "HtmlBlock" and self._html is not None:
            self._take_markup("".join(self._html))
            self._html = None

    def _take_markup(self, markup: str) -> None:
        if _NAMED_MARKUP.search(markup):
            import turbohtml  # few texts have such a piece, and loading it takes longer than reading most

            from linkwatch.anchors.html import names_of

            page = turbohtml.parse(markup)
            self.names |= names_of(page)
            for heading in page.iter_elements(_HEADINGS):
                self._name(" ".join(heading.text.split()))

    def _name(self, heading: str) -> None:
        self.names.update(_ATTRIBUTE.findall(heading))
        name = slug(heading)
        self.headings.add(self._github.give(name))
        short = _HYPHENS.sub("-", name).strip("-")
        self.headings.add(self._gitlab.give(f"anchor-{short}" if short.isdigit() else short))
