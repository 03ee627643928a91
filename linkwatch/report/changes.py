"""Changes of status as entries of a feed: what Atom and JSON Feed say alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from linkwatch.model import LOST, Row
from linkwatch.report.safety import is_web, safe, safe_to_send
from linkwatch.report.words import explain

MOST_ENTRIES = 100
TITLE = "linkwatch: changes"

PageOf = Callable[[int], str]
"""Returns the address of the page that shows a link, by its number."""

_NAMESPACE = UUID("bd6a1ddc-b2d1-5d4e-9e8f-7f2c4c3f8a11")  # names of ours only; it never changes
_LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """A change. name: its URN. page: where its evidence is, else its link, None where that is no web address.

    about: the link, None where that is no web address. html: what happened, in words.
    """

    name: str
    title: str
    page: str | None
    about: str | None
    changed_at: str
    html: str


def entries(changes: Sequence[Row], page_of: PageOf | None) -> list[Entry]:
    """Return the entries of at most MOST_ENTRIES changes.

    changes: rows as `Feed.recent_changes` gives them. page_of: None where no page shows a link.
    """
    return [_entry(change, page_of) for change in changes[:MOST_ENTRIES]]


def urn(name: str) -> str:
    """Return the URN of a feed or an entry."""
    return uuid5(_NAMESPACE, name).urn


def _entry(change: Row, page_of: PageOf | None) -> Entry:
    row = safe_to_send(change)
    heading = f"{row['new_status']}: {row['url']}"
    if len(heading) > _LONGEST_TITLE:
        heading = f"{heading[:_LONGEST_TITLE]}…"
    about = row["url"] if is_web(row["url"]) else None
    return Entry(
        urn(f"{row['id']} {row['changed_at']} {safe(change['url'], for_people=True)}"),  # two may look alike now
        heading,
        about if page_of is None else page_of(row["link_id"]),
        about,
        row["changed_at"],
        _content(row, names_link=page_of is not None),
    )


def _content(row: Row, *, names_link: bool) -> str:
    """Return the change as HTML. names_link: the entry leads elsewhere than to the link."""
    was, now = row["old_status"], row["new_status"]
    lines = [f"Was {was}, now {now}: {escape(explain(now, row['reason']))}."]
    if names_link:
        lines.append(f"Link: {_anchor(row['url'])}")
    if row["still_so"] and now == "redirected":
        lines.append(f"Now at: {_anchor(row['final_url'])}")
    if row["still_so"] and now == "dead" and row.get("moved_to"):
        lines.append(f"Now at: {_anchor(row['moved_to'])}")
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
