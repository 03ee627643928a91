"""Bare URLs and mail addresses in Markdown text, as GitHub Flavored Markdown recognises them.

The rules are those of the "autolinks (extension)" section of its specification, in which a URL ends before
trailing punctuation, an unbalanced bracket or an entity. Beyond it, a URL ends where a reader sees its end: before a
typographic quotation mark, a character that nobody sees, Chinese and Japanese punctuation, and where such text follows
Latin letters or a comma, full stop or the like. A "]" or "}" that nothing in the URL opens closes something around it.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape as unescape_html
from html.entities import html5 as named_entities

_MAIL = re.compile(r"(?<![\w.+@-])[A-Za-z0-9._+-]{1,64}@(?P<host>[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+)")
# First what all parts may begin with: to look for that alone is several times as fast.
_URL_BEGINS = re.compile(r"(?=[hfw])(?:(?<![A-Za-z])(?:https?|ftp)://|(?<![^\s*_~(\[])www\.)", re.IGNORECASE)
# U+2013 and U+2014 are dashes, U+2019 is an apostrophe too; then what ends sentences in Greek, Arabic, Urdu, Hindi,
# Armenian and Amharic.
_TRAILING = "?!.,:*_~'\"\\\u2013\u2014\u2019\u2026\u037e\u060c\u061b\u061f\u06d4\u0964\u0965\u0589\u1362\u1363"
_CJK = r"\u1100-\u11ff\u2e80-\u2fff\u3005-\u3007\u3041-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
_QUOTES = r"\u2018\u201a-\u201f\u00ab\u00bb\u2039\u203a"
_WIDE_PUNCTUATION = r"\u3000-\u3004\u3008-\u3020\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\uff61-\uff65"
_UNSEEN = r"\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"  # by which a line may break or turn round
_OTHER = rf"[^\s<>`\[\]{_QUOTES}{_WIDE_PUNCTUATION}{_CJK}{_UNSEEN}]"
_ENTITY = re.compile(r"&[A-Za-z0-9]{1,32};$")
_PAIRS = {")": "(", "]": "[", "}": "{"}
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|(&#(?:[0-9]{1,7}|[xX][0-9A-Fa-f]{1,6});)|&([A-Za-z][A-Za-z0-9]{1,31};)")


@cache
def bare_url() -> re.Pattern[str]:
    """Return what a bare URL is: made when the first is met, since its sets of thousands of characters take 9 ms."""
    return re.compile(  # case is ignored only where it matters: it makes compiling the rest take long
        r"(?i:(?:https?|ftp)://|www\.(?=[^\W_]))(?=(?P<host>[\w-]++(?:\.[\w-]++)*+))"
        rf"(?:{_OTHER}++|(?<![A-Za-z0-9,.;!])[{_CJK}][{_CJK}A-Za-z0-9]*+|\[(?:{_OTHER}*+\])?+)*+"
    )


def find_beginning(text: str, start: int) -> int:
    """Return where a bare URL may begin, from `start` on; -1 where none does. What is before the text is unknown."""
    match = _URL_BEGINS.search(text, start)
    return match.start() if match else -1


def may_begin_behind(before: str, first: str) -> bool:
    """Tell whether a bare URL whose first character is `first` may stand behind another. "": nothing is before it."""
    if not before:
        return True
    return before.isspace() or before in "*_~([" if first in "wW" else not (before.isascii() and before.isalpha())


def find_url(text: str, start: int, stop: int) -> int:
    """Return where the bare URL ends that begins at `start`, not beyond `stop`; `start` itself where there is none."""
    match = bare_url().match(text, start, stop)
    if match is None:
        return start
    host = match["host"].rstrip("_-")
    if text[start] in "wW":
        host = "www." + host
        if "_" in "".join(host.split(".")[-2:]):
            return start
    end = _before_punctuation(text, start, match.end())
    return end if end > match.start("host") else start


def find_mails(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each bare mail address begins and ends."""
    if "@" not in text:
        return
    for match in _MAIL.finditer(text):
        if match[0][-1] not in "-_":
            yield match.span()


def unescape(written: str) -> str:
    """Undo the backslashes and entities of Markdown."""
    if "\\" not in written and "&" not in written:
        return written
    return _ESCAPED.sub(_unescaped, written)


def _unescaped(match: re.Match[str]) -> str:
    escaped, number, name = match.groups()
    return escaped or (unescape_html(number) if number else named_entities.get(name, match[0]))


def href_of(url: str) -> str:
    """Return the href of a bare URL as it is written: entities and escapes undone, "www." given its scheme."""
    href = unescape(url)
    return "http://" + href if href[:4].lower() == "www." else href


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
