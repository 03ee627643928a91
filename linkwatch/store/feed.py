"""The latest changes, for the feed; and how far the feed's file tells of them."""

from linkwatch.model import Row
from linkwatch.store.encoding import dicts
from linkwatch.store.news import cited_in, newest
from linkwatch.store.part import Part
from linkwatch.store.progress import progress, put_progress

_PUBLISHED = "published-status-history"

_CHANGES = """
SELECT h.id, h.changed_at, h.link_id, l.url, h.old_status, h.new_status, h.reason, l.final_url,
  l.status = h.new_status AS still_so, s.url AS snapshot_url
FROM status_history h JOIN links l ON l.id = h.link_id LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE h.old_status <> 'unchecked' AND h.new_status <> 'unchecked' ORDER BY h.id DESC LIMIT ?
"""


class Feed(Part):
    """Has in progress how far the file was written, and reads status_history."""

    def recent_changes(self, limit: int) -> list[Row]:
        """Return the latest changes of status, first looks left out, the latest first.

        Rows: id, changed_at, url, old_status, new_status, reason, final_url, still_so, snapshot_url, articles (up to
        three titles), more_articles.
        """
        with self._connection.reading() as raw:
            rows = list(dicts(raw.execute(_CHANGES, [limit])))
            cited = {link_id: cited_in(raw, link_id) for link_id in {row["link_id"] for row in rows}}
            for row in rows:
                row.update(cited[row.pop("link_id")])
            return rows

    def newest_change(self) -> int:
        """Return the id of the latest change of status, 0 if there is none."""
        with self._connection.reading() as raw:
            return newest(raw, "status_history")

    def published_change(self) -> int | None:
        """Return the newest change when the feed's file was written last; None if it never was."""
        with self._connection.reading() as raw:
            published = progress(raw, _PUBLISHED)
            return None if published is None else int(published)

    def note_published(self, change_id: int) -> None:
        """Note that the feed's file tells of everything up to this change."""
        with self._connection.writing() as raw:
            put_progress(raw, _PUBLISHED, str(change_id))
