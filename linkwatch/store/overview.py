"""What is known of all that is watched, whichever run found it out."""

import json
from collections.abc import Collection, Iterator, Sequence

from linkwatch.model import FAILED, FRAGMENT_MISSING, GOOD, THERE, Row, Status
from linkwatch.store.encoding import dicts, is_of_host, sql_list
from linkwatch.store.links import LAST_LOOK
from linkwatch.store.part import Part

_FIGURES = f"""
SELECT (SELECT count(*) FROM sources) AS sources,
  (SELECT count(*) FROM articles WHERE removed_at IS NULL) AS articles,
  (SELECT count(*) FROM citations WHERE removed_at IS NULL) AS citations,
  (SELECT count(*) FROM current_links) AS links,
  {LAST_LOOK} AS last_checked_at
"""  # noqa: S608 - made of constants

_DEATHS = """
SELECT died_at AS changed_at, url, old_status, 'dead' AS new_status, reason, citations, moved_to, snapshot_url
FROM deaths LIMIT ?
"""
_RETURNS = """
SELECT returned_at AS changed_at, url, 'dead' AS old_status, new_status, NULL AS reason, citations, NULL AS snapshot_url
FROM returns LIMIT ?
"""

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
SELECT article, title, published_at, citations, alive, redirected, changed, blocked, failing, dead, invalid,
  dead_with_snapshot
FROM article_health WHERE article_id IN (SELECT article_id FROM worst) ORDER BY dead DESC, failing DESC, article_id
"""  # noqa: S608 - made of constants
_HOSTS_AT_RISK = """
SELECT host, links, alive, redirected, changed, blocked, failing, dead, dead_percent
FROM host_health WHERE dead + failing > 0 ORDER BY dead DESC, failing DESC, host LIMIT ?
"""

_HEALTH = {
    "article": """
        SELECT article, title, published_at, citations, alive, redirected, changed, blocked, failing, dead, invalid,
          dead_with_snapshot
        FROM article_health ORDER BY dead DESC, failing DESC, article_id""",
    "host": """
        SELECT host, links, alive, redirected, changed, blocked, failing, dead, dead_percent
        FROM host_health ORDER BY dead DESC, failing DESC, host""",
    "source": """
        SELECT kind, location, name, last_scanned_at, last_error, articles, citations, alive, redirected, changed,
          blocked, failing, dead, invalid, dead_with_snapshot
        FROM source_health ORDER BY dead DESC, failing DESC, source_id""",
    "time": """
        SELECT day, links, alive, changed, blocked, failing, dead, dead_percent
        FROM status_by_day ORDER BY day""",
}

_ALL_LINKS = """
SELECT l.url, l.host, l.domain, l.status, l.reason, l.http_status, l.final_url, l.title, l.first_seen_at,
  l.last_checked_at, l.last_alive_at, l.failing_since, l.consecutive_failures, l.next_check_at,
  (SELECT count(*) FROM citations c WHERE c.link_id = l.id AND c.removed_at IS NULL) AS citations,
  s.url AS snapshot_url, m.made_by AS marked_by, m.note AS mark_note, m.until AS marked_until
FROM links l LEFT JOIN snapshots s ON s.id = l.snapshot_id LEFT JOIN marks m ON m.id = l.mark_id
"""

_LINKS_NOW = f"""
{_ALL_LINKS}
WHERE (:statuses = '[]' OR l.status IN (SELECT value FROM json_each(:statuses)))
  AND (:host IS NULL OR {is_of_host(":host", "l.")})
ORDER BY l.id
"""  # noqa: S608 - made of constants
_PLACES_NOW = f"""
WITH missing AS (
  SELECT link_id, fragment, count(*) AS number FROM citations
  WHERE fragment_found = 0 AND NOT is_ignored AND removed_at IS NULL
  GROUP BY link_id, fragment)
SELECT l.url || '#' || missing.fragment AS url, l.host, l.domain, '{FRAGMENT_MISSING}' AS status, NULL AS reason,
  l.http_status, l.final_url, l.title, l.first_seen_at, l.last_checked_at, l.last_alive_at, l.failing_since,
  l.consecutive_failures, l.next_check_at, missing.number AS citations,
  NULL AS snapshot_url, NULL AS marked_by, NULL AS mark_note, NULL AS marked_until
FROM missing JOIN links l ON l.id = missing.link_id
WHERE l.status IN {sql_list(GOOD)} AND (:host IS NULL OR {is_of_host(":host", "l.")})
ORDER BY l.id, missing.fragment
"""  # noqa: S608 - made of constants

_HISTORY = {
    "history": """
        SELECT changed_at, old_status, new_status, reason FROM status_history
        WHERE link_id = ? ORDER BY id DESC""",
    "marks": """
        SELECT made_at, made_by, status, note, until FROM marks WHERE link_id = ? ORDER BY id DESC""",
    "checks": """
        SELECT checked_at, status, reason, http_status, final_url, elapsed_ms FROM checks
        WHERE link_id = ? ORDER BY id DESC""",
    "snapshots": """
        SELECT url, timestamp, archive, original_url, grade, purpose, found_at FROM snapshots
        WHERE link_id = ? ORDER BY timestamp DESC""",
    "citations": """
        SELECT a.uri AS article, c.href, c.text, c.context, c.line, c.fragment, c.fragment_found, c.place,
          c.cited_at, c.kind, c.part, c.first_seen_at, c.removed_at
        FROM citations c JOIN articles a ON a.id = c.article_id
        WHERE c.link_id = ? ORDER BY a.id, c.position""",
}


class Overview(Part):
    """Has no table of its own: reads them all, and the views that Datasette shows."""

    def summary(self, most: int) -> Row:
        """Return what the whole database comes to: figures, and lists of up to `most` rows, the worst first.

        {"database": {"sources", "articles", "citations", "links", "readable",
        "last_checked_at"}, "by_status": {status: links},
        "deaths": links that are dead now, those found dead last first, "returns": links that came back, likewise,
        "articles", "hosts": those with most dead links, "days": rot over time}. All of it is of the links that are
        cited now; "alive" of an article or a host counts what is redirected too, for a reader gets it.
        """
        with self._connection.reading() as raw:
            counts = dict(raw.execute("SELECT status, count(*) FROM current_links GROUP BY status").fetchall())
            (figures,) = dicts(raw.execute(_FIGURES))
            return {
                "database": {**figures, "readable": sum(counts.get(status, 0) for status in THERE)},
                "by_status": {str(status): counts[status] for status in Status if status in counts},
                "deaths": list(dicts(raw.execute(_DEATHS, [most]))),
                "returns": list(dicts(raw.execute(_RETURNS, [most]))),
                "articles": list(dicts(raw.execute(_ARTICLES_AT_RISK, [most]))),
                "hosts": list(dicts(raw.execute(_HOSTS_AT_RISK, [most]))),
                "days": _thinned(list(dicts(raw.execute(_HEALTH["time"]))), max(most, _LEAST_DAYS)),
            }

    def health(self, by: str) -> Iterator[Row]:
        """Yield a row for each of these, the worst first. by: "article", "host", "source"; "time" goes by day."""
        with self._connection.reading() as raw:
            yield from dicts(raw.execute(_HEALTH[by]))

    def has_host(self, host: str) -> bool:
        """Tell whether a link leads to this host, which may be given with a port."""
        with self._connection.reading() as raw:
            sql = f"SELECT 1 FROM links WHERE {is_of_host(':host')} LIMIT 1"  # noqa: S608 - a constant
            return raw.execute(sql, {"host": host}).fetchone() is not None

    def links(self, statuses: Collection[str] = (), host: str | None = None) -> Iterator[Row]:
        """Yield every known link as it stands now; statuses, host: only those.

        With "fragment-missing" among the statuses, also a row for each place (`#part`) that links lead to and that
        their pages lack: as its link, but with the place's address, that status, and its own number of citations.
        """
        values = {"statuses": json.dumps(list(statuses)), "host": host}
        with self._connection.reading() as raw:
            if not statuses or set(statuses) != {FRAGMENT_MISSING}:
                yield from dicts(raw.execute(_LINKS_NOW, values))
            if FRAGMENT_MISSING in statuses:
                yield from dicts(raw.execute(_PLACES_NOW, values))

    def history(self, url: str) -> Row | None:
        """Return all that is known of a link, None if it is not known.

        {"link": as `links` yields it, "history": changes of status, "marks": what people said of it, "checks": looks
        (the latest first, without evidence), "snapshots": […], "citations": with those removed}.
        """
        with self._connection.reading() as raw:
            found = next(dicts(raw.execute(f"{_ALL_LINKS} WHERE l.url = ?", [url])), None)
            if found is None:
                return None
            (link_id,) = raw.execute("SELECT id FROM links WHERE url = ?", [url]).fetchone()
            history = {name: list(dicts(raw.execute(sql, [link_id]))) for name, sql in _HISTORY.items()}
        for citation in history["citations"]:
            found_place = citation["fragment_found"]
            citation["fragment_found"] = None if found_place is None else bool(found_place)
        return {"link": found, **history}


def _thinned(days: Sequence[Row], most: int) -> list[Row]:
    """Keep up to `most` of the days, the first and the last among them, at even distances."""
    if len(days) <= most:
        return list(days)
    return [days[round(place * (len(days) - 1) / (most - 1))] for place in range(most)]
