"""Bare URLs and mail addresses in Markdown text, as GitHub Flavored Markdown recognises them.

The rules are those of the "autolinks (extension)" section of its specification, in which a URL ends before
trailing punctuation, an unbalanced bracket or an entity. Closing typographic quotation marks are left out too.
"""

import re
from collections.abc import Iterator

from markdown_it.common.utils import unescapeAll

_URL = re.compile(r"(?:(?:https?|ftp)://|www\.(?=[^\W_]))(?P<host>[\w-]+(?:\.[\w-]+)*)[^\s<>`]*", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+@-])[A-Za-z0-9._+-]{1,64}@(?P<host>[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)")
_TRAILING = "?!.,:*_~'\"\\\u201d\u2019\u00bb\u2026"
_ENTITY = re.compile(r"&[A-Za-z0-9]{1,32};$")
_PAIRS = {")": "(", "]": "["}


def find_url(text: str, start: int, stop: int) -> int:
    """Return where the bare URL ends that begins at `start`, not beyond `stop`; `start` itself where there is none."""
    match = _URL.match(text, start, stop)
    if match is None:
        return start
    host = match["host"].rstrip("_-")
    if text[start] in "wW":
        host = "www." + host
        if "_" in "".join(host.split(".")[-2:]):
            return start
    end = _before_unbalanced_bracket(text, match.start(), match.end())
    end = _before_punctuation(text, start, end)
    return end if end > match.start("host") else start


def find_mails(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each bare mail address begins and ends."""
    if "@" not in text:
        return
    for match in _MAIL.finditer(text):
        if match[0][-1] not in "-_":
            yield match.span()


def href_of(url: str) -> str:
    """Return the href of a bare URL as it is written: entities and escapes undone, "www." given its scheme."""
    href: str = unescapeAll(url)
    return "http://" + href if href[:4].lower() == "www." else href


def _before_unbalanced_bracket(text: str, start: int, end: int) -> int:
    """A "]" that nothing in the URL opens closes something around it: a link's text, say."""
    depth = 0
    for position in range(start, end):
        depth += (text[position] == "[") - (text[position] == "]")
        if depth < 0:
            return position
    return end


def _before_punctuation(text: str, start: int, end: int) -> int:
    closing = {close: text.count(close, start, end) - text.count(open_, start, end) for close, open_ in _PAIRS.items()}
    while end > start:
        last = text[end - 1]
        if last in _TRAILING:
            end -= 1
        elif last == ";":
            entity = _ENTITY.search(text, max(start, end - 34), end)
            end = entity.start() if entity else end - 1
        elif closing.get(last, 0) > 0:
            closing[last] -= 1
            end -= 1
        else:
            break
    return end
