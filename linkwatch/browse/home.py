"""What the home page tells: how the collection stands, what happened, and what there is to do."""

from datetime import date
from typing import Any

from linkwatch.browse.reader import DatabaseReader
from linkwatch.model import TROUBLED, WORST_FIRST, Row
from linkwatch.store.pages import home as sql

_MOST_POINTS = 60  # of a plot, and rows of the table behind it

WORST_HOSTS = (sql.WORST_HOSTS, {"most": 500})
ARTICLES_AT_RISK = (sql.ARTICLES_AT_RISK, {"most": 500})


async def read_home(reader: DatabaseReader) -> dict[str, Any]:
    """Return what the home page's template shows."""
    wanted = {
        "counts": (sql.LINKS_BY_STATUS, {}),
        "sizes": (sql.SIZES, {}),
        "hosts": WORST_HOSTS,
        "risk": ARTICLES_AT_RISK,
        "waiting": (sql.WAITING, {}),
        "days": (sql.STATUS_BY_DAY, {}),
        "years": (sql.CITATIONS_BY_YEAR, {}),
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
        "died": await reader.rows(sql.DIED),
        "returned": await reader.rows(sql.RETURNED),
        "run": await reader.row(sql.LAST_RUN),
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
