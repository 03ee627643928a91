"""Texts of strangers that messengers show as they are: no markup, no links but the one meant, nobody called by name.

Each messenger reads a Markdown of its own, and some read it in plain text too, so that no escaping suits all of them.
What could be markup is therefore replaced: in texts by its full-width twin, in URLs by its percent-encoding. Control
and direction characters have been taken out before (`report/safety.py`).
"""

import re

from linkwatch.urls import is_web

_MARKUP = re.compile(r"[\\`*\[\]<>|~@]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)|/(?=/)|(?<=/)/|(?<=www)\.", re.IGNORECASE)
_MARKUP_IN_URL = re.compile(r"[\s\\`*\[\]<>|{}^\"@]")
_MARKUP_IN_AUTHORITY = re.compile(r"[\s\\`*<>|@]")
_TO_FULL_WIDTH = 0xFEE0
_PARTS = re.compile(r"(https?://)([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)


def literal_text(text: str, most: int) -> str:
    """Return a text of at most so many characters that no messenger takes for markup."""
    return _MARKUP.sub(lambda match: chr(ord(match[0]) + _TO_FULL_WIDTH), _cut(text, most))


def literal_url(url: str, most: int) -> str:
    """Return a URL that a messenger makes a link of, and of nothing else; what is no web address becomes a text."""
    parts = _PARTS.fullmatch(url)
    if parts is None or not is_web(url):
        return literal_text(url, most)
    scheme, authority, rest = parts.groups()
    rest = _MARKUP_IN_URL.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), rest)
    return _cut(f"{scheme}{_MARKUP_IN_AUTHORITY.sub('', authority)}{rest}", most)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 2]} …"
