"""A hyperlink in a text, and pieces of HTML that stand in another format.

The parser of HTML is loaded by whoever meets such a piece: that takes longer than reading most texts.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from linkwatch.model import Kind, Span

LINK_TAG = re.compile(r"<(?:(?:a|area)\s|[a-z][\w.-]*+\s[^<>]*?\bhref\s*=)", re.IGNORECASE)
"""Begins what may be a hyperlink in another format, where components of a site's own have hrefs too."""


@dataclass(slots=True)
class Hyperlink:
    """A hyperlink in a text.

    context: the sentence around it. line: 1-based, within the text. span: where its target is written, in bytes of the
    text in UTF-8. is_markup: it is written as HTML, whatever the format of the text. is_broken: it is written so that
    no reader can follow it, whatever its target is. cited_at: when its author looked at the target, as words behind it
    say.
    """

    href: str
    text: str
    context: str
    line: int
    span: Span | None
    is_markup: bool = True
    is_broken: bool = False
    column: int = 0
    is_ignored: bool = False
    is_wiki: bool = False
    kind: Kind = Kind.LINK
    cited_at: datetime | None = None


def read_fragment(markup: str, kinds: frozenset[Kind] = frozenset()) -> list[Hyperlink]:
    """Read a piece of HTML. kinds: of citations that are asked for beside links."""
    from linkwatch.articles.extract import html

    return html.read_fragment(markup, kinds)


def read_heading(markup: str) -> str:
    """Return the text of the first <h1> in a piece of HTML; "" where there is none."""
    if "<h1" not in markup.lower():
        return ""
    from linkwatch.articles.extract import html

    return html.read_heading(markup)


def image_label(tag: str) -> str:
    """Return the alternative text of an <img> tag."""
    from linkwatch.articles.extract import html

    return html.image_label(tag)
