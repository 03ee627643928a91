"""An Atom feed (RFC 4287) of changes of status, for those who read feeds rather than messages."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from linkwatch import __version__
from linkwatch.model import LOST, Row
from linkwatch.report.safety import is_web, safe, safe_to_send
from linkwatch.report.words import explain

MOST_ENTRIES = 100

_NAMESPACE = UUID("bd6a1ddc-b2d1-5d4e-9e8f-7f2c4c3f8a11")  # names of ours only; it never changes
_LONGEST_TITLE = 300
_TITLE = "linkwatch: changes"


def changes_feed(changes: Sequence[Row], *, self_url: str | None, now: datetime) -> str:
    """Return the feed of at most MOST_ENTRIES changes.

    changes: rows as `Feed.recent_changes` gives them, the latest first; the feed has the date of that one. self_url:
    where the feed is read, if it has an address. now: the date of a feed without changes.
    """
    updated = datetime.fromisoformat(changes[0]["changed_at"]) if changes else now
    self_url = safe(self_url, for_people=True, is_public=True)
    head = [
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n',
        f"<id>{_urn(self_url or _TITLE)}</id>\n<title>{_TITLE}</title>\n",
        f"<updated>{updated.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</updated>\n",
        "<author><name>linkwatch</name></author>\n",
        f'<generator version="{__version__}">linkwatch</generator>\n',
    ]
    if self_url is not None:
        head.append(f'<link rel="self" type="application/atom+xml" href={quoteattr(self_url)}/>\n')
    return "".join((*head, *map(_entry, changes[:MOST_ENTRIES]), "</feed>\n"))


def _entry(change: Row) -> str:
    row = safe_to_send(change)
    heading = f"{row['new_status']}: {row['url']}"
    if len(heading) > _LONGEST_TITLE:
        heading = f"{heading[:_LONGEST_TITLE]}…"
    link = f"<link href={quoteattr(row['url'])}/>" if is_web(row["url"]) else ""
    name = _urn(f"{row['id']} {row['changed_at']} {safe(change['url'], for_people=True)}")  # two may look alike now
    return (
        f"<entry><id>{name}</id><title>{escape(heading)}</title>{link}<updated>{row['changed_at']}</updated>\n"
        f'<content type="html">{escape(_content(row))}</content></entry>\n'
    )


def _content(row: Row) -> str:
    """Return the change as HTML."""
    was, now = row["old_status"], row["new_status"]
    lines = [f"Was {was}, now {now}: {escape(explain(now, row['reason']))}."]
    if row["still_so"] and now == "redirected":
        lines.append(f"Now at: {_anchor(row['final_url'])}")
    if row["snapshot_url"] is not None and now in LOST:
        lines.append(f"Archived copy: {_anchor(row['snapshot_url'])}")
    if row["articles"]:
        titles = ", ".join(f"“{escape(title)}”" for title in row["articles"])
        more = row["more_articles"]
        lines.append(f"Cited in {titles}{f' and {more} more' if more else ''}.")
    return "".join(f"<p>{line}</p>" for line in lines)


def _anchor(url: str | None) -> str:
    if url is None or not is_web(url):
        return escape(url or "")
    return f"<a href={quoteattr(url)}>{escape(url)}</a>"


def _urn(name: str) -> str:
    return uuid5(_NAMESPACE, name).urn
