"""The latest changes, for feeds; and how far the feed's file tells of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from linkwatch.model import Row, Status
from linkwatch.store.encoding import dicts, sql_list
from linkwatch.store.news import cited_in, newest
from linkwatch.store.part import Part
from linkwatch.store.progress import progress, put_progress
from linkwatch.store.sites import ON_SITE, site_values
from linkwatch.store.views import IS_CURRENT, is_end_of_word

_PUBLISHED = "published-status-history"

# What failed for a while and is again as it was is no news; nor is what failed at its first looks and answers now.
_PASSING = """(h.new_status = 'failing' OR h.old_status = 'failing' AND (
    SELECT b.old_status = h.new_status OR (b.old_status = 'unchecked' AND h.new_status <> 'dead')
    FROM status_history b
    WHERE b.link_id = h.link_id AND b.id < h.id AND b.new_status = 'failing' ORDER BY b.id DESC LIMIT 1))"""

_LINKS: Mapping[str, str] = {
    "article": "SELECT link_id FROM citations WHERE article_id = :article AND removed_at IS NULL",
    "source": """
      SELECT c.link_id FROM articles a CROSS JOIN citations c ON c.article_id = a.id AND c.removed_at IS NULL
      WHERE a.source_id = :source AND a.removed_at IS NULL""",
    "host": "SELECT id AS link_id FROM links WHERE host = :host",
    "site": f"SELECT l.id AS link_id FROM links l WHERE {ON_SITE}",  # noqa: S608 - made of constants
}

# The same of a link at hand. An article's are few; of the others there may be millions.
_IS_OF: Mapping[str, str] = {
    "source": """EXISTS (SELECT 1 FROM citations c CROSS JOIN articles a ON a.id = c.article_id
      WHERE c.link_id = l.id AND c.removed_at IS NULL AND a.source_id = :source AND a.removed_at IS NULL)""",
    "host": "l.host = :host",
    "site": ON_SITE,
}
_LATELY = 10_000  # changes that are looked through first: of many links, some are among them


@dataclass(frozen=True, slots=True)
class ChangesWanted:
    """Which changes a feed tells of: those of links that fit all that is given.

    article, source: ids. host: one host. site: a host with those below it. statuses: what a link became; those that
    pass (failing) are told only where they are asked for.
    """

    article: int | None = None
    source: int | None = None
    host: str | None = None
    site: str | None = None
    statuses: tuple[Status, ...] = ()

    def links(self) -> tuple[str, dict[str, object]]:
        """Return the SQL that names the links, "" for all of them, and its values."""
        given = {name: value for name in _LINKS if (value := getattr(self, name)) is not None}
        if not given:
            return "", {}
        values = dict(given)
        if self.site is not None:
            values |= site_values(self.site)
        return " INTERSECT ".join(f"SELECT * FROM ({_LINKS[name]})" for name in given), values  # noqa: S608 - constants


class Feed(Part):
    """Has in progress how far the file was written, and reads status_history."""

    def recent_changes(self, limit: int, wanted: ChangesWanted | None = None) -> list[Row]:
        """Return the latest changes of status, first looks left out, the latest first.

        Rows: id, link_id, changed_at, url, old_status, new_status, reason, final_url, moved_to, still_so, snapshot_url,
        articles (up to three titles), more_articles.
        """
        wanted = wanted or ChangesWanted()
        sql, values = _changes(wanted)
        values["limit"] = limit
        with self._connection.reading() as raw:
            rows = list(dicts(raw.execute(lately, values))) if (lately := _lately(wanted)) else []
            if len(rows) < limit:
                rows = list(dicts(raw.execute(sql, values)))
            cited = {link_id: cited_in(raw, link_id) for link_id in {row["link_id"] for row in rows}}
            for row in rows:
                row.update(cited[row["link_id"]])
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


def _changes(wanted: ChangesWanted) -> tuple[str, dict[str, object]]:
    """Go from the links wanted to their changes, or from the latest change back: never through all that happened."""
    links, values = wanted.links()
    told = _told(wanted)
    if links:
        of_links = f"(SELECT DISTINCT link_id FROM ({links})) w CROSS JOIN status_history h ON h.link_id = w.link_id"  # noqa: S608 - made of constants
        return _latest(of_links, told), values
    if not wanted.statuses:
        return _latest("status_history h", told), values
    # Each status by itself: only then does the index give the latest first.
    became = "status_history h INDEXED BY status_history_became"
    each = (_latest(became, f"h.new_status = '{status}'") for status in dict.fromkeys(wanted.statuses))
    return f"{' UNION ALL '.join(f'SELECT * FROM ({sql})' for sql in each)} ORDER BY id DESC LIMIT :limit", values  # noqa: S608 - made of constants


def _lately(wanted: ChangesWanted) -> str:
    """Return SQL for those of the latest changes of all; "" where the links that are wanted are few, or all."""
    conditions = [condition for name, condition in _IS_OF.items() if getattr(wanted, name) is not None]
    if wanted.article is not None or not conditions:
        return ""
    latest = f"(SELECT * FROM status_history ORDER BY id DESC LIMIT {_LATELY}) h"  # noqa: S608 - made of constants
    return _latest(latest, " AND ".join([_told(wanted), *conditions]))


def _told(wanted: ChangesWanted) -> str:
    return f"h.new_status IN {sql_list(wanted.statuses)}" if wanted.statuses else f"coalesce(NOT {_PASSING}, 1)"


def _latest(changes: str, told: str) -> str:
    return f"""
SELECT h.id, h.changed_at, h.link_id, l.url, h.old_status, h.new_status, h.reason, l.final_url,
  iif(l.status = 'dead', l.moved_to, NULL) AS moved_to, l.status = h.new_status AS still_so, s.url AS snapshot_url
FROM {changes} CROSS JOIN links l ON l.id = h.link_id
LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE h.old_status <> 'unchecked' AND h.new_status <> 'unchecked' AND {told} AND {IS_CURRENT}
  AND NOT {is_end_of_word("h")}
ORDER BY h.id DESC LIMIT :limit
"""  # noqa: S608 - made of constants
