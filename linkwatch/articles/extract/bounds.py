"""How much of an article is read."""

import re
from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

_T = TypeVar("_T")

MOST_LINKS = 50_000
"""Hyperlinks of one article that are read: each may cost three kilobytes of memory in each of two processes."""
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
    tag = next(islice(_LINK_TAG.finditer(body), most, None), None)
    return (body, None) if tag is None else (body[: tag.start()], more_than(MOST_LINKS))
