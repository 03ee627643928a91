"""How much of an article is read."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

_T = TypeVar("_T")

MOST_LINKS = 50_000
"""Hyperlinks of one article that are read: each may cost three kilobytes of memory in each of two processes."""
_MORE_TAGS = "only its first {} links are read, counting tags that are no whole links: it has more; split it"
_LONGEST_LINE = 2**16
_SHORTEST_TAG = len("<a>")
_LINK_TAG = re.compile(rb"<(?:a|area)[\t\n\f\r />]", re.IGNORECASE)


def first_links(links: Iterable[_T], most: int = MOST_LINKS) -> tuple[list[_T], str | None]:
    """Return the first links, as many as are read of one article, and what to say of the others if there are any."""
    first = list(islice(links, most + 1))
    if len(first) <= most:
        return first, None
    return first[:most], more_than(most)


def more_than(most: int) -> str:
    """Return what to say of an article with more links than that."""
    return f"only its first {most} links are read: it has more; split it"


def first_tags(body: bytes, most: int = MOST_LINKS) -> tuple[bytes, str | None]:
    """Return HTML up to where it has had so many tags of links, and what to say of the rest if there is any.

    A page of millions of links is not made a tree of millions of elements for the sake of the first. Tags that are no
    links, as within comments, are counted too.
    """
    if len(body) <= most * _SHORTEST_TAG:
        return body, None
    tag = next(islice(_LINK_TAG.finditer(body), most, None), None)
    return (body, None) if tag is None else (body[: tag.start()], _MORE_TAGS.format(most))


def beginning(body: bytes, size: int) -> bytes:
    """Return about so many bytes, so that no line is broken, or if lines are very long no character of UTF-8."""
    line_end = body.rfind(b"\n", max(0, size - _LONGEST_LINE), size) + 1
    if line_end:
        return body[:line_end]
    while size and body[size] & 0xC0 == 0x80 and body[size - 1] >= 0x80:
        size -= 1
    return body[:size]
