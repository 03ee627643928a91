"""What an archive may be told of. Pure.

A page on a private network is nobody else's business. An address with a password or a signature in it opens what it
leads to for whoever knows it, and archives show to everybody what they were told.
"""

import re
from urllib.parse import parse_qsl

from linkwatch.networks import is_public
from linkwatch.urls import hostname, without_userinfo

_INSIDE = (".local", ".internal", ".lan", ".home.arpa", ".localhost")

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
_MOST_SHOWN = 40  # characters of a parameter's name
_SEPARATORS = str.maketrans("", "", "-_.")


def may_be_told(url: str, archive_url: str) -> bool:
    """Tell whether the archive at `archive_url` may learn that there is this URL."""
    return why_not_told(url, archive_url) is None


def why_not_told(url: str, archive_url: str) -> str | None:
    """Say in words why an archive may not learn of a URL; None: it may.

    An archive that is on a private network itself may be told of pages there, but no secret either.
    """
    if without_userinfo(url) != url:
        return "its address holds a user name or a password"
    if (name := secret_parameter(url)) is not None:
        return f"its address holds a secret: {name[:_MOST_SHOWN]}"
    if _is_inside(url) and not _is_inside(archive_url):
        return "it is on a private network"
    return None


def secret_parameter(url: str) -> str | None:
    """Return the name of the first parameter that lets in whoever knows it, None where there is none."""
    query = url.partition("#")[0].partition("?")[2].replace(";", "&")
    for name, value in parse_qsl(query):
        plain = name.translate(_SEPARATORS).lower()
        if plain in _SECRET or plain.endswith(_SECRET_ENDS) or (plain in _PERHAPS_SECRET and _looks_random(value)):
            return name
    return None


def _looks_random(value: str) -> bool:
    """Tell whether it is, or holds, a long run of letters and digits mixed."""
    runs = [value.replace("-", "")] if _UUID.fullmatch(value) else _RUN.findall(value)
    return any(
        len(run) >= _SHORTEST_RANDOM and any(map(str.isdigit, run)) and any(map(str.isalpha, run)) for run in runs
    )


def _is_inside(url: str) -> bool:
    host = hostname(url).strip("[]").rstrip(".")
    if host.rpartition(".")[2].isdigit() or ":" in host:
        return not is_public(host)
    return "." not in host or host.endswith(_INSIDE)
