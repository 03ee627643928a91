"""What the home page tells: how the collection stands, what happened, and what there is to do."""

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from linkwatch.browse.reader import DatabaseReader
from linkwatch.model import TROUBLED, WORST_FIRST, Row
from linkwatch.store.pages import home as sql
from linkwatch.store.registrations import ENDING_SITES, ending_values, worth_telling
from linkwatch.store.risks import DYING_SITES, dying_values, worth_a_warning

_LATELY = timedelta(days=7)
_ARTICLES, _LINKS = 5, 3  # that need work most, and of each the links that are shown
_HOSTS = 8
_SITES = 5  # that begin to lose their pages
_MOST_POINTS = 60  # of a plot, and rows of the table behind it

WORST_HOSTS = (sql.WORST_HOSTS, {"most": 500})
ARTICLES_AT_RISK = (sql.ARTICLES_AT_RISK, {"most": 500})


async def read_home(reader: DatabaseReader, today: date) -> dict[str, Any]:
    """Return what the home page's template shows. today: lately is the week before it."""
    since = (today - _LATELY).isoformat()
    tomorrow = datetime.combine(today + timedelta(days=1), time(), UTC)  # the same all day: what is counted is kept
    wanted: dict[str, tuple[str, dict[str, Any]]] = {
        "counts": (sql.LINKS_BY_STATUS, {}),
        "to_mend": (sql.TO_MEND, {}),
        "risk": ARTICLES_AT_RISK,
        "lately": (sql.LATELY, {"since": since}),
        "failing": (sql.FAILING_LONGEST, {"most": 5}),
        "failing_hosts": (sql.FAILING_HOSTS, {"most": 5}),
        "sizes": (sql.SIZES, {}),
        "hosts": WORST_HOSTS,
        "waiting": (sql.WAITING, {}),
        "days": (sql.STATUS_BY_DAY, {}),
        "years": (sql.CITATIONS_BY_YEAR, {}),
        "dying": (DYING_SITES, dying_values(tomorrow)),
        "ending": (ENDING_SITES, ending_values(tomorrow)),
    }
    figures = await reader.figures(wanted)
    counts = {row["status"]: row["links"] for row in figures["counts"] or ()}
    risk = None if figures["risk"] is None else figures["risk"][:_ARTICLES]
    return {
        "counts": {status: counts[status] for status in WORST_FIRST if status in counts},
        "links": sum(counts.values()),
        "known": figures["counts"] is not None,
        "since": since,
        **{name: _first(figures[name]) for name in ("to_mend", "lately", "sizes", "waiting")},
        "failing": figures["failing"],
        "dying": worth_a_warning(figures["dying"] or ())[:_SITES],
        "ending": worth_telling(figures["ending"] or (), tomorrow)[:_SITES],
        "warnings_known": figures["dying"] is not None and figures["ending"] is not None,
        "failing_hosts": figures["failing_hosts"],
        "days": thinned(figures["days"] or []),
        "days_known": figures["days"] is not None,
        "lost": TROUBLED,  # what the plot over time shows, the worst at the bottom
        "years": sorted(figures["years"] or (), key=lambda row: str(row["year"])),
        "years_known": figures["years"] is not None,
        "hosts": None if figures["hosts"] is None else [row for row in figures["hosts"][:_HOSTS] if row["dead"]],
        "risk": risk,
        "worst": await _worst_links(reader, risk or []),
        "died": await reader.rows(sql.DIED),
        "returned": await reader.rows(sql.RETURNED),
        "run": await reader.row(sql.LAST_RUN),
    }


async def _worst_links(reader: DatabaseReader, articles: list[Row]) -> dict[int, list[Row]]:
    """Return of each article the first citations to be worked on, those that can be mended first."""
    ids = json.dumps([article["id"] for article in articles])
    found: dict[int, list[Row]] = {article["id"]: [] for article in articles}
    for row in await reader.rows(sql.WORST_LINKS, {"articles": ids, "most": _LINKS}):
        found[row["article_id"]].append(row)
    return found


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
