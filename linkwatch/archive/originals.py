"""What an archived address stands for, and the other spellings under which a page may have been captured. Pure."""

import re
from datetime import UTC, datetime
from urllib.parse import unquote, unquote_to_bytes

from linkwatch import urls

_ARCHIVE_HOSTS = frozenset({"web.archive.org", "wayback.archive.org", "www.archive.org", "archive.org"})
_ARCHIVE_TODAY = re.compile(r"(?:www\.)?archive\.(?:today|ph|is|li|vn|md|fo)")
# /web/20150609120000id_/http://… as the Wayback Machine writes it; the date may be short, "*" or missing.
_WAYBACK_PATH = re.compile(
    r"/(?:web/)?(?:(\d{1,14}|\*)(?:[a-z]{2}_)?\*?/)?(https?(?::|%3a)/.+|(?<=\d/).+)", re.IGNORECASE
)
# /2015.06.09-120000/http://…, /20150609/http://…, /newest/http://…, /o/abcde/http://…
_ARCHIVE_TODAY_PATH = re.compile(r"/(?:o/\w+|([\d.-]{4,18})|newest|oldest)/(https?(?::|%3a)/.+)", re.IGNORECASE)
# Any other web archive: a full timestamp followed by a whole URL.
_ANY_ARCHIVE_PATH = re.compile(r".*?/(\d{14})(?:[a-z]{2}_)?/(https?(?::|%3a)/.+)", re.IGNORECASE)
_SCHEME = re.compile(r"(https?):/+", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)  # "example.org:8080" is none
_USERINFO = re.compile(r"(?<=://)[^/?#\\]*@")
_MAX_NESTING = 3
_WWW = re.compile(r"www\d*\.")
_SESSION = re.compile(r"(?:(?!sess(?:ion)?id)[0-9a-z])*sess(?:ion)?id[0-9a-z]*+|sid|cfid|cftoken", re.IGNORECASE)
_SESSION_IN_PATH = re.compile(rb";jsessionid=[^/]*|/\((?:[a-z]\()?[0-9a-z]{24}\){1,2}(?=/)")

_TRACKING = re.compile(
    r"utm_[^=&]*|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|mc_[ce]id|_hs(?:enc|mi)"
    r"|oly_(?:anon|enc)_id|vero_id|mkt_tok",
    re.IGNORECASE,
)


def archived_original(url: str) -> tuple[str, str] | None:
    """Return (timestamp, original URL) of a URL that points into a web archive, None for any other.

    The timestamp has 14 digits or, where the URL gives none or half a date, as many as it gives ("" for none).
    """
    found = None
    for _ in range(_MAX_NESTING):
        inner = _unwrap(url)
        if inner is None:
            break
        found = inner
        url = inner[1]
    return found


def parse_timestamp(timestamp: str) -> datetime | None:
    """Return the moment of 4 to 14 digits (missing parts are the earliest possible), None where it is no date."""
    if not (timestamp.isascii() and timestamp.isdigit()) or not 4 <= len(timestamp) <= 14:
        return None
    padded = timestamp + "00000101000000"[len(timestamp) :]
    try:
        return datetime.strptime(padded, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def spellings(url: str, *, folds_slash: bool) -> tuple[str, ...]:
    """Return the forms of a URL to ask an archive for, one after the other until one has captures.

    Fragment, user name and password are left out.

    Archives treat http and https, www, port 80 and letter case alike by themselves. What they do not know is which
    parameters only track readers, and not all of them fold a final slash: `folds_slash` says that this one does.
    """
    exact = _USERINFO.sub("", urls.without_fragment(url), count=1)  # a password is nobody else's to read
    clean = _without_tracking(exact)
    path, mark, query = clean.partition("?")
    slashed = path.removesuffix("/") if path.endswith("/") else path + "/"
    forms = [exact, clean]
    if folds_slash:
        return tuple(dict.fromkeys(forms))
    if path.count("/") > 3 or (path.count("/") == 3 and not path.endswith("/")):  # not the root
        forms.append(slashed + mark + query)
    return tuple(dict.fromkeys(forms))


def page_key(url: str) -> tuple[str, bytes, tuple[bytes, ...]]:
    """Return what two spellings of a page's address have in common, as archives see it.

    What does not count: scheme, "www", ports 80 and 443, letter case, percent-encoding, slashes too many or at the
    end, the order of parameters, those that track readers, session numbers and the fragment.
    """
    address = urls.without_userinfo(urls.without_fragment(urls.resolve(url, None, None).url))
    before, _, query = address.partition("?")
    path = before.partition("://")[2].partition("/")[2]
    plain_path = _SESSION_IN_PATH.sub(b"", b"/" + unquote_to_bytes(path).lower())
    parameters = [part for part in query.split("&") if part and not _is_about_the_reader(part.partition("=")[0])]
    return (
        _WWW.sub("", urls.authority(address), count=1),
        re.sub(rb"/+", b"/", plain_path).rstrip(b"/"),
        tuple(sorted(unquote_to_bytes(part).lower() for part in parameters)),
    )


def _is_about_the_reader(parameter: str) -> bool:
    return bool(_TRACKING.fullmatch(parameter) or _SESSION.fullmatch(parameter))


def _unwrap(url: str) -> tuple[str, str] | None:
    scheme, mark, rest = url.partition("://")
    if not mark or scheme.lower() not in ("http", "https"):
        return None
    authority, slash, after = rest.partition("/")
    host = authority.rpartition("@")[2].partition(":")[0].lower()
    path = slash + after
    if host in _ARCHIVE_HOSTS:
        match = _WAYBACK_PATH.fullmatch(path)
    elif _ARCHIVE_TODAY.fullmatch(host):
        match = _ARCHIVE_TODAY_PATH.fullmatch(path)
    else:
        match = _ANY_ARCHIVE_PATH.fullmatch(path.partition("?")[0])
        match = match and _ANY_ARCHIVE_PATH.fullmatch(path)
    if match is None:
        return None
    digits = re.sub(r"\D", "", match[1] or "")[:14]
    original = _whole(match[2])
    return (digits, original) if urls.is_web(original) else None


def _whole(original: str) -> str:
    """Write an original in full: archives accept it without its scheme, with one slash, or percent-encoded."""
    if original[:8].lower().startswith(("http%3a", "https%3a")):
        original = unquote(original)
    match = _SCHEME.match(original)
    if match is None:
        return original if _OTHER_SCHEME.match(original) else "http://" + original
    return f"{match[1].lower()}://{original[match.end() :]}"


def _without_tracking(url: str) -> str:
    path, mark, query = url.partition("?")
    if not mark:
        return url
    kept = [part for part in query.split("&") if not _TRACKING.fullmatch(part.partition("=")[0])]
    return path + "?" + "&".join(kept) if kept else path
