"""Which addresses of a website are asked for, and in which order."""

import re
from collections import Counter, deque
from collections.abc import Callable
from posixpath import splitext
from typing import NamedTuple
from urllib.parse import urlsplit

from linkwatch.articles.sources.robots import Robots
from linkwatch.urls import authority, without_fragment

_LONGEST = 2000
_MOST_FOLDERS = 15
_MOST_ALIKE = 3  # times that one folder may stand in a path
_MOST_OF_ONE_PATH = 20  # addresses that differ only in what follows the "?"
_MOST_OF_ONE_SHAPE = 50  # addresses that differ only in numbers: then others come first
_MOST_WAITING = 100_000
_NUMBER = re.compile(r"\d+")
_NO_PAGES = frozenset(
    (
        *(".7z", ".avi", ".bmp", ".bz2", ".css", ".csv", ".deb", ".dmg", ".doc", ".docx", ".eot", ".epub", ".exe"),
        *(".flac", ".gif", ".gz", ".ico", ".iso", ".jar", ".jpeg", ".jpg", ".js", ".json", ".m4a", ".m4v", ".mkv"),
        *(".mov", ".mp3", ".mp4", ".mpeg", ".odp", ".ods", ".odt", ".ogg", ".ogv", ".pdf", ".png", ".ppt", ".pptx"),
        *(".rar", ".rpm", ".rss", ".svg", ".tar", ".tgz", ".tif", ".tiff", ".ttf", ".wav", ".webm", ".webp"),
        *(".woff", ".woff2", ".xls", ".xlsx", ".xml", ".xz", ".zip"),
    )
)


class Spot(NamedTuple):
    """A page to ask for. depth: links that lead to it from the first page."""

    url: str
    depth: int


class Frontier:
    """The addresses that were found and not yet asked for: near ones first, each once.

    They are on the host of the first page, in its folder or below, and none that the user excludes. A calendar without
    end, or any other row of addresses that differ only in numbers, waits until all others were asked for.
    """

    def __init__(self, start: str, robots: Robots, most_depth: int, excludes: Callable[[str], bool]) -> None:
        self._robots = robots
        self._excludes = excludes
        self._most_depth = most_depth
        self._authority = authority(start)
        self._folder = urlsplit(start).path.rpartition("/")[0] + "/"
        self._seen = {_key(start)}
        self._paths: Counter[str] = Counter()
        self._shapes: Counter[str] = Counter()
        self._todo: deque[Spot] = deque()
        self._later: deque[Spot] = deque()

    def __bool__(self) -> bool:
        return bool(self._todo or self._later)

    def has(self, url: str) -> bool:
        """Tell whether an address is part of the website, and open to programs."""
        return self.may_lead_to(url) and self._robots.allows(url)

    def may_lead_to(self, url: str) -> bool:
        """Tell whether an address is on the host and in the folder, whatever is asked of programs there today."""
        return (urlsplit(url).path or "/").startswith(self._folder) and authority(url) == self._authority

    def offer(self, url: str, depth: int) -> None:
        """Add an address, if it is to be asked for."""
        url = without_fragment(url)
        if depth > self._most_depth or _key(url) in self._seen or not _may_be_page(url) or not self.has(url):
            return
        if self._excludes(url):
            return
        path = urlsplit(url).path
        self._paths[path] += 1
        if self._paths[path] > _MOST_OF_ONE_PATH or len(self._todo) + len(self._later) >= _MOST_WAITING:
            return
        self._seen.add(_key(url))
        shape = _NUMBER.sub("0", url)
        self._shapes[shape] += 1
        waiting = self._later if self._shapes[shape] > _MOST_OF_ONE_SHAPE else self._todo
        waiting.append(Spot(url, depth))

    def note(self, url: str) -> bool:
        """Note that a page was found at an address; False if it was known."""
        is_new = _key(url) not in self._seen
        self._seen.add(_key(url))
        return is_new

    def take(self, most: int) -> list[Spot]:
        """Return the next addresses to ask for."""
        spots: list[Spot] = []
        while self and len(spots) < most:
            spots.append((self._todo or self._later).popleft())
        return spots


def _key(url: str) -> str:
    """What is one page by http and by https."""
    return without_fragment(url).partition("://")[2]


def _may_be_page(url: str) -> bool:
    if len(url) > _LONGEST:
        return False
    path = urlsplit(url).path
    folders = Counter(part for part in path.split("/") if part)
    if folders.total() > _MOST_FOLDERS or max(folders.values(), default=0) > _MOST_ALIKE:
        return False
    return splitext(path)[1].lower() not in _NO_PAGES
