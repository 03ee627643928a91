"""What the home page tells: how the collection stands, what happened, and what there is to do."""

from datetime import date
from typing import Any

from linkwatch.browse.reader import Reader, Row
from linkwatch.model import THERE, TROUBLED, WORST_FIRST
from linkwatch.store.encoding import sql_list

_MOST_POINTS = 60  # of a plot, and rows of the table behind it

_COUNTS = "SELECT status, count(*) AS links FROM links GROUP BY status"
_SIZES = """
SELECT (SELECT count(*) FROM citations) AS citations,
  (SELECT count(*) FROM articles WHERE removed_at IS NULL) AS articles,
  (SELECT count(*) FROM sources) AS sources
"""
_WAITING = """
SELECT (SELECT count(*) FROM links WHERE status = 'dead' AND snapshot_id IS NULL) AS dead_without_copy,
  (SELECT count(*) FROM links WHERE next_seek_at IS NOT NULL) AS to_seek,
  (SELECT count(*) FROM links WHERE next_save_at IS NOT NULL) AS to_save,
  (SELECT count(*) FROM links WHERE next_check_at <= strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) AS overdue,
  (SELECT count(*) FROM articles WHERE last_error IS NOT NULL AND removed_at IS NULL) AS unreadable,
  (SELECT count(*) FROM sources WHERE last_error IS NOT NULL) AS failing_sources
"""
_RISK = """
SELECT a.id, a.uri, a.title, dead, without_copy,
  (SELECT count(*) FROM citations c WHERE c.article_id = a.id AND c.removed_at IS NULL) AS citations
FROM (SELECT c.article_id, count(*) AS dead, sum(l.snapshot_id IS NULL) AS without_copy
      FROM links l CROSS JOIN citations c ON c.link_id = l.id AND c.removed_at IS NULL
      WHERE l.status = 'dead' GROUP BY c.article_id ORDER BY dead DESC LIMIT :most) worst
JOIN articles a ON a.id = worst.article_id ORDER BY dead DESC, without_copy DESC, a.id
"""
_HOSTS = f"""
SELECT host, count(*) AS links, count(*) FILTER (WHERE status = 'dead') AS dead,
  count(*) FILTER (WHERE status IN {sql_list(THERE)}) AS alive,
  count(*) FILTER (WHERE status = 'failing') AS failing,
  count(*) FILTER (WHERE status = 'blocked') AS blocked
FROM links WHERE host <> '' GROUP BY host ORDER BY dead DESC, failing DESC, links DESC LIMIT :most
"""  # noqa: S608 - made of constants
_BY_YEAR = """
SELECT substr(a.published_at, 1, 4) AS year, count(*) AS citations,
  count(*) FILTER (WHERE l.status = 'dead') AS dead, count(*) FILTER (WHERE l.status = 'changed') AS changed
FROM articles a CROSS JOIN citations c ON c.article_id = a.id AND c.removed_at IS NULL
CROSS JOIN links l ON l.id = c.link_id
WHERE a.published_at IS NOT NULL GROUP BY 1 ORDER BY 1 DESC LIMIT 40
"""
_HAPPENED = """
SELECT h.changed_at, h.reason, h.old_status, h.new_status, l.id, l.url, l.title, s.url AS copy_url, s.timestamp
FROM status_history h JOIN links l ON l.id = h.link_id LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE h.{change} = 'dead' AND l.status {now} 'dead' ORDER BY h.changed_at DESC LIMIT 8
"""
_DAYS = "SELECT day, dead, failing, changed, blocked, alive FROM status_by_day ORDER BY day"
_LAST_RUN = "SELECT kind, started_at, finished_at, complete FROM runs ORDER BY id DESC LIMIT 1"

WORST_HOSTS = (_HOSTS, {"most": 500})
ARTICLES_AT_RISK = (_RISK, {"most": 500})


async def read_home(reader: Reader) -> dict[str, Any]:
    """Return what the home page's template shows."""
    wanted = {
        "counts": (_COUNTS, {}),
        "sizes": (_SIZES, {}),
        "hosts": WORST_HOSTS,
        "risk": ARTICLES_AT_RISK,
        "waiting": (_WAITING, {}),
        "days": (_DAYS, {}),
        "years": (_BY_YEAR, {}),
    }
    figures = await reader.figures(wanted)
    counts = {row["status"]: row["links"] for row in figures["counts"] or ()}
    return {
        "counts": {status: counts[status] for status in WORST_FIRST if status in counts},
        "links": sum(counts.values()),
        "known": figures["counts"] is not None,
        "sizes": _first(figures["sizes"]),
        "waiting": _first(figures["waiting"]),
        "days": thinned(figures["days"] or []),
        "days_known": figures["days"] is not None,
        "lost": TROUBLED,  # what the plot over time shows, the worst at the bottom
        "years": sorted(figures["years"] or (), key=lambda row: str(row["year"])),
        "hosts": _some(figures["hosts"], "dead"),
        "risk": _some(figures["risk"], "dead"),
        "died": await reader.rows(_HAPPENED.format(change="new_status", now="=")),
        "returned": await reader.rows(_HAPPENED.format(change="old_status", now="<>")),
        "run": await reader.row(_LAST_RUN),
    }


def thinned(days: list[Row]) -> list[Row]:
    """Keep so many days that a plot and its table can be read: evenly spread, the last among them."""
    if not days:
        return []
    first, last = (date.fromisoformat(days[place]["day"]).toordinal() for place in (0, -1))
    step = (last - first) // _MOST_POINTS + 1
    kept = {(last - date.fromisoformat(day["day"]).toordinal()) // step: day for day in days}
    return [kept[place] for place in sorted(kept, reverse=True)]


def _first(rows: list[Row] | None) -> Row | None:
    return rows[0] if rows else None


def _some(rows: list[Row] | None, column: str, most: int = 8) -> list[Row] | None:
    return None if rows is None else [row for row in rows[:most] if row[column]]
