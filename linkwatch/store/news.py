"""What has happened that people may want to be told, read from where the last telling ended.

How far that was stands in `progress`. Where nothing was ever told, telling begins now: the history of years is no news.
Statuses count that say where a link stands; passing ones (failing, blocked) are looked past, so that what comes back
from them is no news unless it had been dead. Each function works inside its caller's transaction.
"""

import json
import sqlite3
from collections.abc import Collection
from datetime import datetime, timedelta

from linkwatch.model import GOOD, LASTING, LOST, MARKED, THERE, Row, Status
from linkwatch.store.encoding import dicts, sql_list, time_text
from linkwatch.store.progress import progress, put_progress
from linkwatch.store.registrations import ending_sites
from linkwatch.store.risks import dying_sites

_HISTORY, _SNAPSHOTS, _SOURCES = "told-status-history", "told-snapshots", "told-failing-sources"
_DYING = "told-dying-sites"
_ENDING = "told-ending-registrations"
_LONGEST_FIRST_LOOK = timedelta(hours=24)
_ARTICLES_NAMED = 3

_STANDS = sql_list(LASTING)
_NOT_MOVED = sql_list(status for status in GOOD if status is not Status.REDIRECTED)

# Whether a link's news is told by itself: not where all that cite it belong to sources that are yet to be summed up,
# nor where nothing cites it any more.
_TOLD_SINGLY = """
(EXISTS (
   SELECT 1 FROM citations c JOIN articles a ON a.id = c.article_id LEFT JOIN sources s ON s.id = a.source_id
   WHERE c.link_id = {link} AND c.removed_at IS NULL AND (a.source_id IS NULL OR s.summed_up_at IS NOT NULL))
 OR NOT EXISTS (SELECT 1 FROM citations WHERE link_id = {link}))
"""

# What a link was before: a first status counts as such too, and so is never news. What a person said of it does not:
# when the word ends, the page may be as it was all the time. Nor is the word that a dead page is there a return of it.
_EVENTS = f"""
WITH touched AS (
  SELECT DISTINCT link_id FROM status_history NOT INDEXED
  WHERE id > :history AND old_status <> 'unchecked' AND new_status IN {_STANDS}),
net AS (
  SELECT h.id, h.link_id, h.new_status AS status, h.reason,
    (SELECT b.new_status FROM status_history b
     WHERE b.link_id = h.link_id AND b.new_status IN {_STANDS} AND (b.id <= :history OR b.old_status = 'unchecked')
       AND b.reason IS NOT '{MARKED}'
     ORDER BY b.id DESC LIMIT 1) AS before
  FROM touched t CROSS JOIN status_history h
  WHERE h.id = (SELECT max(id) FROM status_history WHERE link_id = t.link_id AND new_status IN {_STANDS})),
news AS (
  SELECT id, link_id, status, reason,
    CASE WHEN status = 'dead' AND before IS NOT 'dead' THEN 'dead'
      WHEN status <> 'dead' AND before = 'dead' AND reason IS NOT '{MARKED}' THEN 'recovered'
      WHEN status = 'changed' AND before IN {sql_list(THERE)} THEN 'changed'
      WHEN status = 'redirected' AND before IN {_NOT_MOVED} THEN 'redirected' END AS kind
  FROM net),
copies AS (
  SELECT s.id, s.link_id, l.status, l.reason, 'snapshot' AS kind
  FROM snapshots s CROSS JOIN links l ON l.id = s.link_id AND l.snapshot_id = s.id
  WHERE s.id > :snapshots AND s.purpose = 'replacement' AND l.status IN {sql_list(LOST)}
    AND s.link_id NOT IN (SELECT link_id FROM news WHERE kind IN (SELECT value FROM json_each(:on)))),
counted AS (
  SELECT *, row_number() OVER (PARTITION BY kind ORDER BY id) AS place, count(*) OVER (PARTITION BY kind) AS total
  FROM (SELECT id, link_id, status, reason, kind FROM news UNION ALL SELECT * FROM copies) AS e
  WHERE kind IN (SELECT value FROM json_each(:on)) AND {_TOLD_SINGLY.format(link="e.link_id")})
SELECT k.kind, k.total, k.link_id, l.url, k.status, k.reason, l.final_url, s.url AS snapshot_url
FROM counted k JOIN links l ON l.id = k.link_id LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE k.place <= :most ORDER BY k.kind, k.place
"""  # noqa: S608 - made of constants

_CITED_IN = """
SELECT coalesce(a.title, a.uri) FROM articles a
WHERE a.id IN (
  SELECT DISTINCT article_id FROM citations WHERE link_id = ? AND removed_at IS NULL ORDER BY article_id LIMIT ?)
ORDER BY a.id
"""

# When reading it began to yield citations: about then, which is all that matters.
_NOT_SUMMED_UP = """
SELECT s.id, coalesce(s.name, s.location), s.last_scanned_at, s.last_error,
  max(s.added_at, (SELECT c.first_seen_at FROM articles a JOIN citations c ON c.article_id = a.id
                   WHERE a.source_id = s.id ORDER BY a.id, c.id LIMIT 1))
FROM sources s WHERE s.summed_up_at IS NULL ORDER BY s.id
"""

_LINKS_OF_SOURCE = """
articles a JOIN citations c ON c.article_id = a.id AND c.removed_at IS NULL JOIN links l ON l.id = c.link_id
WHERE a.source_id = ? AND a.removed_at IS NULL
"""

# From the articles that came last: their links are looked at last.
_IS_UNDER_WAY = f"""
SELECT 1 FROM {_LINKS_OF_SOURCE} AND l.status = 'unchecked' ORDER BY a.id DESC, c.id DESC LIMIT 1
"""  # noqa: S608 - made of constants

_COUNTS = f"""
SELECT status, count(*), count(*) FILTER (WHERE snapshot_id IS NOT NULL)
FROM (SELECT DISTINCT l.id, l.status, l.snapshot_id FROM {_LINKS_OF_SOURCE}) GROUP BY status
"""  # noqa: S608 - made of constants


def sites_dying_now(raw: sqlite3.Connection, now: datetime) -> list[Row] | None:
    """Return what `dying_sites` does; None where nobody was warned of a site and no status has changed since."""
    if progress(raw, _DYING) == "[]" and progress(raw, _HISTORY) == str(newest(raw, "status_history")):
        return None
    return dying_sites(raw, now)


def take_news(
    raw: sqlite3.Connection, on: Collection[str], most: int, now: datetime, dying: list[Row] | None, *, unheard: bool
) -> Row:
    """Return what happened since the last call, and note that it was taken; see Outbox.compose.

    dying: as `sites_dying_now` found them, which takes too long for a transaction that others wait for. unheard:
    nobody is to be told: everything is noted as taken, and what is returned is empty.
    """
    newest_ids = {_HISTORY: newest(raw, "status_history"), _SNAPSHOTS: newest(raw, "snapshots")}
    failing = _failing_sources(raw)
    ready = _sources_to_sum_up(raw, now)
    ending = ending_sites(raw, now)
    news: Row = {"events": [], "totals": {}, "summaries": []}
    if not unheard:  # before the sources count as summed up: what happened to their links is in the sum
        since = {name: int(progress(raw, name) or latest) for name, latest in newest_ids.items()}
        if since != newest_ids:
            _add_link_events(raw, news, since, on, most)
        if "source" in on:
            _add_source_events(raw, news, failing, set(json.loads(progress(raw, _SOURCES) or "[]")), most)
        if dying is not None and "dying" in on and (told := progress(raw, _DYING)) is not None:
            _add_dying_sites(news, dying, set(json.loads(told)), most)
        if "registration" in on:
            _add_ending_sites(news, ending, set(json.loads(progress(raw, _ENDING) or "[]")), most)
        news["summaries"] = [_summary(raw, source_id, name) for source_id, name in ready]
    for name, latest in newest_ids.items():
        put_progress(raw, name, str(latest))
    put_progress(raw, _SOURCES, json.dumps(sorted(failing)))
    put_progress(raw, _ENDING, json.dumps(sorted(site["domain"] for site in ending)))
    if dying is not None:
        put_progress(raw, _DYING, json.dumps(sorted(site["host"] for site in dying)))
    for source_id, _ in ready:
        raw.execute("UPDATE sources SET summed_up_at = ? WHERE id = ?", [time_text(now), source_id])
    return news


def newest(raw: sqlite3.Connection, table: str) -> int:
    """Return the id of a table's latest row, 0 if there is none."""
    (row_id,) = raw.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()  # noqa: S608 - ours
    return int(row_id)


def _add_link_events(raw: sqlite3.Connection, news: Row, since: dict[str, int], on: Collection[str], most: int) -> None:
    values = {"history": since[_HISTORY], "snapshots": since[_SNAPSHOTS], "on": json.dumps(sorted(on)), "most": most}
    for row in list(dicts(raw.execute(_EVENTS, values))):
        news["totals"][row["kind"]] = row.pop("total")
        row.update(cited_in(raw, row.pop("link_id")))
        news["events"].append(row)


def cited_in(raw: sqlite3.Connection, link_id: int) -> Row:
    """Return the titles of the first articles that cite a link, and how many more do."""
    titles = [title for (title,) in raw.execute(_CITED_IN, [link_id, _ARTICLES_NAMED])]
    sql = "SELECT count(DISTINCT article_id) FROM citations WHERE link_id = ? AND removed_at IS NULL"
    (articles,) = raw.execute(sql, [link_id]).fetchone()
    return {"articles": titles, "more_articles": articles - len(titles)}


def _failing_sources(raw: sqlite3.Connection) -> dict[int, Row]:
    sql = "SELECT id, coalesce(name, location), last_error FROM sources WHERE last_error IS NOT NULL ORDER BY id"
    return {source_id: {"name": name, "error": error} for source_id, name, error in raw.execute(sql)}


def _add_source_events(raw: sqlite3.Connection, news: Row, failing: dict[int, Row], told: set[int], most: int) -> None:
    rows = [row for source_id, row in failing.items() if source_id not in told]
    sql = """SELECT coalesce(name, location) FROM sources
             WHERE last_error IS NULL AND id IN (SELECT value FROM json_each(?)) ORDER BY id"""
    rows += [{"name": name, "error": None} for (name,) in raw.execute(sql, [json.dumps(sorted(told))])]
    if rows:
        news["totals"]["source"] = len(rows)
        news["events"] += [{"kind": "source", **row} for row in rows[:most]]


def _add_dying_sites(news: Row, dying: list[Row], told: set[str], most: int) -> None:
    rows = [site for site in dying if site["host"] not in told]
    if rows:
        news["totals"]["dying"] = len(rows)
        news["events"] += [{"kind": "dying", "url": f"http://{row['host']}/", **row} for row in rows[:most]]


def _add_ending_sites(news: Row, ending: list[Row], told: set[str], most: int) -> None:
    rows = [site for site in ending if site["domain"] not in told]
    if rows:
        news["totals"]["registration"] = len(rows)
        news["events"] += [{"kind": "registration", "url": f"http://{row['domain']}/", **row} for row in rows[:most]]


def _sources_to_sum_up(raw: sqlite3.Connection, now: datetime) -> list[tuple[int, str]]:
    """Return the sources that were read and whose links were all looked at, or have had the time for it."""
    ready = []
    latest_begin = time_text(now - _LONGEST_FIRST_LOOK)
    for source_id, name, scanned_at, error, began_at in raw.execute(_NOT_SUMMED_UP).fetchall():
        was_read = scanned_at is not None and (error is None or began_at is not None)
        if (began_at is not None and began_at <= latest_begin) or (
            was_read and raw.execute(_IS_UNDER_WAY, [source_id]).fetchone() is None
        ):
            ready.append((source_id, name))
    return ready


def _summary(raw: sqlite3.Connection, source_id: int, name: str) -> Row:
    counts = {status: (links, copies) for status, links, copies in raw.execute(_COUNTS, [source_id])}
    return {
        "name": name,
        "links": sum(links for links, _ in counts.values()),
        "by_status": {str(status): counts[status][0] for status in Status if status in counts},
        "dead_with_snapshot": counts.get("dead", (0, 0))[1],
    }
