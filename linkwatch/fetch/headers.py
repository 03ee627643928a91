"""Headers: what linkwatch sends, what a browser would send, and what is kept of an answer."""

import base64
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, unquote_to_bytes

from linkwatch.evidence import Validators
from linkwatch.fetch.answer import Answer
from linkwatch.urls import redact

_ENCODINGS = "gzip, deflate, br, zstd"
_VALUE_LIMIT = 300
_VALIDATOR_LIMIT = 500
_LOCATION_LIMIT = 65_536
_COOKIE_LIMIT = 4096  # what browsers take of one cookie
_COOKIES_LIMIT = 50
_LONGEST_PAUSE = 86_400.0

# What a verdict may rest on: what the body is, who served it, and what bot walls say of themselves.
# fmt: off
_KEPT = frozenset(
    {
        "content-type", "content-length", "content-encoding", "content-disposition", "server", "via",
        "location", "refresh", "retry-after", "status", "www-authenticate", "etag", "last-modified", "link",
        "x-robots-tag", "x-powered-by", "x-cache", "x-frame-options", "cf-mitigated", "cf-ray", "x-datadome",
        "x-dd-b", "x-amzn-waf-action", "x-amz-cf-id", "x-amzn-errortype", "x-sucuri-id", "x-sucuri-block",
        "x-iinfo", "x-cdn", "x-px", "x-px-block", "x-akamai-transformed", "akamai-grn", "x-vercel-mitigated",
        "x-vercel-challenge-token", "x-kpsdk-ct", "x-deny-reason", "x-squid-error", "x-blocked-by",
        "x-served-by", "x-redirect-by", "x-parking", "x-adblock-key", "x-pingback", "x-generator",
        "x-wix-request-id", "x-shopify-stage", "x-github-request-id",
    }
)
# fmt: on
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
# Nothing that a server could take for more than one value, or for "*", which every page matches.
_ETAG = re.compile(r"(?:[Ww]/)?\"[ !#-~]*\"|[\w.:+/=-]+", re.ASCII)
_DATE = re.compile(r"[\w ,:+-]+", re.ASCII)
_CHARSET = re.compile(r"charset\s*=[\s\"']*([^\s\"';,]{1,40})", re.IGNORECASE)

_BROWSER = {
    "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:153.0) Gecko/20100101 Firefox/153.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en-US,en;q=0.5",
    "Accept-Encoding": _ENCODINGS,
    "Connection": "keep-alive",
    "Upgrade-Insecure-Requests": "1",
    "Sec-Fetch-Dest": "document",
    "Sec-Fetch-Mode": "navigate",
    "Sec-Fetch-Site": "none",
    "Sec-Fetch-User": "?1",
    "Priority": "u=0, i",
}
_VALIDATORS = {"etag": _ETAG, "last-modified": _DATE}


def own_headers(user_agent: str) -> dict[str, str]:
    """Return the headers with which linkwatch names itself."""
    return {
        "User-Agent": user_agent,
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Language": "en;q=0.8,*;q=0.5",
        "Accept-Encoding": _ENCODINGS,
    }


def browser_headers() -> dict[str, str]:
    """Return the headers of an ordinary browser that opens a page its user typed in."""
    return dict(_BROWSER)


def conditional_headers(validators: Validators | None) -> dict[str, str]:
    """Return the headers that ask for a page only if it is another one than the validators'; {} without any."""
    if validators is None:
        return {}
    asked = {
        "If-None-Match": _validator("etag", validators.etag or ""),
        "If-Modified-Since": _validator("last-modified", validators.last_modified or ""),
    }
    return {name: value for name, value in asked.items() if value}


def userinfo_of(auth: str | None) -> str | None:
    """Return the "user:password" of the settings as a URL spells it; None for none."""
    if auth is None:
        return None
    user, mark, password = auth.partition(":")
    return f"{quote(user, safe='')}{mark}{quote(password, safe='')}"


def basic_auth(userinfo: str) -> str:
    """Return the Authorization header for the user:password of a URL, as a browser sends it."""
    user, _, password = userinfo.partition(":")
    pair = unquote_to_bytes(user) + b":" + unquote_to_bytes(password)
    return "Basic " + base64.b64encode(pair).decode("ascii")


def read_headers(status: int, raw: Iterable[tuple[bytes, bytes]], now: datetime) -> Answer:
    """Make an answer, still without body, of a status and the header lines as they came.

    A header that came twice is taken as it came first, as browsers do. Set-Cookie is kept by name only. ETag and
    Last-Modified are kept whole or, where they could not be sent back as they came, not at all.
    """
    first: dict[str, bytes] = {}
    cookies: list[str] = []
    for name_bytes, value in raw:
        name = name_bytes.decode("latin-1").strip().lower()
        if name == "set-cookie":
            if len(cookies) < _COOKIES_LIMIT and len(value) <= _COOKIE_LIMIT:
                cookies.append(_decode(value))
        else:
            first.setdefault(name, value)
    kept = {name: _shown(name, _decode(value)) for name, value in first.items() if name in _KEPT}
    kept = {name: value for name, value in kept.items() if value or name not in _VALIDATORS}
    if cookies:
        names = (cookie.partition("=")[0].strip() for cookie in cookies)
        kept["set-cookie-names"] = clean(", ".join(names), _VALUE_LIMIT)
    media_type, charset = _content_type(_decode(first.get("content-type", b"")))
    return Answer(
        status=status,
        headers=kept,
        location=_location(first.get("location")),
        refresh=_location(first.get("refresh")),
        set_cookies=tuple(cookies),
        media_type=media_type,
        charset=charset,
        retry_after=parse_retry_after(_decode(first.get("retry-after", b"")), now),
    )


def parse_retry_after(value: str, now: datetime) -> float | None:
    """Read a Retry-After header, seconds or a date, as seconds from now: at least 0, at most a day."""
    value = value.strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return min(float(value[:10]), _LONGEST_PAUSE)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), _LONGEST_PAUSE)


def content_encoding(headers: Mapping[str, str]) -> str:
    """Return the declared compression, "" for none."""
    return headers.get("content-encoding", "")


def clean(text: str, limit: int) -> str:
    """Make text from outside fit for one line of evidence."""
    return (text if text.isprintable() else _CONTROL.sub(" ", text)).strip()[:limit]


def _shown(name: str, value: str) -> str:
    plain = _without_secrets(value)
    if name in _VALIDATORS:
        return _validator(name, value) if plain == value else ""
    return clean(plain, _VALUE_LIMIT)


def _validator(name: str, value: str) -> str:
    """Return the value of an ETag or Last-Modified where it can be sent back safely, else ""."""
    value = value.strip()
    return value if len(value) <= _VALIDATOR_LIMIT and _VALIDATORS[name].fullmatch(value) else ""


def _decode(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _without_secrets(value: str) -> str:
    return redact(value) if "@" in value else value


def _location(value: bytes | None) -> str | None:
    """Decode an address. Bytes that are no UTF-8 reach the next server as they are, as from a browser."""
    if value is None:
        return None
    value = value[:_LOCATION_LIMIT]
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in value)


def _content_type(value: str) -> tuple[str | None, str | None]:
    media_type = value.partition(";")[0].partition(",")[0].strip().lower()
    match = _CHARSET.search(value)
    return clean(media_type, 100) or None, clean(match[1], 40) if match else None
