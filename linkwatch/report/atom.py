"""An Atom feed (RFC 4287) of changes of status, for those who read feeds rather than messages."""

from collections.abc import Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from linkwatch import __version__
from linkwatch.model import Row
from linkwatch.report.changes import MOST_ENTRIES, TITLE, Entry, PageOf, entries, urn
from linkwatch.report.safety import safe

__all__ = ["MOST_ENTRIES", "changes_feed"]


def changes_feed(
    changes: Sequence[Row],
    *,
    self_url: str | None,
    now: datetime,
    page_of: PageOf | None = None,
    about: str | None = None,
) -> str:
    """Return the feed of at most MOST_ENTRIES changes.

    changes: rows as `Feed.recent_changes` gives them, the latest first; the feed has the date of that one. self_url:
    where the feed is read, if it has an address. now: the date of a feed without changes. page_of: entries lead there;
    None: they lead to the links themselves. about: of what the changes are, for the feed's title.
    """
    updated = datetime.fromisoformat(changes[0]["changed_at"]) if changes else now
    self_url = safe(self_url, for_people=True, is_public=True)
    title = TITLE if about is None else f"{TITLE}, {safe(about, for_people=True, is_public=True)}"
    head = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n',
        f"<id>{urn(self_url or TITLE)}</id>\n<title>{escape(title)}</title>\n",
        f"<updated>{updated.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</updated>\n",
        "<author><name>linkwatch</name></author>\n",
        f'<generator version="{__version__}">linkwatch</generator>\n',
    ]
    if self_url is not None:
        head.append(f'<link rel="self" type="application/atom+xml" href={quoteattr(self_url)}/>\n')
    return "".join((*head, *map(_entry, entries(changes, page_of)), "</feed>\n"))


def _entry(entry: Entry) -> str:
    link = f"<link href={quoteattr(entry.page)}/>" if entry.page is not None else ""
    if entry.about is not None and entry.about != entry.page:
        link += f'<link rel="related" href={quoteattr(entry.about)}/>'
    return (
        f"<entry><id>{entry.name}</id><title>{escape(entry.title)}</title>{link}<updated>{entry.changed_at}</updated>\n"
        f'<content type="html">{escape(entry.html)}</content></entry>\n'
    )
