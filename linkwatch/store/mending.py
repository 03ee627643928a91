"""What is known of an article's links by which it can be mended."""

from collections.abc import Collection, Sequence
from typing import Any

from linkwatch.model import Grade, MovedTo, Snapshot, Status
from linkwatch.store.articles import identity_of
from linkwatch.store.encoding import sql_list
from linkwatch.store.part import Part
from linkwatch.store.values import MendableArticle, MendableLink

_ARTICLE = "SELECT id, content_hash FROM articles WHERE uri = ? AND content_hash IS NOT NULL"

MENDABLE_COLUMNS = """l.url, l.status, l.reason, l.final_url, l.last_checked_at, l.snapshot_reason,
  l.title, l.moved_to, l.moved_how, l.moved_similarity,
  s.purpose, s.archive, s.timestamp, s.url, s.original_url, s.grade"""
"""SQL: of a link `l` and its snapshot `s` what `mendable_link` takes."""

_LINKS = f"""
SELECT DISTINCT {MENDABLE_COLUMNS}
FROM citations c JOIN links l ON l.id = c.link_id LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE c.article_id = ? AND c.removed_at IS NULL AND l.status IN {{}}
"""  # noqa: S608 - made of constants
_ENDED = ("no-snapshot", "archive-excluded", "not-told")  # said of the archives later, of a copy that was known
_SAVED = ("saved", "recent")  # purposes of copies that show the living page


class Mending(Part):
    """Has no table: reads what others keep."""

    def article(self, uri: str, statuses: Collection[Status]) -> MendableArticle | None:
        """Return what is known of an article and of its links of these statuses, None where it never was read."""
        with self._connection.reading() as raw:
            found = raw.execute(_ARTICLE, [identity_of(uri)]).fetchone()
            if found is None:
                return None
            article_id, content_hash = found
            rows = raw.execute(_LINKS.format(sql_list(statuses)), [article_id]).fetchall()
        links = map(mendable_link, rows)
        return MendableArticle(content_hash, {link.url: link for link in links})


def mendable_link(row: Sequence[Any]) -> MendableLink:
    """Make a link of the values of MENDABLE_COLUMNS."""
    url, status, reason, final_url, checked_at, absence, title, moved_to, how, similarity, purpose, *snapshot = row
    return MendableLink(
        url,
        Status(status),
        reason,
        final_url,
        checked_at,
        _snapshot(*snapshot) if purpose is not None and absence not in _ENDED else None,
        absence,
        purpose in _SAVED,
        None if moved_to is None else MovedTo(moved_to, how, similarity),
        title,
    )


def _snapshot(archive: str, timestamp: str, url: str, original_url: str, grade: str | None) -> Snapshot:
    return Snapshot(archive, timestamp, url, original_url, None if grade is None else Grade(grade))
