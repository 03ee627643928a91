"""Which of many listed addresses looks like that of a page whose old address and names are known. Pure.

Relaunches write umlauts out, drop capitals, underscores and suffixes, and turn escapes of Latin-1 into UTF-8; so what
is compared is what is left when all that is folded.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from urllib.parse import unquote_to_bytes, urlsplit

from linkwatch.archive.originals import page_key
from linkwatch.judge.words import fold, in_latin

_PAGE_SUFFIX = re.compile(r"\.(?:x?html?|shtml|aspx?|php\d?|jspx?|cfm|do|cgi|pl)$")
_FILE_SUFFIX = re.compile(r"\.(pdf|docx?|xlsx?|pptx?|odt|ods|odp|rtf|epub|ps|zip|csv|txt|jpe?g|png|gif|mp3|mp4)$")
_DEFAULT = frozenset(("index", "default", "home", "main"))
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "æ": "a", "ø": "o", "å": "a", "œ": "o", "ł": "l"})
_WRITTEN_OUT = re.compile(r"([aou])e|aa")
_WORD = re.compile(r"[^\W_]+")
_ID = re.compile(r"\d{3,}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER_OF_POST = re.compile(r"(?:p|post|page_id|entry|id)=\d+")
_BLOGS = frozenset(("blog", "blogs", "weblog", "archives", "posts", "entries", "entry"))
_SHORTEST_SLUG = 4  # letters
_CUT_SLUG = 18  # letters; titles are cut in addresses
_ALIKE = 0.5
_SMALL = frozenset("a an the of and in on to for der die das und le la les de du et el los y e o i".split())  # noqa: SIM905 - a table of words
_LOGIN = frozenset(
    "login signin logon auth sso account anmelden einloggen connexion seconnecter sidentifier entrar acceder"  # noqa: SIM905 - as above
    " iniciarsesion identificarse accedi inloggen aanmelden loggain zaloguj logowanie prihlaseni vhod voyti".split()
)
_EXACT, _SAME_NAME, _BY_ID = 4.0, 3.0, 1.2
_WORTHY = 1.0


def plain_words(text: str) -> tuple[str, ...]:
    """Return a text's words as any spelling of an address may write them: no accents, no umlauts written out."""
    folded = in_latin(fold(text.casefold().translate(_UMLAUTS)))
    return tuple(_WORD.findall(_WRITTEN_OUT.sub(lambda match: match[1] or "a", folded)))


@lru_cache(maxsize=65_536)
def plain_segments(url: str) -> tuple[tuple[str, ...], ...]:
    """Return the words of each segment of an address's path, and of its query's values, without suffixes."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ()
    segments = [_decoded(part) for part in parts.path.split("/") if part]
    if segments:
        segments[-1] = _PAGE_SUFFIX.sub("", _FILE_SUFFIX.sub("", segments[-1].casefold()))
        if segments[-1] in _DEFAULT:
            segments.pop()
    segments += [_decoded(value.partition("=")[2]) for value in parts.query.split("&") if "=" in value]
    return tuple(found for segment in segments if (found := plain_words(segment)))


def last_name(url: str) -> str:
    """Return what names the page in its address, in one word; "" where that says nothing."""
    segments = plain_segments(url)
    name = "".join(segments[-1]) if segments else ""
    return name if len(re.sub(r"\d", "", name)) >= _SHORTEST_SLUG else ""


def file_suffix(url: str) -> str:
    """Return the suffix of a file that is no page ("pdf"), "" for a page."""
    match = _FILE_SUFFIX.search(urlsplit(url).path.casefold()) if "://" in url else None
    return match[1] if match else ""


def same_address(one: str, other: str) -> bool:
    """Tell whether two addresses are spellings of one, as archives see it."""
    return one == other or page_key(one) == page_key(other)


def leads_to_login(url: str) -> bool:
    """Tell whether an address is that of a form to log in: no page, however its query differs from others'."""
    return any("".join(segment) in _LOGIN for segment in plain_segments(url.partition("?")[0]))


def is_number_of_post(url: str) -> bool:
    """Tell whether an address is a blog's own number of an entry: feeds go on to name it as the entry's id."""
    parts = urlsplit(url)
    return not parts.path.strip("/") and bool(_NUMBER_OF_POST.fullmatch(parts.query))


def is_post(url: str) -> bool:
    """Tell whether an address looks like that of a blog's entry: by its date, its number or its folder."""
    segments = urlsplit(url).path.casefold().split("/")
    return is_number_of_post(url) or any(_YEAR.fullmatch(part) or part in _BLOGS for part in segments)


def is_respelt(one: str, other: str) -> bool:
    """Tell whether two addresses differ by capitals alone: archives see one page, servers may see two."""
    return same_address(one, other) and _path(one) != _path(other) and _path(one).lower() == _path(other).lower()


def names_default(url: str) -> bool:
    """Tell whether an address names the page that its folder shows by itself ("/guide/index.html")."""
    name = urlsplit(url).path.rpartition("/")[2].casefold()
    return bool(_PAGE_SUFFIX.search(name)) and _PAGE_SUFFIX.sub("", name) in _DEFAULT


class Listing:
    """Addresses that a site lists, found by what they look like."""

    def __init__(self, urls: Iterable[str]) -> None:
        self.urls = tuple(dict.fromkeys(urls))
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for url in self.urls:
            for word in {"".join(segment) for segment in plain_segments(url)[-1:]} | set(_telling(url)):
                self._by_word[word].append(url)

    def alike(self, url: str, names: Sequence[str]) -> list[str]:
        """Return those that look like a page's new address, the likeliest first.

        url: the old one. names: what the page calls itself.
        """
        wanted = {last_name(url), *("".join(plain_words(name)) for name in names), *_telling(url)}
        wanted.update(word for name in names for word in plain_words(name))
        found = dict.fromkeys(address for word in wanted if word for address in self._by_word.get(word, ()))
        called = [_called(name) for name in names]
        scores = {address: _score(url, called, address) for address in found if not same_address(address, url)}
        return sorted((address for address in scores if scores[address] >= _WORTHY), key=lambda a: -scores[a])


def _called(name: str) -> tuple[str, frozenset[str]]:
    found = plain_words(name)
    return "".join(found), frozenset(found) - _SMALL


def _score(url: str, called: Collection[tuple[str, frozenset[str]]], candidate: str) -> float:
    if file_suffix(url) != file_suffix(candidate):
        return 0.0
    if plain_segments(url) == plain_segments(candidate):
        return _EXACT
    segments = plain_segments(candidate)
    slug = "".join(segments[-1]) if segments else ""
    if last_name(url) and last_name(url) == slug:
        return _SAME_NAME
    bare = re.sub(r"^\d+|\d+$", "", slug)  # ids before or behind it
    best = _BY_ID if _ids(url) & _ids(candidate) else 0.0
    words_there = frozenset(segments[-1]) - _SMALL if segments else frozenset[str]()
    telling = frozenset(word for word in words_there if not word.isdigit())
    for joined, words in [*called, (last_name(url), frozenset(_telling(url)))]:
        if len(joined) >= _SHORTEST_SLUG and bare and (joined == bare or joined.replace(bare, "", 1) == ""):
            best = max(best, _SAME_NAME)
        elif len(bare) >= _CUT_SLUG and joined.startswith(bare):
            best = max(best, _SAME_NAME - 0.5)
        elif words and telling:
            alike = 2 * len(words & telling) / (len(words) + len(telling))
            best = max(best, 1.0 + alike if alike >= _ALIKE else 0.0)
    return best


def _telling(url: str) -> tuple[str, ...]:
    """Return the words, ids included, of the segment that names a page."""
    segments = plain_segments(url)
    return tuple(dict.fromkeys((*(segments[-1] if segments else ()), *_ids(url))))


def _ids(url: str) -> frozenset[str]:
    found = (number for segment in plain_segments(url) for word in segment for number in _ID.findall(word))
    return frozenset(number for number in found if not _YEAR.fullmatch(number))


def _path(url: str) -> bytes:
    return unquote_to_bytes(urlsplit(url).path.rstrip("/"))


def _decoded(text: str) -> str:
    raw = unquote_to_bytes(text.replace("+", " "))
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("windows-1252", "replace")
