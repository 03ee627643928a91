"""What the home page tells: how the collection stands, what happened, and what there is to do."""

from datetime import date
from itertools import accumulate
from typing import Any

from linkwatch.browse.reader import Reader, Row
from linkwatch.report.words import WORST_FIRST

_LOST = ("dead", "failing", "changed", "blocked")  # what the plot over time shows, the worst at the bottom
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
_HOSTS = """
SELECT host, count(*) AS links, count(*) FILTER (WHERE status = 'dead') AS dead,
  count(*) FILTER (WHERE status IN ('alive', 'redirected')) AS alive,
  count(*) FILTER (WHERE status = 'failing') AS failing,
  count(*) FILTER (WHERE status = 'blocked') AS blocked
FROM links WHERE host <> '' GROUP BY host ORDER BY dead DESC, failing DESC, links DESC LIMIT :most
"""
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
_COUNTED_DAYS = "SELECT day, status, links FROM status_counts ORDER BY day"
_CHANGED_DAYS = """
SELECT substr(changed_at, 1, 10) AS day, old_status, new_status, count(*) AS links
FROM status_history GROUP BY 1, 2, 3 ORDER BY 1
"""
_LAST_RUN = "SELECT kind, started_at, finished_at, complete FROM runs ORDER BY id DESC LIMIT 1"

WORST_HOSTS = (_HOSTS, {"most": 500})
ARTICLES_AT_RISK = (_RISK, {"most": 500})


async def read_home(reader: Reader) -> dict[str, Any]:
    """Return what the home page's template shows."""
    days = await _days(reader)
    wanted = {
        "counts": (_COUNTS, {}),
        "sizes": (_SIZES, {}),
        "hosts": WORST_HOSTS,
        "risk": ARTICLES_AT_RISK,
        "waiting": (_WAITING, {}),
    }
    figures = await reader.figures(
        {**wanted, **({} if days else {"changes": (_CHANGED_DAYS, {})}), "years": (_BY_YEAR, {})}
    )
    counts = {row["status"]: row["links"] for row in figures["counts"] or ()}
    return {
        "counts": {status: counts[status] for status in WORST_FIRST if status in counts},
        "links": sum(counts.values()),
        "known": figures["counts"] is not None,
        "sizes": _first(figures["sizes"]),
        "waiting": _first(figures["waiting"]),
        "days": thinned(days or add_up(figures.get("changes") or [])),
        "lost": _LOST,
        "years": sorted(figures["years"] or (), key=lambda row: str(row["year"])),
        "hosts": _some(figures["hosts"], "dead"),
        "risk": _some(figures["risk"], "dead"),
        "died": await reader.rows(_HAPPENED.format(change="new_status", now="=")),
        "returned": await reader.rows(_HAPPENED.format(change="old_status", now="<>")),
        "run": await reader.row(_LAST_RUN),
    }


async def _days(reader: Reader) -> list[Row]:
    by_day: dict[str, dict[str, int]] = {}
    for row in await reader.rows(_COUNTED_DAYS):
        by_day.setdefault(row["day"], {})[row["status"]] = row["links"]
    return [{"day": day, **counts} for day, counts in by_day.items()]


def add_up(changes: list[Row]) -> list[Row]:
    """Turn changes of status by day into how many links had each status at the end of each day."""
    days: dict[str, dict[str, int]] = {}
    for row in changes:
        moves = days.setdefault(row["day"], {})
        moves[row["new_status"]] = moves.get(row["new_status"], 0) + row["links"]
        if row["old_status"] != "unchecked":  # links are counted from their first look on
            moves[row["old_status"]] = moves.get(row["old_status"], 0) - row["links"]

    def add(before: dict[str, int], moves: dict[str, int]) -> dict[str, int]:
        return {status: before.get(status, 0) + moves.get(status, 0) for status in before.keys() | moves.keys()}

    return [{"day": day, **counts} for day, counts in zip(days, accumulate(days.values(), add), strict=True)]


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
