"""The spellings under which a page may have been captured, and what they have in common. Pure."""

import re
import tomllib
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import unquote_to_bytes

from linkwatch import urls

_USERINFO = re.compile(r"(?<=://)[^/?#\\]*@")
_WWW = re.compile(r"www\d*\.")
_SESSION = re.compile(r"(?:(?!sess(?:ion)?id)[0-9a-z])*sess(?:ion)?id[0-9a-z]*+|sid|cfid|cftoken", re.IGNORECASE)
_SESSION_IN_PATH = re.compile(rb";jsessionid=[^/]*|/\((?:[a-z]\()?[0-9a-z]{24}\){1,2}(?=/)")

_TABLE = Path(__file__).parent / "data" / "tracking.toml"

_FOLDERS_PAGE = re.compile(r"(?<=/)(?:index|default)\.(?:s?html?|php\d?|aspx?|jsp|cgi)$", re.IGNORECASE)
_LETTERS_IN_A_ROW = re.compile(r"[^\W_]+")

_PARTS_OF_A_MOMENT = ((0, 4), (4, 6), (6, 8), (8, 10), (10, 12), (12, 14))

PageKey = tuple[str, bytes, tuple[bytes, ...]]
"""What two spellings of one page's address have in common."""


def parse_timestamp(timestamp: str) -> datetime | None:
    """Return the moment of 4 to 14 digits (missing parts are the earliest possible), None where it is no date."""
    if not (timestamp.isascii() and timestamp.isdigit()) or not 4 <= len(timestamp) <= 14:
        return None
    padded = timestamp + "00000101000000"[len(timestamp) :]
    year, month, day, hour, minute, second = (int(padded[start:end]) for start, end in _PARTS_OF_A_MOMENT)
    try:  # strptime takes three times as long, and lists have 100,000 lines
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def spellings(url: str, *, folds_slash: bool) -> tuple[str, ...]:
    """Return the forms of a URL to ask an archive for, one after the other until one has captures.

    Fragment, user name and password are left out.

    Archives treat http and https, www, port 80 and letter case alike by themselves. What they do not know is which
    parameters only track readers, and not all of them fold a final slash: `folds_slash` says that this one does. Nor do
    all of them fold numbers of sessions, slashes and dots too many, and spaces at the end. None knows which page stands
    for its folder.
    """
    exact = asked_form(url)
    clean = _without_tracking(exact)
    path, mark, query = clean.partition("?")
    slashed = path.removesuffix("/") if path.endswith("/") else path + "/"
    forms = [clean, exact, _plain(clean)]  # most pages are captured without them
    if not mark and _FOLDERS_PAGE.search(path):
        forms.append(_FOLDERS_PAGE.sub("", path))
    if folds_slash:
        return tuple(dict.fromkeys(forms))
    if path.count("/") > 3 or (path.count("/") == 3 and not path.endswith("/")):  # not the root
        forms.append(slashed + mark + query)
    return tuple(dict.fromkeys(forms))


def asked_form(url: str) -> str:
    """Return a URL without what an archive has no need of, or must not learn: fragment, user name and password."""
    return _USERINFO.sub("", urls.without_fragment(url), count=1)


@lru_cache(maxsize=256)  # one lookup asks it of the same few addresses a dozen times
def page_key(url: str) -> PageKey:
    """Return what two spellings of a page's address have in common, as archives see it.

    What does not count: scheme, "www", ports 80 and 443, letter case, percent-encoding, slashes too many or at the
    end, the order of parameters, those that track readers, session numbers and the fragment.
    """
    address = urls.without_userinfo(urls.without_fragment(urls.resolve(url, None, None).url))
    before, _, query = address.partition("?")
    path = before.partition("://")[2].partition("/")[2]
    plain_path = _SESSION_IN_PATH.sub(b"", b"/" + unquote_to_bytes(path).lower())
    parameters = [part for part in query.split("&") if part and not _is_about_the_reader(part)]
    return (
        _WWW.sub("", urls.authority(address), count=1),
        re.sub(rb"/+", b"/", plain_path).rstrip(b"/ "),
        tuple(sorted(unquote_to_bytes(part).lower() for part in parameters)),
    )


def directory_of(url: str) -> str | None:
    """Return the URL of the directory that a page stands in, None for a site's front page."""
    plain = asked_form(url).partition("?")[0].rstrip("/")
    scheme, mark, rest = plain.partition("://")
    place, slash, _ = rest.rpartition("/")
    return f"{scheme}{mark}{place}/" if slash else None


def may_be_one_page(one: str, other: str) -> bool:
    """Tell whether two addresses that an index takes for one may be one page's.

    They may differ by capitals as the spellings of words do ("/Annual.HTML"), for servers that keep names in words
    often take both. An id with other capitals ("/pcL4f") is another id.
    """
    here, there = (set(_LETTERS_IN_A_ROW.findall(_letters(url))) for url in (one, other))
    capitals = {word.casefold(): word for word in there - here}
    pairs = [(word, capitals[word.casefold()]) for word in here - there if word.casefold() in capitals]
    return all(_is_word(a) and _is_word(b) for a, b in pairs)


def _plain(url: str) -> str:
    """Return a URL without numbers of sessions, slashes and dots too many, and spaces at its end."""
    before, mark, query = url.partition("?")
    scheme, colon, rest = before.partition("://")
    host, slash, path = rest.partition("/")
    path = _SESSION_IN_PATH.sub(b"", f"/{path}".encode()).decode().removesuffix("%20")
    kept = [part for part in query.split("&") if not _SESSION.fullmatch(part.partition("=")[0])]
    host = re.sub(r"\.(?=:|$)", "", host)  # "example.org." is example.org
    path = re.sub("/{2,}", "/", path) if slash else ""
    return f"{scheme}{colon}{host}{path}" + (mark + "&".join(kept) if kept else "")


def _letters(url: str) -> str:
    path = unquote_to_bytes(urls.without_fragment(_without_tracking(url)).partition("://")[2].partition("/")[2])
    return path.decode("utf-8", "replace").rstrip("/")


def _is_word(letters: str) -> bool:
    plain = not any(map(str.isdigit, letters)) and len(letters) > 1
    return plain and (letters.islower() or letters.isupper() or letters.istitle())


def _is_about_the_reader(parameter: str) -> bool:
    return _only_tracks(parameter) or bool(_SESSION.fullmatch(parameter.partition("=")[0]))


def _without_tracking(url: str) -> str:
    path, mark, query = url.partition("?")
    if not mark:
        return url
    kept = [part for part in query.split("&") if not _only_tracks(part)]
    return path + "?" + "&".join(kept) if kept else path


@cache
def tracking() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of parameters that only tell of readers: of their names, or with a value."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["parameters"]
    return tuple(re.compile(name, re.IGNORECASE) for row in rows for name in row["names"])


@lru_cache(maxsize=1000)
def _only_tracks(parameter: str) -> bool:
    name = parameter.partition("=")[0]
    return any(pattern.fullmatch(name) or pattern.fullmatch(parameter) for pattern in tracking())
