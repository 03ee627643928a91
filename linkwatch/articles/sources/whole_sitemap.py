"""A sitemap with all that it names."""

from urllib.parse import urljoin

from linkwatch.articles.sources import ReadUrl, WebPage
from linkwatch.articles.sources.entries import Entry, Listing, trouble
from linkwatch.articles.sources.lists import MAX_ENTRIES, list_sitemap
from linkwatch.articles.sources.pages import fetch_page
from linkwatch.articles.sources.robots import read_robots
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.model import TargetKind, Unreadable
from linkwatch.reading import LIST, Reader
from linkwatch.urls import resolve

MAX_SITEMAPS = 500
_MOST_SITEMAPS_REFUSED = 16  # one after the other: then the others are not asked for


async def sitemaps_of(site: str, read_url: ReadUrl) -> list[WebPage | str]:
    """Return where the sitemaps of a site are: where its robots.txt says, else where sitemaps usually are.

    site: any address of it.
    """
    address = urljoin(site, "/robots.txt")
    page = await fetch_page(address, read_url, is_list=True)
    named = [] if isinstance(page, Unreadable) else sitemaps_in(page)
    return named or [urljoin(site, "/sitemap.xml")]


def sitemaps_in(robots: WebPage) -> list[WebPage | str]:
    """Return the sitemaps that a robots.txt names, each once."""
    found = (resolve(written, robots.url, None) for written in read_robots(robots.body).sitemaps)
    urls: dict[WebPage | str, None] = {target.url: None for target in found if target.kind is TargetKind.WEB}
    return list(urls)[:MAX_SITEMAPS]


async def read_whole_sitemap(first: list[WebPage | str], location: str, read_url: ReadUrl, reader: Reader) -> Listing:
    """Read sitemaps and those that they name, breadth first; each once, and not without end.

    first: those to begin with, read or by their URLs.
    """
    urls: dict[str, None] = {}
    troubles: list[Unreadable] = []
    todo = [*first]
    seen = {location, *(item if isinstance(item, str) else item.url for item in first)}
    complete = True
    refused = 0
    for item in todo:
        if refused == _MOST_SITEMAPS_REFUSED:
            troubles.append(trouble(location, "too many of its sitemaps cannot be read: the others wait"))
            break
        current = await fetch_page(item, read_url, is_list=True) if isinstance(item, str) else item
        if isinstance(current, Unreadable):
            troubles.append(current)
            refused += 1
            continue
        refused = 0
        try:
            sitemap = await reader(LIST, list_sitemap, current.body, current.url)
        except (InputError, TooMuchWorkError) as error:
            troubles.append(trouble(current.url, str(error)))
            continue
        if sitemap.error:
            troubles.append(trouble(current.url, sitemap.error))
        urls.update(dict.fromkeys(sitemap.pages))
        for url in sitemap.sitemaps:
            if url in seen:
                continue
            if len(todo) < MAX_SITEMAPS:
                seen.add(url)
                todo.append(url)
            else:
                complete = False
        if sitemap.was_cut or len(urls) > MAX_ENTRIES:
            troubles.append(trouble(location, f"lists too many pages: only {MAX_ENTRIES} are read"))
            break
    if not complete:
        troubles.append(trouble(location, f"lists too many sitemaps: only {MAX_SITEMAPS} are read"))
    return Listing([Entry(url) for url in urls][:MAX_ENTRIES], troubles)
