"""A sitemap with all that it names."""

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
ROBOTS, _USUAL = "/robots.txt", "/sitemap.xml"
_MOST_SITEMAPS_REFUSED = 16  # one after the other: then the others are not asked for


async def way_to_sitemaps(site: str, read_url: ReadUrl) -> WebPage | Unreadable:
    """Return a site's robots.txt, or its sitemap from where that usually is. site: any address of it."""
    robots = await fetch_page(resolve(ROBOTS, site, None).url, read_url, is_list=True)
    if not isinstance(robots, Unreadable):
        return robots
    return await fetch_page(resolve(_USUAL, site, None).url, read_url, is_list=True)


def sitemaps_in(robots: WebPage) -> list[WebPage | str]:
    """Return the sitemaps that a robots.txt names, each once; where it names none, where they usually are."""
    found = (resolve(written, robots.url, None) for written in read_robots(robots.body).sitemaps)
    urls: dict[WebPage | str, None] = {target.url: None for target in found if target.kind is TargetKind.WEB}
    return list(urls)[:MAX_SITEMAPS] or [resolve(_USUAL, robots.url, None).url]


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
