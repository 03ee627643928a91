"""What an article says of where it came from: its own addresses, sites that it names, the name of its paper. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from linkwatch.articles.extract.front_matter import read_front_matter
from linkwatch.articles.recover import Page, Sought
from linkwatch.articles.recover.same import is_same_title
from linkwatch.judge.words import fold
from linkwatch.model import Document
from linkwatch.urls import authority, is_web

_MOST_SITES = 5
_MOST_ADDRESSES = 4
_LONGEST_SENTENCE = 200
_LONGEST_LINE = 5000
_HEAD_LINES, _FOOT_LINES = 15, 40
_FOOT = 0.7  # of the lines; what is named behind them weighs more
_FOR_SURE = 20
_LONGEST_NAME = 30  # letters
_OWN = 6  # the weight of a site whose name stands in the article's own head or foot
_NAME_OF_SITE = 5  # letters at least by which a name in words is known in a host's name
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]{}\"'|\\]{4,500}", re.IGNORECASE)
_HOST = re.compile(
    r"(?<![\w.-])((?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,5}[a-z]{2,24}(?::\d{2,5})?"
    r"|(?:localhost|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}):\d{2,5})(?![\w-]|\.\w)",
    re.IGNORECASE,
)
# "The original source of this article is …", "originally published at …", as presses say it.
_SAYS_SOURCE = re.compile(
    r"original source of this (?:article|story|text|piece) is|(?:originally|first) (?:published|appeared|posted)"
    r"|this (?:article|story|piece) (?:originally |first )?appeared|republished (?:with permission )?from"
    r"|cross-?posted from"
    r"|zuerst erschienen|ursprunglich (?:erschienen|veroffentlicht)|erstmals (?:erschienen|veroffentlicht)"
    r"|publie (?:a l.origine|initialement)|initialement publie|source originale|paru (?:initialement|d.abord)"
    r"|publicado originalmente|originalmente publicado|fuente original|publicad[oa] por primera vez"
    r"|originariamente pubblicato|pubblicato (?:originariamente|originalmente)|fonte originale|apparso originariamente"
    r"|oorspronkelijk (?:verschenen|gepubliceerd)|eerder (?:verschenen|gepubliceerd)|fonte original"
    r"|pierwotnie opublikowan|впервые опубликован|оригинал статьи|источник:|ursprungligen publicerad",
)
_COPYRIGHT = re.compile(r"(?:©|copyright) ?(?:\(c\) ?)?(?:\d{4} ?)?([^\d,.| ][^\d,.|]{3,39})", re.IGNORECASE)
_BEFORE_DATE = re.compile(r"[*_ ]{0,5}([^\W\d][^\d,|]{3,40}), [^,]{3,12} \d")
_WIDE = frozenset(  # where everybody is, or where copies are: they say nothing of where an article came from
    [
        "facebook.com",
        "twitter.com",
        "x.com",
        "youtube.com",
        "youtu.be",
        "instagram.com",
        "linkedin.com",
        "t.me",
        "telegram.me",
        "wikipedia.org",
        "reddit.com",
        "google.com",
        "archive.org",
        "web.archive.org",
        "archive.today",
        "archive.ph",
        "creativecommons.org",
        "doi.org",
        "bit.ly",
        "t.co",
        "amazon.com",
        "github.com",
        "paypal.com",
        "patreon.com",
        "gmail.com",
        "yahoo.com",
        "hotmail.com",
    ]
)
_BESIDE_GUESSES = 2  # sites that are named, but not as the article's own
_GUESSED_ENDS = (".com", ".org", ".net")


def origin_of(page: Page, document: Document, text: str) -> Sought:
    """Return an article with what it says of its origin. text: it as it is written."""
    naming = _Naming()
    said = (page.canonical, document.base_url, read_front_matter(text).address)
    own = [url for url in said if url and is_web(url)]
    for url in own:
        naming.address(url, _FOR_SURE)
        naming.addresses[url] = None
    lines = text.splitlines()
    for place in range(len(lines)):
        naming.read_line(lines, place)
    for anchor in page.anchors:
        if anchor.target and is_web(anchor.target):
            naming.address(anchor.target, 0)
            if any(is_same_title(name, anchor.text) for name in page.names):
                naming.addresses[anchor.target] = None
    naming.weigh_names(lines)
    ranked = [host for host, weight in naming.sites.most_common() if weight > 0 and not _is_wide(host)]
    named = list(_by_bare(ranked))
    if not any(naming.sites[host] >= _OWN for host in named):
        guessed = [label + end for label in dict.fromkeys(_names(lines)) for end in _GUESSED_ENDS]
        named = [*named[:_BESIDE_GUESSES], *guessed] if guessed else named
    main = set(map(authority, own))
    main = main or {host for host in named if host not in naming.elsewhere and naming.sites[host] >= _OWN}
    return Sought(
        page,
        tuple(naming.addresses)[:_MOST_ADDRESSES],
        tuple(named[:_MOST_SITES]),
        frozenset(naming.elsewhere - main) if main else frozenset(),  # else the source that it names is its own site
        naming.schemes,
    )


class _Naming:
    """Collects what an article names: addresses, sites with what speaks for each, and what it calls its source."""

    def __init__(self) -> None:
        self.sites: Counter[str] = Counter()
        self.schemes: dict[str, str] = {}
        self.addresses: dict[str, None] = {}
        self.elsewhere: set[str] = set()

    def address(self, url: str, weight: int) -> None:
        """Note a URL that stands somewhere."""
        host = authority(url)
        if host:
            self.sites[host] += weight
            self.schemes.setdefault(host, url.partition(":")[0].lower())

    def read_line(self, lines: Sequence[str], place: int) -> None:
        """Note what a line names, and with a sentence that names the source what follows it."""
        line = lines[place]
        says = _SAYS_SOURCE.search(fold(line[:_LONGEST_LINE])) is not None
        reach = " ".join(lines[place : place + 2])[: _LONGEST_SENTENCE + len(line)] if says else line
        weight = 8 if says else 2 if place >= _FOOT * len(lines) else 1
        for url in map(_trimmed, _ADDRESS.findall(reach)):
            self.address(url, weight - 1)  # many an address is what an article cites
            if says:
                self.elsewhere |= {url, authority(url)}
            if says and url.count("/") > 3:  # more than a front page
                self.addresses[url] = None
        for host in map(str.lower, _HOST.findall(_ADDRESS.sub(" ", reach))):
            self.sites[host] += weight
            if says:
                self.elsewhere.add(host)

    def weigh_names(self, lines: Sequence[str]) -> None:
        """Prefer the hosts whose names stand as words in the head or foot."""
        ends = " ".join([*lines[:_HEAD_LINES], *lines[-_FOOT_LINES:]])
        squeezed = re.sub(r"[\W_]+", "", fold(_HOST.sub(" ", _ADDRESS.sub(" ", ends))))
        for host in self.sites:
            label = re.sub(r"\W", "", _bare(host).split(".")[0])
            if len(label) >= _NAME_OF_SITE and fold(label) in squeezed:
                self.sites[host] += _OWN


def _by_bare(hosts: list[str]) -> Iterator[str]:
    seen = set()
    for host in hosts:
        if _bare(host) not in seen:
            seen.add(_bare(host))
            yield host


def _names(lines: list[str]) -> Iterator[str]:
    """Yield what may be a paper's name, in one word: before the date, or behind the copyright mark."""
    for line in [line for line in lines if line.strip()][:_HEAD_LINES] + lines[-_FOOT_LINES:]:
        shown = " ".join(line[:_LONGEST_LINE].split())
        match = _COPYRIGHT.search(shown) or _BEFORE_DATE.match(shown)
        name = "" if match is None else re.sub(r"[\W_]+", "", re.sub(r"^the ", "", fold(match[1])))
        if _NAME_OF_SITE <= len(name) <= _LONGEST_NAME and name.isascii():
            yield name


def _trimmed(url: str) -> str:
    return url.rstrip(".,;:!?*_")


def _bare(host: str) -> str:
    return host.removeprefix("www.")


def _is_wide(host: str) -> bool:
    bare = _bare(host.partition(":")[0])
    return bare in _WIDE or any(bare.endswith("." + wide) for wide in _WIDE)
