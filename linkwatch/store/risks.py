"""What may be lost next: links, articles and sites, by what was seen of each site; see `judge.risk`.

A page counts from the day when it was cited first, or else was seen first, to its death. What was dead at the first
look died at a time that nobody knows: half of the time until then counts.
"""

import heapq
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from linkwatch.model import THERE, Row
from linkwatch.store.encoding import dicts, sql_list, time_text
from linkwatch.store.part import Part
from linkwatch.store.registrations import threats
from linkwatch.store.views import IS_CURRENT, is_end_of_word
from linkwatch.urls import registered_domain

LATELY = timedelta(days=90)
_WARNED_FROM = 0.2  # chance that a page of the site is gone in a year
_LEAST_DEATHS = 2  # of late; one may be any page
_THERE = sql_list(THERE)

# Pages that are or were known to be there, also those that nobody cites any more. What was dead at the first look tells
# nothing where no article says how long it had been cited.
_SEEN = """
SELECT * FROM (
  SELECT l.id, l.host, l.status, l.snapshot_id, l.last_alive_at,
    julianday(iif(l.status = 'dead', coalesce(l.failing_since, :now), :now)) - julianday(min(l.first_seen_at, coalesce((
      SELECT min(a.published_at) FROM citations c JOIN articles a ON a.id = c.article_id WHERE c.link_id = l.id
    ), l.first_seen_at))) AS days
  FROM links l WHERE {of} AND l.status IN ('alive', 'redirected', 'changed', 'failing', 'dead'))
WHERE status <> 'dead' OR last_alive_at IS NOT NULL OR days >= 1
"""
_RECORD = """
sum(max(0, days) * iif(status = 'dead' AND last_alive_at IS NULL, 0.5, 1)) / 365.25 AS years, count(*) AS pages,
count(*) FILTER (WHERE status = 'dead') AS deaths, count(*) FILTER (WHERE status = 'failing') AS failing"""

_RECORDS = f"""
SELECT host, {_RECORD} FROM ({_SEEN.format(of="l.host <> ''")}) GROUP BY host
"""  # noqa: S608 - made of constants

_LIVING = f"""
SELECT l.id, l.url, l.host, l.status, l.consecutive_failures AS failures, s.url AS snapshot_url
FROM links l LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE l.host <> '' AND (l.status IN {_THERE} OR l.status = 'failing') AND {IS_CURRENT}
"""  # noqa: S608 - made of constants

_CITED = "SELECT count(*) FROM citations WHERE link_id = ? AND removed_at IS NULL"

_CITING = """
SELECT DISTINCT article_id FROM citations WHERE link_id = ? AND removed_at IS NULL
"""

DYING_SITES = f"""
WITH lately AS (
  SELECT l.host, count(DISTINCT l.id) AS died
  FROM status_history h CROSS JOIN links l ON l.id = h.link_id
  WHERE h.new_status = 'dead' AND h.changed_at >= :since AND l.status = 'dead' AND l.last_alive_at IS NOT NULL
    AND l.host <> '' AND NOT {is_end_of_word("h")}
  GROUP BY l.host HAVING count(DISTINCT l.id) >= :least)
SELECT host, (SELECT died FROM lately WHERE lately.host = l.host) AS died,
  count(*) FILTER (WHERE status IN {_THERE} AND {IS_CURRENT}) AS living,
  count(*) FILTER (WHERE status IN {_THERE} AND snapshot_id IS NULL AND {IS_CURRENT}) AS without_copy, {_RECORD}
FROM ({_SEEN.format(of="l.host IN (SELECT host FROM lately)")}) AS l GROUP BY host HAVING living > 0
"""  # noqa: S608 - made of constants


class Risks(Part):
    """Has no table of its own."""

    def links(self, now: datetime, most: int) -> list[Row]:
        """Return the links whose pages may be gone soonest, the likeliest first.

        percent: how likely within a year. registration: how its domain's registration adds to that, in words; None
        where it does not. kind: of page. site_pages, site_deaths: how many of its site are known, and how many of these
        died. failures: failed looks in a row. snapshot_url: None where no copy is known.
        """
        with self._connection.reading() as raw:
            worst = heapq.nlargest(most, _living(raw, now), key=lambda row: (row["percent"], -row["id"]))
            for row in worst:
                (row["citations"],) = raw.execute(_CITED, [row.pop("id")]).fetchone()
        return worst

    def articles(self, now: datetime, most: int) -> list[Row]:
        """Return the articles that may lose the most links within a year, with how many that is to be expected."""
        expected: dict[int, float] = {}
        without_copy: dict[int, int] = {}
        with self._connection.reading() as raw:
            for row in _living(raw, now):
                for (article_id,) in raw.execute(_CITING, [row["id"]]):
                    expected[article_id] = expected.get(article_id, 0.0) + row["percent"] / 100
                    without_copy[article_id] = without_copy.get(article_id, 0) + (row["snapshot_url"] is None)
            worst = heapq.nlargest(most, expected, key=lambda article_id: (expected[article_id], -article_id))
            return [
                {
                    "article": uri,
                    "title": title,
                    "expected_losses": round(expected[article_id], 2),
                    "without_copy": without_copy[article_id],
                }
                for article_id in worst
                for uri, title in raw.execute("SELECT uri, title FROM articles WHERE id = ?", [article_id])
            ]


def dying_sites(raw: sqlite3.Connection, now: datetime) -> list[Row]:
    """Return the sites that began to lose their pages and have some left, the likeliest to lose them first.

    host, died: pages that died within LATELY and had been there; living, without_copy: those that are left, and those
    of them without an archived copy; percent: how likely each is gone in a year.
    """
    return worth_a_warning(dicts(raw.execute(DYING_SITES, dying_values(now))))


def dying_values(now: datetime) -> dict[str, str | int]:
    """Return the parameters of DYING_SITES."""
    return {"now": time_text(now), "since": time_text(now - LATELY), "least": _LEAST_DEATHS}


def worth_a_warning(rows: Iterable[Row]) -> list[Row]:
    """Return of the rows of DYING_SITES what `dying_sites` does."""
    found = []
    for row in rows:
        from linkwatch.judge.risk import ANY, SiteRecord, chance_of_loss  # brings all of judge/, as below

        chance = chance_of_loss(ANY, SiteRecord(row["years"], row["deaths"], row["failing"]))
        if chance >= _WARNED_FROM:
            names = ("host", "died", "living", "without_copy")
            found.append({**{name: row[name] for name in names}, "percent": round(100 * chance, 1)})
    return sorted(found, key=lambda row: (-row["percent"], row["host"]))


def _living(raw: sqlite3.Connection, now: datetime) -> Iterator[Row]:
    from linkwatch.judge.risk import (
        SiteRecord,
        chance_of_loss,
        kind_of,
    )  # brings all of judge/, which few commands need

    ending = threats(raw, now)
    records = {row["host"]: row for row in dicts(raw.execute(_RECORDS, {"now": time_text(now)}))}
    for row in dicts(raw.execute(_LIVING)):
        site = records[row["host"]]
        kind = kind_of(row["url"])
        threat = ending.get(registered_domain(row["host"]) or "") if ending else None
        chance = chance_of_loss(
            kind,
            SiteRecord(site["years"], site["deaths"], site["failing"]),
            row["failures"],
            0.0 if threat is None else threat.chance,
        )
        yield {
            "id": row["id"],
            "url": row["url"],
            "status": row["status"],
            "percent": round(100 * chance, 1),
            "kind": kind,
            "site_pages": site["pages"],
            "site_deaths": site["deaths"],
            "failures": row["failures"],
            "registration": None if threat is None else threat.reason,
            "snapshot_url": row["snapshot_url"],
        }
