"""A feed with all its pages: those that `next` leads to, and the archives of older entries (RFC 5005)."""

from itertools import count as count_from

from linkwatch.articles.sources import ReadUrl, WebPage
from linkwatch.articles.sources.entries import Entry, Listing, trouble
from linkwatch.articles.sources.lists import MAX_ENTRIES, list_feed
from linkwatch.articles.sources.pages import fetch_page
from linkwatch.errors import InputError, TooMuchWorkError
from linkwatch.model import Unreadable
from linkwatch.reading import LIST, Reader
from linkwatch.urls import redact

MAX_PAGES = 100  # of one feed
_MOST_TEXT = 64 * 2**20  # characters of the articles' own texts that are held at once


async def read_whole_feed(page: WebPage, location: str, read_url: ReadUrl, reader: Reader) -> Listing:
    """Read a feed page by page, one after the other, each once. page: the first one."""
    entries: dict[str, Entry] = {}
    listing = Listing([])
    seen = {location, page.url}
    room = _MOST_TEXT
    for count in count_from(1):
        try:
            part = await reader(LIST, list_feed, page.body, page.url, page.media_type, redact(location))
        except (InputError, TooMuchWorkError) as error:
            listing.troubles.append(trouble(page.url if entries else location, str(error)))
            break
        for entry in part.entries:
            room -= len(entry.text.text) if entry.text is not None else 0
            entries.setdefault(entry.url, entry if room >= 0 or not entry.has_page else entry._replace(text=None))
        if part.was_cut or len(entries) > MAX_ENTRIES:
            listing.troubles.append(trouble(location, f"lists too many pages: only {MAX_ENTRIES} are read"))
            break
        if part.following is None or part.following in seen:
            break
        if count == MAX_PAGES:
            listing.troubles.append(trouble(location, f"goes on for too long: only {MAX_PAGES} pages of it are read"))
            break
        seen.add(part.following)
        following = await fetch_page(part.following, read_url, is_list=True)
        if isinstance(following, Unreadable):
            listing.troubles.append(following)
            break
        page = following
        seen.add(page.url)
    listing.entries = list(entries.values())[:MAX_ENTRIES]
    return listing
