"""Writes addresses into HTML: into a page, and into tags that stand in other formats."""

import re

from linkwatch.articles.rewrite import Edit, Place, Rewriting, Successor, noted, safe
from linkwatch.errors import UnwritableError

TAG_BEFORE = re.compile(r"<(a|area)[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*href\s*=\s*\\?[\"']?$", re.IGNORECASE)
_NEXT_TAG = re.compile(r"<(/?)a(?=[\s/>])[^<>]*>", re.IGNORECASE)
_QUOTE = re.compile(r"\\?([\"'])")
_ROBUST = re.compile(r"\sdata-(?:versionurl|versiondate|originalurl)[\s=/>]", re.IGNORECASE)
_NOTE = re.compile(r"\(<a href=[^<>]*>archived\b", re.IGNORECASE)
_LONGEST_TEXT = 20_000  # characters of a link's text, tags included


def replace(place: Place, successor: Successor) -> list[Edit]:
    """Write the address as the value of the attribute, with quotation marks where it has none."""
    quote = _quote(place)
    value = attribute(successor.address, quote or '"')
    return [Edit(place.start, place.end, value if quote else f'"{value}"')]


def robust(place: Place, successor: Successor) -> list[Edit]:
    """Write the address, and behind it what it stands for."""
    tag_start = place.before().rfind("<")
    tag = place.before()[tag_start:] + place.after().partition(">")[0] + ">"
    if _ROBUST.search(tag):
        raise UnwritableError("its tag has data-versionurl, data-versiondate or data-originalurl already")
    quote = _quote(place)
    after = place.end
    if quote:
        closing = _QUOTE.match(place.text, place.end)
        after = closing.end() if closing else place.end
    attributes = robust_attributes(successor)
    replaced = replace(place, successor)
    if quote:
        return [*replaced, Edit(after, after, attributes)]
    return [Edit(place.start, place.end, replaced[0].text + attributes)]


def robust_attributes(successor: Successor) -> str:
    """Return the attributes that say what a robust link stands for, with a space before each."""
    values = {
        "data-versionurl": successor.address,
        "data-versiondate": successor.day.isoformat() if successor.day else "",
        "data-originalurl": successor.original,
    }
    return "".join(f' {name}="{attribute(value)}"' for name, value in values.items() if value)


def note(place: Place, successor: Successor) -> list[Edit]:
    """Write a note behind the element."""
    tag = TAG_BEFORE.search(place.before())
    if tag is not None and tag[1].lower() == "area":
        raise UnwritableError("nothing can be written behind an <area>")
    closing = _NEXT_TAG.search(place.text, place.end, place.end + _LONGEST_TEXT)
    if closing is None or not closing[1]:
        raise UnwritableError("its </a> is not found")
    written = f'(<a href="{attribute(successor.address)}">{successor.label}</a>)'
    return noted(place, closing.end(), written, _NOTE.match)


def attribute(address: str, quote: str = '"') -> str:
    """Write an address between quotation marks of this kind."""
    return safe(address).replace("&", "&amp;").replace("'", "&#39;" if quote == "'" else "'")


def _quote(place: Place) -> str:
    last = place.text[place.start - 1 : place.start]
    return last if last in ("'", '"') else ""


HTML = Rewriting(replace, robust=robust, note=note)
