"""What a URL is and what a browser would make of it (WHATWG URL). Pure: nothing here touches the network or the disk.

A URL is never tidied: the spelling of percent-encodings, the order of a query and an empty query can all matter
to the server, so what is asked is what a browser would ask.
"""

import ipaddress
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ada_url import URL, join_url, normalize_url

from linkwatch.model import Target, TargetKind

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_C0_AND_SPACE = "".join(map(chr, range(0x21)))
_TABS_AND_NEWLINES = str.maketrans("", "", "\t\n\r")
_WEB = ("http://", "https://")
_OF_PATHS = r"A-Za-z0-9_~,;:=+!*()@&$.-"
# An address that parsing would leave as it is, as most are: of a named host in ASCII, with a path without "." and "..".
_AS_IT_IS = re.compile(
    rf"https?://(?![^/]*xn--)(?:[a-z0-9-]++\.)++[a-z]{{2,}}(?:/(?!\.)[{_OF_PATHS}]*+)++"
    rf"(?:\?[%/?{_OF_PATHS}]*+)?(?:#[%/?{_OF_PATHS}]*+)?"
)
# A relative one that parsing would only put behind its folder: no segment of it is special.
_BELOW = re.compile(
    r"[A-Za-z0-9_](?:[A-Za-z0-9_~,=+!*()@&$.-]|/(?![./]))*+(?:\?[/?A-Za-z0-9_~,;:=+!*()@&$.-]*+)?",
)
_DEFAULT_PORTS = ("", "80", "443")
_LOST = re.compile(r"#?|(?:mailto|tel):|javascript:.*|about:blank(?:[?#].*)?", re.IGNORECASE | re.DOTALL)
# What templates leave to be filled in. Each is bounded, so that a text of beginnings without end takes no time.
_TEMPLATE = re.compile(
    r"\{\{[^{}]{0,500}\}\}|\{%[^{}]{0,500}%\}|<%[^<>]{0,500}%>|<\?(?:php\b|[=\s])|\$\{[^{}]{0,500}\}|(?<![^/])%s(?![^/?#])"
    # <?php … ?> and <% … %>, which Markdown takes for addresses in <…>
    r"|%%\w{1,80}%%|\A\?(?:php\b|=)[^?]{0,500}\?\Z|\A%[=\s-][^%]{0,500}%\Z",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"([a-z]{2,10})(//|[:;]{1,3}/{1,2}|:(?=www\.))(?=[a-z0-9\[])", re.IGNORECASE)
# Pasted along with an address from pages and mails, before which nobody sees it.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069\ufeff"
_KNOWN_NEAR_HTTP = frozenset({"http", "https"})
_DISARMED = frozenset({"hxxp", "hxxps"})  # written so on purpose, that nobody follows it
# A fragment by which a page's scripts choose what to show: it names the page, as a path does.
_ROUTE = re.compile(r"#(?:!/?|/)\w")
_TWO_SLASHES = re.compile(r"[/\\]{2}")
# At the beginning of a text as a browser reads an href; further on only what is plainly a URL.
_USERINFO = re.compile(
    r"(^\s*(?:(?:https?|ftp|wss?):[/\\]*|//))[^/\\?#]+@|([a-z][a-z0-9+.-]{0,20}://)[^/\\?#\s<>\"']+@", re.IGNORECASE
)
_REMEMBERED = 2000  # characters of a URL whose host is remembered


def resolve(
    href: str,
    base_url: str | None,
    document_url: str | None,
    *,
    root: Path | None = None,
    encoding: str = "utf-8",
) -> Target:
    """Say what an href points to, as a browser would understand it.

    base_url: what relative hrefs are relative to (a <base> or the document itself). document_url: where the
    document is; a file: URL makes it a local article. Both may be None where nothing is known.
    root: folder for hrefs such as "/a" in a local article. encoding: the document's, in which a browser writes
    the query. Never raises.
    """
    local = (document_url or base_url or "").startswith("file:")
    if "%" not in href and _AS_IT_IS.fullmatch(href):  # nothing of what follows is to be done
        return _classify(href, document_url, local=local)
    written = _as_read_by_browsers(href)
    if _LOST.fullmatch(written):
        return Target(TargetKind.PLACEHOLDER, _as_scalar_values(href).strip())
    if is_template(written):
        return Target(TargetKind.TEMPLATE, _as_scalar_values(href).strip())
    if likely_spelling(written, is_written=document_url is not None):
        return Target(TargetKind.MALFORMED, _as_scalar_values(href).strip())
    if written.startswith("#"):
        return Target(TargetKind.FRAGMENT, written)
    if not written.isascii() and encoding.lower() not in ("utf-8", "utf8"):
        written = _encode_query(written, encoding)
    if local and (base_url or "").startswith("file:"):
        if _TWO_SLASHES.match(written):
            written = "https:" + written
        elif written[0] in "/\\":
            if root is None:
                return Target(TargetKind.UNKNOWN_ROOT, without_fragment(written))
            below = _join(written, "file:///") or written  # resolves "..", so that nothing leaves the root
            written = root.absolute().as_uri() + below.removeprefix("file://")
    url = _join(written, base_url)
    if url is None:
        return Target(TargetKind.MALFORMED, _as_scalar_values(href).strip())
    return _classify(url, document_url, local=local)


def _as_read_by_browsers(href: str) -> str:
    if href.isprintable():  # nearly all: then there is no white space but the space, no control and no surrogate
        return href.strip(" ")
    return _as_scalar_values(href).strip(_C0_AND_SPACE).translate(_TABS_AND_NEWLINES).strip()


def folder_of(base_url: str) -> str | None:
    """Return what `resolve_below` needs to know of a base; None where it does not serve for that."""
    name = "a"
    url = _join(name, base_url)
    return url.removesuffix(name) if url and url.endswith("/" + name) and url.startswith((*_WEB, "file:///")) else None


def resolve_below(href: str, folder: str, document_url: str) -> Target | None:
    """Do what `resolve` does, several times as fast, for a plain relative href; None for any other.

    folder: of the base that the href is relative to, as `folder_of` returns it.
    """
    if _BELOW.fullmatch(href) is None:
        return None
    return _classify(folder + href, document_url, local=document_url.startswith("file:"))


def is_template(href: str) -> bool:
    """Tell whether a program was to fill in a part of it, and did not."""
    may_be = "{" in href or "<" in href or "%s" in href or "%%" in href or href.startswith(("?", "%"))
    return may_be and _TEMPLATE.search(href) is not None


def likely_spelling(href: str, *, is_written: bool = True) -> str | None:
    """Return how an href whose scheme is a misspelt "http" or "https" was most likely meant; None for any other.

    So is one that stands behind a character that nobody sees: browsers take it for a path.
    is_written: somebody wrote it; what a server sends is taken as browsers take it.
    """
    if href.startswith(_WEB):  # nearly all
        return None
    if is_written and href[:1] in _INVISIBLE and (seen := href.lstrip(_INVISIBLE)).lower().startswith(_WEB):
        return seen
    match = _SCHEME.match(href)
    if match is None:
        return None
    scheme, mark, rest = match[1].lower(), match[2], href[match.end() :]
    if scheme in _KNOWN_NEAR_HTTP:
        # Browsers follow "https:/example.org/" and "https:www.example.org", but to another place where the page is
        # https itself.
        is_right = mark == "://" or (mark in (":/", ":") and not is_written)
        return None if is_right else f"{scheme}://{rest}"
    if mark != "://" or not _is_like_http(scheme):
        return None
    return f"{'https' if 's' in scheme else 'http'}://{rest}"


def with_spaces_written(href: str) -> str | None:
    """Return a malformed href with its spaces as "%20" where that alone makes it right; None for any other."""
    written = href.strip(" ").replace(" ", "%20")
    is_absolute = "://" in written or written.startswith("//")
    is_right = not is_absolute or is_web(written if "://" in written else f"https:{written}")
    return written if is_right and written != href.strip(" ") else None


def _is_like_http(scheme: str) -> bool:
    """Tell whether a scheme is "http" or "https" with letters lost, doubled, swapped, disarmed or, one, replaced."""
    if scheme in _DISARMED:
        return True
    if len(scheme) > 2 and set(scheme) <= set("htps") and "t" in scheme and "p" in scheme:
        return True
    return any(
        len(scheme) == len(right) and sum(a != b for a, b in zip(scheme, right, strict=True)) == 1
        for right in _KNOWN_NEAR_HTTP
    )


def hostname(url: str) -> str:
    """Return the host in lower case and punycode, without a final dot; IPv6 in brackets; "" where there is none."""
    parsed = _parse(url)
    return parsed.hostname.rstrip(".") if parsed else ""


def authority(url: str) -> str:
    """Return whom a request goes to: the key of politeness.

    The host alone for ports 80 and 443 whatever the scheme, else "host:port"; "" where there is no host.
    """
    return _authority(url) if len(url) <= _REMEMBERED else _authority.__wrapped__(url)


@lru_cache(maxsize=1024)  # one look asks it of one URL half a dozen times
def _authority(url: str) -> str:
    parsed = _parse(url)
    if parsed is None:
        return ""
    host = parsed.hostname.rstrip(".")
    return host if parsed.port in _DEFAULT_PORTS else f"{host}:{parsed.port}"


@lru_cache(maxsize=4096)
def domain(hostname: str) -> str:
    """Return the registrable domain: "news.bbc.co.uk" → "bbc.co.uk". IP literals and bare labels stay as they are."""
    host = hostname.rstrip(".")
    if "." not in host or host.startswith("[") or _is_ip_address(host):
        return host
    return _public_suffixes().privatesuffix(host) or host


@lru_cache(maxsize=4096)
def registered_domain(hostname: str) -> str | None:
    """Return what a registry knows of a name: "me.github.io" → "github.io". None for what none does, as IP literals."""
    host = hostname.rstrip(".")
    if "." not in host or host.startswith("[") or _is_ip_address(host):
        return None
    found: str | None = _registered_suffixes().privatesuffix(host)
    return found


def domain_of_authority(authority: str) -> str:
    """Return the registrable domain of what `authority` returns, whatever its port."""
    return domain(hostname(f"http://{authority}/"))


def is_web(url: str) -> bool:
    """Tell whether this is an absolute http or https URL that a browser could follow."""
    parsed = _parse(url)
    return parsed is not None and parsed.href.startswith(_WEB)


def is_route(fragment: str) -> bool:
    """Tell whether a fragment, without its "#", names a page that scripts show ("!/topic/17", "/topic/17")."""
    return bool(_ROUTE.match(f"#{fragment}"))


def without_fragment(url: str) -> str:
    """Return the URL up to its "#"."""
    return url.partition("#")[0]


def redact(url: str) -> str:
    """Hide user names and passwords, for logs and reports: "https://***@example.org/". Works on any text."""
    return _USERINFO.sub(r"\1\2***@", url) if "@" in url else url


def redact_href(href: str) -> str:
    """Hide user names and passwords in an href as written, in which a browser overlooks tabs and line breaks."""
    plain = href.translate(_TABS_AND_NEWLINES)
    shown = redact(plain)
    return href if shown == plain else shown


def without_userinfo(url: str) -> str:
    """Return the URL without user name and password, hidden or not."""
    return _USERINFO.sub(r"\1\2", url) if "@" in url else url


def _parse(url: str) -> URL | None:
    try:
        return URL(url)
    except ValueError:
        return None


def _join(url: str, base_url: str | None) -> str | None:
    """Spell out a URL, which may be relative; None for what is none. Takes half the time of `_parse`."""
    if _AS_IT_IS.fullmatch(url):
        return url
    if base_url is not None:
        try:
            return join_url(base_url, url)
        except ValueError:
            pass  # the base is what is malformed, or the URL is
    try:
        return normalize_url(url)
    except ValueError:
        return None


def _classify(url: str, document_url: str | None, *, local: bool) -> Target:
    absolute, fragment_mark, _ = url.partition("#")
    if fragment_mark and document_url is not None and absolute == absolute_document_url(document_url):
        return Target(TargetKind.FRAGMENT, absolute)
    if url.startswith(_WEB):
        return Target(TargetKind.WEB, url if _ROUTE.match(url, len(absolute)) else absolute)
    if local and url.startswith("file:///"):  # with a host it is on another machine
        return Target(TargetKind.FILE, absolute.partition("?")[0])
    return Target(TargetKind.OTHER, url)


@lru_cache(maxsize=8)
def absolute_document_url(document_url: str) -> str:
    """Return a document's URL spelt as resolved links to it are: without fragment."""
    parsed = _parse(document_url)
    return without_fragment(parsed.href if parsed else document_url)


def _encode_query(href: str, encoding: str) -> str:
    """Percent-encode the query's non-ASCII characters in the document's own encoding, as forms and browsers do."""
    before, mark, rest = href.partition("?")
    query, fragment_mark, fragment = rest.partition("#")
    if query.isascii() or "#" in before or encoding.lower().startswith("utf"):
        return href
    try:
        encoded = "".join(char if char.isascii() else _percent_encode(char, encoding) for char in query)
    except LookupError:  # an encoding Python does not know: UTF-8 is the likelier choice of the server
        return href
    return before + mark + encoded + fragment_mark + fragment


def _percent_encode(char: str, encoding: str) -> str:
    try:
        return "".join(f"%{byte:02X}" for byte in char.encode(encoding))
    except UnicodeEncodeError:
        return f"%26%23{ord(char)}%3B"


def _as_scalar_values(text: str) -> str:
    """Replace lone surrogates, which can be neither sent nor stored."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _is_ip_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


@cache
def _public_suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList  # takes 75 ms to load, and most commands never ask

    return PublicSuffixList()


@cache
def _registered_suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList  # as above

    return PublicSuffixList(only_icann=True)
