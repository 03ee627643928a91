"""Links whose rows are lost, made again from what refers to them; else looks, citations and copies went with them.

The index of URLs tells which link has which. Where that is damaged too, a citation that is an absolute address tells
it; else the URL that was asked for at the last look, or a copy's address. What the looks have made of a link is counted
again from those that are left; where later ones are lost, the history of its status tells what they came to.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from linkwatch.model import EXCLUDED, FAILED, FIRST_STATUS, GOOD, LOST, MARKED, TargetKind
from linkwatch.store.encoding import plain, sql_list, time_text
from linkwatch.store.exclusions import EXCLUDABLE, excluded_by_people
from linkwatch.store.lost_ids import columns_of, note_lost, tell_by_index
from linkwatch.store.small_evidence import NAMES_ANOTHER
from linkwatch.urls import authority, domain, hostname, redact, resolve

_URL_OF_LOOKS = """
SELECT json_extract(evidence, '$.url') AS url FROM checks WHERE link_id = ? AND url IS NOT NULL ORDER BY id DESC LIMIT 1
"""
_HREFS = "SELECT DISTINCT href FROM citations WHERE link_id = ? ORDER BY id"
_ADDRESS_OF_COPY = "SELECT original_url FROM snapshots WHERE link_id = ? ORDER BY id LIMIT 1"
_PUT = """
INSERT INTO links (id, url, host, domain, authority, status, reason, first_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (url) DO NOTHING
"""

# What a look writes of its link, as far as the looks tell it; an older database has not all of its columns.
_FROM_LOOKS = f"""
UPDATE links SET
  status = k.status, reason = k.reason, http_status = k.http_status, final_url = k.final_url,
  title = json_extract(k.evidence, '$.first.page.title'), last_checked_at = k.checked_at,
  last_alive_at = (SELECT max(checked_at) FROM checks WHERE link_id = :id AND status IN {sql_list(GOOD)}),
  failing_since = iif(k.status IN {sql_list(FAILED)}, (SELECT min(checked_at) FROM failed), NULL),
  consecutive_failures = iif(k.status IN {sql_list(FAILED)}, (SELECT count(*) FROM failed), 0)
FROM (SELECT * FROM checks WHERE link_id = :id ORDER BY id DESC LIMIT 1) k WHERE links.id = :id
"""  # noqa: S608 - made of constants
_FAILED_LATELY = f"""
WITH failed AS (SELECT checked_at FROM checks WHERE link_id = :id AND status IN {sql_list(FAILED)}
  AND id > coalesce((SELECT max(id) FROM checks WHERE link_id = :id AND status IN {sql_list(GOOD)}), 0))
"""  # noqa: S608 - made of constants

# Where later looks are lost, the history tells what they, or people's exclusions, came to. A person's mark stands
# above that, and is no part of it.
_FROM_HISTORY = f"""
WITH told AS (SELECT * FROM status_history WHERE link_id = :id AND reason IS NOT '{MARKED}'),
failed AS (SELECT changed_at FROM told WHERE new_status IN {sql_list(FAILED)}
  AND id > coalesce((SELECT max(id) FROM told WHERE new_status NOT IN {sql_list(FAILED)}), 0))
UPDATE links SET
  status = h.new_status, reason = h.reason,
  http_status = iif(h.check_id IS NULL, links.http_status, NULL),
  final_url = iif(h.check_id IS NULL, links.final_url, NULL),
  last_checked_at = iif(h.check_id IS NULL, links.last_checked_at, h.changed_at),
  last_alive_at = (SELECT max(moment) FROM (SELECT links.last_alive_at AS moment
    UNION ALL SELECT max(changed_at) FROM told WHERE new_status IN {sql_list(GOOD)})),
  failing_since = (SELECT min(changed_at) FROM failed), consecutive_failures = (SELECT count(*) FROM failed)
FROM (SELECT * FROM told ORDER BY id DESC LIMIT 1) h
WHERE links.id = :id AND (links.last_checked_at IS NULL OR h.changed_at > links.last_checked_at
  OR (h.changed_at = links.last_checked_at AND h.check_id IS NULL))
"""  # noqa: S608 - made of constants
_EXCLUDE = f"""
UPDATE links SET status = 'skipped', reason = '{EXCLUDED}' WHERE id IN (SELECT id FROM ({EXCLUDABLE} AND l.id = :id))
"""  # noqa: S608 - made of constants
_COPY = f"""
UPDATE links SET snapshot_id = (SELECT max(id) FROM snapshots
  WHERE link_id = :id AND (purpose <> 'baseline' OR links.status IN {sql_list(LOST)}))
WHERE id = :id
"""  # noqa: S608 - made of constants
_COUNTS = """
UPDATE links SET
  looks = (SELECT max((SELECT count(*) FROM checks WHERE link_id = :id),
    (SELECT count(*) FROM status_history WHERE link_id = :id AND check_id IS NOT NULL))),
  first_checked_at = (SELECT min(moment) FROM (
    SELECT checked_at AS moment FROM checks WHERE link_id = :id
    UNION ALL SELECT changed_at FROM status_history WHERE link_id = :id AND check_id IS NOT NULL)),
  changes = (SELECT count(*) FROM status_history WHERE link_id = :id AND old_status <> 'unchecked')
WHERE id = :id
"""
_SEEK = f"UPDATE links SET next_seek_at = :now WHERE id = :id AND status IN {sql_list(LOST)}"  # noqa: S608 - as above
_IS_DUE = "UPDATE links SET next_check_at = :now WHERE id = :id AND status NOT IN ('invalid', 'skipped')"
_MARK = """
UPDATE links SET own_status = links.status, own_reason = links.reason, mark_id = m.id, status = m.status,
  reason = :word, next_check_at = iif(m.status = 'skipped', NULL, next_check_at)
FROM (SELECT * FROM marks WHERE link_id = :id ORDER BY id DESC LIMIT 1) m
WHERE links.id = :id AND m.status IS NOT NULL AND (m.until IS NULL OR m.until > :now)
"""
_READ_ANEW = "UPDATE articles SET read_by = NULL, etag = NULL, last_modified = NULL"
_WITHOUT_BASE = f"""
SELECT count(*) FROM checks k WHERE {NAMES_ANOTHER.format("k")} NOT IN (SELECT id FROM checks)
"""  # noqa: S608 - made of constants


def make_links_again(old: sqlite3.Connection, new: sqlite3.Connection, now: datetime) -> int:
    """Give each row that refers to a lost link its link again, where anything tells its URL; return how many links."""
    note_lost(new, "links", ("url",))
    tell_by_index(old, new, "links", "sqlite_autoindex_links_1", ("url",))
    columns = columns_of(new, "links")
    excluded = excluded_by_people(new) if columns_of(new, "exclusions") else lambda url: False
    lost = new.execute("SELECT id, url FROM lost ORDER BY id")
    return sum(_make_again(new, link_id, url, columns, excluded, now) for link_id, url in lost)


def have_articles_read_anew(new: sqlite3.Connection) -> None:
    """Have every article read at its next scan though it is as it was: some of its citations may be lost."""
    if {"read_by", "etag"} <= columns_of(new, "articles"):
        new.execute(_READ_ANEW)


def looks_without_base(new: sqlite3.Connection) -> int:
    """Return how many looks say only how they differ from a look that is lost."""
    return int(new.execute(_WITHOUT_BASE).fetchone()[0])


def _make_again(
    new: sqlite3.Connection,
    link_id: int,
    told: object,
    columns: set[str],
    excluded: Callable[[str], bool],
    now: datetime,
) -> bool:
    url = told if isinstance(told, str) and told else next(_urls(new, link_id), None)
    if url is None:
        return False
    values = {"id": link_id, "now": time_text(now), "word": MARKED}
    host = hostname(url)
    status, reason = _first_status(url)
    row = (link_id, url, host, domain(host), authority(url), status, reason, _first_seen_at(new, values))
    if not new.execute(_PUT, row).rowcount:
        return False
    new.execute(_FAILED_LATELY + _FROM_LOOKS, values)
    new.execute(_FROM_HISTORY, values)
    new.execute(_COPY, values)
    if excluded(url):
        new.execute(_EXCLUDE, values)
    new.execute(_IS_DUE, values)
    if "looks" in columns:
        new.execute(_COUNTS, values)
        new.execute(_SEEK, values)
    if "mark_id" in columns:
        new.execute(_MARK, values)
    return True


def _first_status(url: str) -> tuple[str, str | None]:
    kind = resolve(url, None, "file:///" if url.startswith("file:///") else None).kind
    status, reason = FIRST_STATUS[kind]
    return str(status), reason


def _first_seen_at(new: sqlite3.Connection, values: Mapping[str, object]) -> str:
    sql = """SELECT min(moment) FROM (SELECT min(first_seen_at) AS moment FROM citations WHERE link_id = :id
             UNION ALL SELECT min(checked_at) FROM checks WHERE link_id = :id)"""
    return str(new.execute(sql, values).fetchone()[0] or values["now"])


def _urls(new: sqlite3.Connection, link_id: int) -> Iterator[str]:
    """Yield what tells the URL of a link, the surest first. A relative address does not: nobody knows its base.

    Looks hold the URL that was asked: another one where addresses are asked elsewhere, or hide a name and a password.
    """
    written = [href for (href,) in new.execute(_HREFS, [link_id])]
    yield from _absolute(href for href in written if href.isascii())
    for (url,) in new.execute(_URL_OF_LOOKS, [link_id]):
        if isinstance(url, str) and url:
            yield url
    yield from _absolute(href for href in written if not href.isascii())  # its article's encoding counted, too
    for (url,) in new.execute(_ADDRESS_OF_COPY, [link_id]):
        yield url


def _absolute(hrefs: Iterable[str]) -> Iterator[str]:
    for href in hrefs:
        target = resolve(href, None, None)
        if target.kind is TargetKind.WEB:
            yield plain(redact(target.url))
