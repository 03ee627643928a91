"""What is tracked: sources, their lists, and how reading them went."""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from linkwatch.model import Row
from linkwatch.store.articles import mark_removed
from linkwatch.store.citation_moves import follow_moves
from linkwatch.store.encoding import dicts, optional_plain, plain, time_text
from linkwatch.store.part import Part
from linkwatch.store.values import CrawledPage, ListPage, SourceEntry, TrackedSource

_KEPT_LIST_BYTES = 8_000_000  # a longer list is asked for whole each time

_PUT = """
INSERT INTO sources (kind, location, name, origin, added_at) VALUES (:kind, :location, :name, :origin, :now)
ON CONFLICT (kind, location) DO UPDATE SET name = coalesce(excluded.name, name),
  origin = CASE WHEN excluded.origin = 'config' THEN 'config' ELSE origin END
RETURNING id
"""

_ROWS = """
SELECT s.id, s.kind, s.location, s.name, s.origin, s.added_at, s.last_scanned_at, s.last_error,
  (SELECT count(*) FROM articles a WHERE a.source_id = s.id AND a.removed_at IS NULL) AS articles
FROM sources s ORDER BY s.id
"""

# A time to come is one of a clock that was put back since: such a source is due.
_DUE = """
SELECT id, kind, location, name, origin FROM sources
WHERE last_scanned_at IS NULL OR last_scanned_at <= :before OR last_scanned_at > :now
ORDER BY last_scanned_at
"""


class Sources(Part):
    """Has the tables sources, source_pages and crawled_pages."""

    def put(self, entry: SourceEntry, origin: str, now: datetime) -> tuple[int, bool]:
        """Track a source; return its id and whether it is new. origin: "command" or "config"."""
        with self._connection.writing() as raw:
            return put_source(raw, entry, origin, now)

    def sync(self, entries: Iterable[SourceEntry], now: datetime) -> None:
        """Track what the settings name, and nothing that an earlier version of them named alone."""
        with self._connection.writing() as raw:
            named = {put_source(raw, entry, "config", now)[0] for entry in entries}
            known = raw.execute("SELECT id FROM sources WHERE origin = 'config'").fetchall()
            for (source_id,) in known:
                if source_id not in named:
                    _remove(raw, source_id, now)

    def find(self, text: str) -> list[TrackedSource]:
        """Return the sources that have this id, location or name."""
        with self._connection.reading() as raw:
            sql = """SELECT id, kind, location, name, origin FROM sources
                     WHERE location = :text OR name = :text OR CAST(id AS TEXT) = :text ORDER BY id"""
            return _tracked(raw.execute(sql, {"text": plain(text)}))

    def remove(self, source_id: int, now: datetime) -> None:
        """Track a source no longer: its articles and their citations are marked as removed, and stay."""
        with self._connection.writing() as raw:
            _remove(raw, source_id, now)

    def rows(self) -> Iterator[Row]:
        """Yield the sources with the number of their articles."""
        with self._connection.reading() as raw:
            yield from dicts(raw.execute(_ROWS))

    def due(self, interval: float, now: datetime) -> list[TrackedSource]:
        """Return the sources that were not scanned for so many seconds, those that never were first."""
        before = time_text(now - timedelta(seconds=interval))
        with self._connection.reading() as raw:
            return _tracked(raw.execute(_DUE, {"before": before, "now": time_text(now)}))

    def end_scan(self, source_id: int, error: str | None, now: datetime, *, forget_unseen: bool) -> int:
        """Note how reading a source went; return how many of its articles are marked as removed.

        Those are the ones that are gone for good. forget_unseen: and those that this process has not seen in it since
        the last `end_scan`.
        """
        with self._connection.writing() as raw:
            removed = mark_removed(raw, source_id, now, unseen=forget_unseen)
            follow_moves(raw, source_id)
            raw.execute(
                """UPDATE sources SET last_scanned_at = :now, last_error = :error,
                     failing_since = CASE WHEN :error IS NULL THEN NULL ELSE coalesce(failing_since, :now) END
                   WHERE id = :id""",
                {"id": source_id, "now": time_text(now), "error": optional_plain(error)},
            )
        return removed

    def list_page(self, source_id: int, url: str) -> ListPage | None:
        """Return a feed or sitemap as it was read last."""
        with self._connection.reading() as raw:
            sql = """SELECT etag, last_modified, media_type, charset, body FROM source_pages
                     WHERE source_id = ? AND url = ?"""
            row = raw.execute(sql, [source_id, plain(url)]).fetchone()
        if row is None:
            return None
        etag, last_modified, media_type, charset, packed = row
        return ListPage(etag, last_modified, media_type, charset, zlib.decompress(packed))

    def keep_list_page(self, source_id: int, url: str, page: ListPage, now: datetime) -> None:
        """Keep a feed or sitemap, so that it need not be sent again while it is the same."""
        if len(page.body) > _KEPT_LIST_BYTES:
            return
        row = [source_id, plain(url), page.etag, page.last_modified, page.media_type, page.charset]
        packed = zlib.compress(page.body)  # before others have to wait for the lock
        with self._connection.writing() as raw:
            sql = "INSERT OR REPLACE INTO source_pages VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            raw.execute(sql, [*row, packed, time_text(now)])

    def crawled_page(self, source_id: int, url: str) -> CrawledPage | None:
        """Return where a page of a website led when it was read last."""
        with self._connection.reading() as raw:
            sql = "SELECT etag, last_modified, leads FROM crawled_pages WHERE source_id = ? AND url = ?"
            row = raw.execute(sql, [source_id, plain(url)]).fetchone()
        return row and CrawledPage(*row)

    def keep_crawled_page(self, source_id: int, url: str, page: CrawledPage) -> None:
        """Keep where a page leads, so that it need not be sent again while it is the same."""
        with self._connection.writing() as raw:
            sql = "INSERT OR REPLACE INTO crawled_pages VALUES (?, ?, ?, ?, ?)"
            raw.execute(sql, [source_id, plain(url), page.etag, page.last_modified, page.leads])

    def forget_crawled_page(self, source_id: int, url: str) -> None:
        """Forget where a page of a website led."""
        with self._connection.writing() as raw:
            raw.execute("DELETE FROM crawled_pages WHERE source_id = ? AND url = ?", [source_id, plain(url)])

    def keep_only(self, source_id: int, urls: Iterable[str]) -> None:
        """Forget the lists and the pages of a website that are not among these."""
        kept = {"id": source_id, "urls": json.dumps([plain(url) for url in urls])}
        with self._connection.writing() as raw:
            for table in ("source_pages", "crawled_pages"):
                sql = f"DELETE FROM {table} WHERE source_id = :id AND url NOT IN (SELECT value FROM json_each(:urls))"  # noqa: S608 - a constant
                raw.execute(sql, kept)


def put_source(raw: sqlite3.Connection, entry: SourceEntry, origin: str, now: datetime) -> tuple[int, bool]:
    """Do as `Sources.put` does, in the transaction of the caller."""
    row = {
        "kind": entry.kind,
        "location": plain(entry.location),
        "name": optional_plain(entry.name),
        "origin": origin,
        "now": time_text(now),
    }
    before = raw.execute("SELECT 1 FROM sources WHERE kind = :kind AND location = :location", row).fetchone()
    (source_id,) = raw.execute(_PUT, row).fetchone()
    return source_id, before is None


def _remove(raw: sqlite3.Connection, source_id: int, now: datetime) -> None:
    mark_removed(raw, source_id, now, everything=True)
    raw.execute("DELETE FROM sources WHERE id = ?", [source_id])


def _tracked(rows: Iterable[tuple[int, str, str, str | None, str]]) -> list[TrackedSource]:
    return [
        TrackedSource(source_id, SourceEntry(kind, location, name), origin == "config")
        for source_id, kind, location, name, origin in rows
    ]
