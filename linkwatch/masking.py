"""What in an address is nobody else's business: secrets, and private networks. Found here, and hidden. Pure.

A signature or a token in an address opens what it leads to for whoever knows it. The database and a person's own
reports keep it, for the link is to be asked again; whoever reads what is published is told "token=…".
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote, unquote_plus

from linkwatch.networks import is_inside
from linkwatch.urls import hostname

HIDDEN = "…"
"""What stands for a secret."""

# Names of parameters, without "-", "_" and "." and in lower case, whose value is a secret whatever it looks like: the
# signatures of Amazon (X-Amz-…, and before AWSAccessKeyId), Google (X-Goog-…), Azure (sig), CloudFront (Signature) and
# Akamai (hdnea, hdnts), and what OAuth calls its tokens.
_SECRET = frozenset({"sig", "hmac", "jwt", "pwd", "passwd", "apikey", "awsaccesskeyid", "keypairid", "hdnea", "hdnts"})
_SECRET_ENDS = ("token", "signature", "secret", "password", "credential")
# Those whose value is a secret only if it looks like one: elsewhere it is a word or a number.
_PERHAPS_SECRET = frozenset({"auth", "authkey", "code", "hash", "key", "policy", "s", "sign", "ticket"})
_SHORTEST_RANDOM = 20  # characters in a row: the words of a title are shorter and have hyphens between them
_RUN = re.compile(r"[A-Za-z0-9]+")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_NOT_OF_A_NAME = str.maketrans("", "", "-_.")
# What stands before a parameter of an address, or ("%3F") of one that is written inside another's value; and what ends
# an address in a text.
_MARK = re.compile(r"&amp;|[?&;#]|%(?:3[Ff]|26|3[Bb]|23)|[\s<>\"]")
_ENDS_ADDRESS = re.compile(r"[\s<>\"]")
_EQUALS = re.compile(r"=|%3[Dd]")

_PRIVATE = "(an address on a private network)"
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_AUTHORITY = re.compile(r"https?:[/\\]+[^\s<>\"/?#\\]*", re.IGNORECASE)


def secret_parameter(url: str) -> str | None:
    """Return the name of the first parameter that lets in whoever knows it, None where there is none.

    A fragment is not looked at: nobody is sent it.
    """
    return next((name for name, _, _ in _secrets(url.partition("#")[0])), None)


def mask(text: str) -> str:
    """Hide the values of secret parameters in an address, or in any text that holds some: "?page=2&token=…"."""
    if "=" not in text and "%3" not in text:
        return text
    parts, end = [], 0
    for _, first, last in _secrets(text):
        parts += [text[end:first], HIDDEN]
        end = last
    return "".join(parts) + text[end:]


def leads_inside(address: str) -> bool:
    """Tell whether the host of an address, or of one written inside it, is on a private network."""
    hosts = (hostname(found[0]) for found in _AUTHORITY.finditer(unquote(address)))
    return any(host and is_inside(host) for host in hosts)


def hide_private(text: str) -> str:
    """Put words in the place of each address on a private network that stands in a text."""
    return _ADDRESS.sub(lambda found: _PRIVATE if leads_inside(found[0]) else found[0], text)


def _secrets(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the name of each secret parameter, and where its value begins and ends."""
    marks = list(_MARK.finditer(text))
    ends = [*(mark.start() for mark in marks), len(text)][1:]
    whole_ends = ends[:]  # an encoded mark belongs to a value that is not encoded itself
    for place in range(len(marks) - 2, -1, -1):
        if marks[place + 1][0][0] == "%":
            whole_ends[place] = whole_ends[place + 1]
    last = 0
    for mark, end, whole_end in zip(marks, ends, whole_ends, strict=True):
        first = mark.end()
        if first < last or _ENDS_ADDRESS.match(mark[0]) or (equals := _EQUALS.search(text, first, end)) is None:
            continue
        last_of_it = whole_end if equals[0] == "=" else end
        name = unquote_plus(text[first : equals.start()])
        if equals.end() < last_of_it and _is_secret(name, text[equals.end() : end]):
            last = last_of_it
            yield name, equals.end(), last


def _is_secret(name: str, value: str) -> bool:
    plain = name.translate(_NOT_OF_A_NAME).lower()
    if plain in _SECRET or plain.endswith(_SECRET_ENDS):
        return True
    return plain in _PERHAPS_SECRET and _looks_random(unquote_plus(value))


def _looks_random(value: str) -> bool:
    """Tell whether it is, or holds, a long run of letters and digits mixed."""
    runs = [value.replace("-", "")] if _UUID.fullmatch(value) else _RUN.findall(value)
    return any(
        len(run) >= _SHORTEST_RANDOM and any(map(str.isdigit, run)) and any(map(str.isalpha, run)) for run in runs
    )
