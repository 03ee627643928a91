"""What sites list: their feeds with titles, their maps, and where robots.txt says that these are."""

from dataclasses import dataclass
from datetime import datetime

from linkwatch.articles.sources import robots
from linkwatch.articles.sources.lists import list_feed_items, list_sitemap
from linkwatch.model import TargetKind
from linkwatch.urls import resolve

_MOST_ITEMS = 500  # of a feed
_MOST_MAPS = 20


@dataclass(frozen=True, slots=True)
class Item:
    """A page that a site lists."""

    url: str
    title: str | None
    published_at: datetime | None


def read_items(body: bytes, url: str, media_type: str | None) -> list[Item]:
    """Return the entries of a feed. Raises InputError."""
    entries = list_feed_items(body, url, media_type, _MOST_ITEMS)
    return [Item(entry.url, entry.title, entry.published_at) for entry in entries]


def read_map(body: bytes, url: str) -> tuple[list[str], list[str]]:
    """Return the pages and the further maps of a sitemap. Raises InputError."""
    found = list_sitemap(body, url)
    return found.pages, found.sitemaps


def read_robots(body: bytes, url: str) -> list[str]:
    """Return the sitemaps that robots.txt names."""
    found = (resolve(written, url, None) for written in robots.read_robots(body).sitemaps)
    return list(dict.fromkeys(target.url for target in found if target.kind is TargetKind.WEB))[:_MOST_MAPS]
