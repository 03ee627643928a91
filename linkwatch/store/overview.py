"""What a whole database comes to: the views that Datasette shows, the worst first, each list bounded."""

import sqlite3
from collections.abc import Iterator, Sequence

from linkwatch.model import FAILED, GOOD, Status
from linkwatch.store.encoding import sql_list
from linkwatch.store.values import Row

_FIGURES = """
SELECT (SELECT count(*) FROM sources) AS sources,
  (SELECT count(*) FROM articles WHERE removed_at IS NULL) AS articles,
  (SELECT count(*) FROM citations WHERE removed_at IS NULL) AS citations,
  (SELECT count(*) FROM links) AS links,
  (SELECT checked_at FROM checks ORDER BY id DESC LIMIT 1) AS last_checked_at
"""

_CHANGES = "SELECT changed_at, url, old_status, new_status, reason, citations, snapshot_url FROM recent_changes"
_DEATHS = f"{_CHANGES} WHERE new_status = 'dead' LIMIT ?"
_RETURNS = f"{_CHANGES} WHERE old_status = 'dead' AND new_status IN {sql_list(GOOD)} LIMIT ?"

_LEAST_DAYS = 24  # fewer would not show a course
# Through bad links alone: an order of the whole view would read every citation.
_ARTICLES_AT_RISK = f"""
WITH worst AS (
  SELECT c.article_id
  FROM links l CROSS JOIN citations c ON c.link_id = l.id AND c.removed_at IS NULL
  WHERE l.status IN {sql_list(FAILED)}
  GROUP BY c.article_id
  ORDER BY count(*) FILTER (WHERE l.status = 'dead') DESC, count(*) DESC, c.article_id
  LIMIT ?)
SELECT article, title, published_at, citations, alive, changed, blocked, failing, dead, invalid, dead_with_snapshot
FROM article_health WHERE article_id IN (SELECT article_id FROM worst) ORDER BY dead DESC, failing DESC, article_id
"""  # noqa: S608 - made of constants
_HOSTS_AT_RISK = """
SELECT host, links, alive, changed, blocked, failing, dead, dead_percent
FROM host_health WHERE dead + failing > 0 ORDER BY dead DESC, failing DESC, host LIMIT ?
"""

_HEALTH = {
    "article": """
        SELECT article, title, published_at, citations, alive, changed, blocked, failing, dead, invalid,
          dead_with_snapshot
        FROM article_health ORDER BY dead DESC, failing DESC, article_id""",
    "host": """
        SELECT host, links, alive, changed, blocked, failing, dead, dead_percent
        FROM host_health ORDER BY dead DESC, failing DESC, host""",
    "source": """
        SELECT kind, location, name, last_scanned_at, last_error, articles, citations, alive, changed, blocked, failing,
          dead, invalid, dead_with_snapshot
        FROM source_health ORDER BY dead DESC, failing DESC, source_id""",
    "time": """
        SELECT day, links, alive, changed, blocked, failing, dead, dead_percent
        FROM status_by_day ORDER BY day""",
}


def overview(raw: sqlite3.Connection, most: int) -> Row:
    """Return figures and lists; see Store.overview."""
    counts = dict(raw.execute("SELECT status, count(*) FROM links GROUP BY status").fetchall())
    (figures,) = _rows(raw, _FIGURES, [])
    return {
        "database": figures,
        "by_status": {str(status): counts[status] for status in Status if status in counts},
        "deaths": list(_rows(raw, _DEATHS, [most])),
        "returns": list(_rows(raw, _RETURNS, [most])),
        "articles": list(_rows(raw, _ARTICLES_AT_RISK, [most])),
        "hosts": list(_rows(raw, _HOSTS_AT_RISK, [most])),
        "days": _thinned(list(health(raw, "time")), max(most, _LEAST_DAYS)),
    }


def health(raw: sqlite3.Connection, by: str) -> Iterator[Row]:
    """Yield the rows of a view; see Store.iter_health."""
    return _rows(raw, _HEALTH[by], [])


def _thinned(days: Sequence[Row], most: int) -> list[Row]:
    """Keep up to `most` of the days, the first and the last among them, at even distances."""
    if len(days) <= most:
        return list(days)
    return [days[round(place * (len(days) - 1) / (most - 1))] for place in range(most)]


def _rows(raw: sqlite3.Connection, sql: str, values: Sequence[int]) -> Iterator[Row]:
    cursor = raw.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return (dict(zip(names, row, strict=True)) for row in cursor)
