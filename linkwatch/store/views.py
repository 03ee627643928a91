"""The views: what people ask the database, in words of theirs.

A view that was released is changed by a migration that drops and makes it again; that is why statuses stand here in
words, ('alive', 'redirected') for THERE of model.py. The comments inside stay in the database.

What is counted anywhere (pages, reports, metrics, feeds) is counted of `current_links`, and a death has one date, that
of `deaths`: so the same number stands everywhere.
"""

IS_CURRENT = """(
  EXISTS (SELECT 1 FROM citations c INDEXED BY citations_present WHERE c.link_id = l.id AND c.removed_at IS NULL)
  OR NOT EXISTS (SELECT 1 FROM citations c WHERE c.link_id = l.id))"""
"""SQL: whether the link `l` is cited now, or was given by hand and never cited."""

CITATIONS = """(SELECT count(*) FROM citations c INDEXED BY citations_present
   WHERE c.link_id = l.id AND c.removed_at IS NULL) AS citations"""
"""SQL: how often the link `l` is cited now."""

CURRENT_LINKS = f"""
CREATE VIEW current_links AS
-- Links that are cited now, or were given by hand and never cited. Whatever is counted anywhere is counted of these.
SELECT l.id AS link_id, l.url, l.host, l.domain, l.status, l.reason, l.http_status, l.final_url, l.title,
  iif(l.status = 'dead', l.moved_to, NULL) AS moved_to, s.url AS snapshot_url, s.timestamp AS snapshot_timestamp,
  l.snapshot_reason, l.first_seen_at, l.last_checked_at, l.last_alive_at, l.failing_since, l.next_check_at
FROM links l
LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE {IS_CURRENT}
"""  # noqa: S608 - made of constants


def _before(change: str) -> str:
    """Return SQL for what a link was before a change, people's words aside: when these end, no page has changed."""
    return f"""(SELECT m.new_status FROM status_history m
    WHERE m.link_id = {change}.link_id AND m.id < {change}.id AND m.reason IS NOT 'marked'
    ORDER BY m.id DESC LIMIT 1)"""  # noqa: S608 - made of constants


def is_end_of_word(change: str) -> str:
    """Return SQL for whether a change only ends what a person said: the link is again what it was before."""
    is_ours = f"{change}.check_id IS NULL AND {change}.reason IS NOT 'marked'"
    return f"({is_ours} AND {_before(change)} IS {change}.new_status)"


# From the history to the links, in this order: the latest are wanted, and an index has them.
DEATHS = f"""
CREATE VIEW deaths AS
-- Links that are dead now, each with the day on which it was found dead; one that came back is no longer here.
SELECT h.changed_at AS died_at, l.id AS link_id, l.url, l.host, l.domain, h.old_status, l.reason, l.moved_to,
  s.url AS snapshot_url, s.timestamp AS snapshot_timestamp, {CITATIONS}
FROM status_history h
CROSS JOIN links l ON l.id = h.link_id
LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE h.new_status = 'dead' AND l.status = 'dead' AND {IS_CURRENT}
  AND {_before("h")} IS NOT 'dead'
  AND NOT EXISTS (SELECT 1 FROM status_history b
    WHERE b.link_id = h.link_id AND b.id > h.id AND b.new_status = 'dead' AND {_before("b")} IS NOT 'dead')
ORDER BY h.changed_at DESC, h.id DESC
"""  # noqa: S608 - made of constants


# While a person's word holds, own_status says whether the page answers: a word is no return.
RETURNS = f"""
CREATE VIEW returns AS
-- Links that were dead and whose pages answer now, each with the day on which it was found to be back.
SELECT h.changed_at AS returned_at, l.id AS link_id, l.url, l.host, l.domain, h.new_status, l.status, {CITATIONS}
FROM status_history h
CROSS JOIN links l ON l.id = h.link_id
WHERE h.old_status = 'dead' AND l.status IN ('alive', 'redirected', 'changed') AND {IS_CURRENT}
  AND coalesce(l.own_status, l.status) IN ('alive', 'redirected', 'changed')
  AND {_before("h")} IS 'dead'
  AND NOT EXISTS (SELECT 1 FROM status_history b
    WHERE b.link_id = h.link_id AND b.id > h.id AND b.old_status = 'dead' AND {_before("b")} IS 'dead')
ORDER BY h.changed_at DESC, h.id DESC
"""  # noqa: S608 - made of constants

DEAD_LINKS = f"""
CREATE VIEW dead_links AS
-- Where dead links are cited, and what to cite instead. A row for each citation.
SELECT l.id AS link_id, l.url, l.host, l.reason, l.http_status,
  coalesce((SELECT max(h.changed_at) FROM status_history h
    WHERE h.link_id = l.id AND h.new_status = 'dead' AND {_before("h")} IS NOT 'dead'), l.failing_since) AS dead_since,
  l.failing_since, l.last_alive_at, l.last_checked_at,
  a.id AS article_id, a.uri AS article, a.title AS article_title, c.line, c.place, c.text AS anchor, c.context,
  l.moved_to, l.moved_how, s.url AS snapshot_url, s.timestamp AS snapshot_timestamp, l.snapshot_reason
FROM links l
LEFT JOIN citations c ON c.link_id = l.id AND c.removed_at IS NULL
LEFT JOIN articles a ON a.id = c.article_id
LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE l.status = 'dead'
  AND (c.id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM citations WHERE link_id = l.id))  -- else nobody cites it now
"""  # noqa: S608 - made of constants

ARTICLE_HEALTH = """
CREATE VIEW article_health AS
-- How each article's citations fare. Articles that their source no longer has are left out.
SELECT a.id AS article_id, a.uri AS article, a.title, a.published_at, a.last_scanned_at, a.last_error,
  count(c.id) AS citations,
  count(*) FILTER (WHERE l.status IN ('alive', 'redirected')) AS alive,
  count(*) FILTER (WHERE l.status = 'redirected') AS redirected,
  count(*) FILTER (WHERE l.status = 'changed') AS changed,
  count(*) FILTER (WHERE l.status = 'blocked') AS blocked,
  count(*) FILTER (WHERE l.status = 'failing') AS failing,
  count(*) FILTER (WHERE l.status = 'dead') AS dead,
  count(*) FILTER (WHERE l.status = 'invalid') AS invalid,
  count(*) FILTER (WHERE l.status = 'dead' AND l.snapshot_id IS NOT NULL) AS dead_with_snapshot
FROM articles a
LEFT JOIN citations c ON c.article_id = a.id AND c.removed_at IS NULL
LEFT JOIN links l ON l.id = c.link_id
WHERE a.removed_at IS NULL
GROUP BY a.id
"""

HOST_HEALTH = f"""
CREATE VIEW host_health AS
-- How each host's links fare.
SELECT host, count(*) AS links,
  count(*) FILTER (WHERE status IN ('alive', 'redirected')) AS alive,
  count(*) FILTER (WHERE status = 'redirected') AS redirected,
  count(*) FILTER (WHERE status = 'changed') AS changed,
  count(*) FILTER (WHERE status = 'blocked') AS blocked,
  count(*) FILTER (WHERE status = 'failing') AS failing,
  count(*) FILTER (WHERE status = 'dead') AS dead,
  round(100.0 * count(*) FILTER (WHERE status = 'dead') / count(*), 1) AS dead_percent
FROM links l
WHERE host <> '' AND {IS_CURRENT}
GROUP BY host
"""  # noqa: S608 - made of constants

RECENT_CHANGES = f"""
CREATE VIEW recent_changes AS
-- Changes of status, the latest first.
SELECT h.changed_at, l.url, h.old_status, h.new_status, h.reason, l.id AS link_id, {CITATIONS}, s.url AS snapshot_url
FROM status_history h
CROSS JOIN links l ON l.id = h.link_id
LEFT JOIN snapshots s ON s.id = l.snapshot_id
WHERE {IS_CURRENT}
ORDER BY h.changed_at DESC, h.id DESC
"""  # noqa: S608 - made of constants

SOURCE_HEALTH = """
CREATE VIEW source_health AS
-- How the citations of each source's articles fare.
SELECT s.id AS source_id, s.kind, s.location, s.name, s.last_scanned_at, s.last_error,
  count(DISTINCT a.id) AS articles, count(c.id) AS citations,
  count(*) FILTER (WHERE l.status IN ('alive', 'redirected')) AS alive,
  count(*) FILTER (WHERE l.status = 'redirected') AS redirected,
  count(*) FILTER (WHERE l.status = 'changed') AS changed,
  count(*) FILTER (WHERE l.status = 'blocked') AS blocked,
  count(*) FILTER (WHERE l.status = 'failing') AS failing,
  count(*) FILTER (WHERE l.status = 'dead') AS dead,
  count(*) FILTER (WHERE l.status = 'invalid') AS invalid,
  count(*) FILTER (WHERE l.status = 'dead' AND l.snapshot_id IS NOT NULL) AS dead_with_snapshot
FROM sources s
LEFT JOIN articles a ON a.source_id = s.id AND a.removed_at IS NULL
LEFT JOIN citations c ON c.article_id = a.id AND c.removed_at IS NULL
LEFT JOIN links l ON l.id = c.link_id
GROUP BY s.id
"""

STATUS_BY_DAY = f"""
CREATE VIEW status_by_day AS
-- How many links had each status when a day ended: as the daemon counted them, else made from their history.
WITH steps (day, status, links) AS (
  SELECT day, status, links FROM status_counts
  UNION ALL
  SELECT substr(l.first_seen_at, 1, 10), coalesce(
    (SELECT h.old_status FROM status_history h WHERE h.link_id = l.id ORDER BY h.id LIMIT 1), l.status), 1
  FROM links l WHERE NOT EXISTS (SELECT 1 FROM status_counts) AND {IS_CURRENT}
  UNION ALL
  SELECT substr(changed_at, 1, 10), old_status, -1
  FROM recent_changes WHERE NOT EXISTS (SELECT 1 FROM status_counts)
  UNION ALL
  SELECT substr(changed_at, 1, 10), new_status, 1
  FROM recent_changes WHERE NOT EXISTS (SELECT 1 FROM status_counts)
), days AS (
  SELECT day, sum(links) AS links,
    coalesce(sum(links) FILTER (WHERE status IN ('alive', 'redirected')), 0) AS alive,
    coalesce(sum(links) FILTER (WHERE status = 'changed'), 0) AS changed,
    coalesce(sum(links) FILTER (WHERE status = 'blocked'), 0) AS blocked,
    coalesce(sum(links) FILTER (WHERE status = 'failing'), 0) AS failing,
    coalesce(sum(links) FILTER (WHERE status = 'dead'), 0) AS dead
  FROM steps GROUP BY day
), sums AS (
  SELECT day, sum(links) OVER (ORDER BY day) AS links, sum(alive) OVER (ORDER BY day) AS alive,
    sum(changed) OVER (ORDER BY day) AS changed, sum(blocked) OVER (ORDER BY day) AS blocked,
    sum(failing) OVER (ORDER BY day) AS failing, sum(dead) OVER (ORDER BY day) AS dead
  FROM days WHERE NOT EXISTS (SELECT 1 FROM status_counts)
  UNION ALL
  SELECT * FROM days WHERE EXISTS (SELECT 1 FROM status_counts)
)
SELECT day, links, alive, changed, blocked, failing, dead, round(100.0 * dead / links, 1) AS dead_percent
FROM sums
"""  # noqa: S608 - made of constants
