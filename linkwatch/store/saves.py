"""Attempts to have pages archived, in the archives "wayback" and "local".

What is committed before an archive is asked is what lets a later run know what a killed one had begun.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime

from linkwatch.model import THERE, Row, Snapshot
from linkwatch.store.encoding import (
    dicts,
    json_text,
    optional_plain,
    optional_time_text,
    sql_list,
    text_time,
    time_text,
)
from linkwatch.store.part import Part
from linkwatch.store.progress import progress
from linkwatch.store.registrations import ending_hosts
from linkwatch.store.risks import dying_sites
from linkwatch.store.snapshots import put_snapshot
from linkwatch.store.values import Save, SaveEnd, SavesPause

_THERE = sql_list(THERE)
_OPEN = ("intended", "sending", "submitted", "uncertain")

_OPEN_SAVES = f"""
SELECT s.id, s.link_id, l.url, l.host, l.final_url, s.requested_at, s.state, s.job_id, s.next_try_at,
  (SELECT count(*) FROM saves e WHERE e.link_id = s.link_id AND e.archive = s.archive AND e.state = 'postponed'
    AND coalesce(e.status_ext, '') NOT IN (SELECT value FROM json_each(:not_its_own))
    AND e.id > (SELECT coalesce(max(id), 0) FROM saves
      WHERE link_id = s.link_id AND archive = s.archive AND state IN ('saved', 'archived')))
FROM saves s JOIN links l ON l.id = s.link_id
WHERE s.id > :after_id AND s.archive = :archive
  AND s.state IN ('intended', 'sending', 'submitted', 'uncertain')  -- as in the index saves_open
  AND NOT (s.state = 'intended' AND (:but_intended OR l.status NOT IN {_THERE}))  -- what died stays
  AND coalesce(s.next_try_at, '') <= :now
  AND (:hosts IS NULL OR (l.snapshot_id IS NULL AND l.host IN (SELECT value FROM json_each(:hosts))))
ORDER BY s.id LIMIT :limit
"""  # noqa: S608 - made of constants

_INTEND = """
INSERT INTO saves (link_id, archive, requested_at, state)
SELECT :link_id, :archive, :now, 'intended'
WHERE NOT EXISTS (
  SELECT 1 FROM saves WHERE link_id = :link_id AND archive = :archive
  AND (state IN ('intended', 'sending', 'submitted', 'uncertain') OR state = 'saved' AND finished_at >= :since))
"""

_TO_BE_SAVED = f"""
SELECT id, url, status FROM links INDEXED BY links_save WHERE next_save_at <= ? AND status IN {_THERE}
ORDER BY next_save_at, id LIMIT ?
"""  # noqa: S608 - made of constants

_POSTPONED = f"""
SELECT s.link_id FROM saves s JOIN links l ON l.id = s.link_id
WHERE s.archive = ? AND s.state = 'postponed' AND s.next_try_at <= ? AND l.status IN {_THERE}
  AND s.id = (SELECT max(id) FROM saves WHERE link_id = s.link_id AND archive = s.archive)
ORDER BY s.id
"""  # noqa: S608 - made of constants

_ADD_OPEN = f"""
INSERT OR IGNORE INTO run_links (run_id, link_id)
SELECT ?, s.link_id FROM saves s JOIN links l ON l.id = s.link_id
WHERE s.archive = ? AND s.state IN ('intended', 'sending', 'submitted', 'uncertain')
  AND (s.state <> 'intended' OR l.status IN {_THERE})
"""  # noqa: S608 - made of constants

# Of two pauses of one account the longer one holds.
_PAUSE = """
INSERT INTO progress (name, value) VALUES (?, ?)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
WHERE json_extract(value, '$.account') <> json_extract(excluded.value, '$.account')
  OR json_extract(value, '$.until') <= json_extract(excluded.value, '$.until')
"""

_PAUSED_HOSTS = """
SELECT l.host, max(s.next_try_at) FROM saves s JOIN links l ON l.id = s.link_id
WHERE s.archive = ? AND s.state = 'postponed' AND s.next_try_at > ?
  AND s.status_ext IN (SELECT value FROM json_each(?))
GROUP BY l.host
"""

_ROWS = """
SELECT l.url, l.status, l.reason, v.archive, v.state AS save, s.url AS snapshot_url, v.status_ext, v.message,
  v.next_try_at
FROM run_links r
JOIN links l ON l.id = r.link_id
LEFT JOIN saves v ON v.link_id = l.id AND v.id IN (SELECT max(id) FROM saves WHERE link_id = l.id GROUP BY archive)
LEFT JOIN snapshots s ON s.id = v.snapshot_id
WHERE r.run_id = ? ORDER BY l.id, v.archive
"""

_END = """
UPDATE saves SET state = ?, status_ext = ?, message = ?, next_try_at = ?, snapshot_id = ?, finished_at = ? WHERE id = ?
"""


class Saves(Part):
    """Has the table saves, when links are to be saved next, and in progress how long archives are left alone."""

    def intend(
        self, link_ids: Iterable[int], archive: str, now: datetime, *, unless_since: datetime | None = None
    ) -> None:
        """Note that links are to be saved; a link with an attempt that has not ended gets no second one.

        unless_since: nor does one that was saved since then.
        """
        with self._connection.writing() as raw:
            _intend(raw, link_ids, archive, now, unless_since)

    def intend_due(
        self,
        archives_for: Callable[[str, str], Collection[str]],
        now: datetime,
        limit: int,
        *,
        unless_since: datetime | None = None,
    ) -> int:
        """Turn up to `limit` living links whose next_save_at has come into attempts; return how many they were.

        archives_for: URL and status → where it is to be saved, perhaps nowhere.
        """
        with self._connection.writing() as raw:
            due = raw.execute(_TO_BE_SAVED, [time_text(now), limit]).fetchall()
            for link_id, url, status in due:
                for archive in archives_for(url, status):
                    _intend(raw, [link_id], archive, now, unless_since)
                raw.execute("UPDATE links SET next_save_at = NULL WHERE id = ?", [link_id])
        return len(due)

    def unfinished(
        self,
        archive: str,
        now: datetime,
        limit: int,
        after_id: int = 0,
        *,
        but_intended: bool = False,
        not_its_own: Collection[str] = (),
        hosts: Collection[str] | None = None,
    ) -> list[Save]:
        """Return up to `limit` attempts that have not ended and may go on by now, by rising id above `after_id`.

        but_intended: leave out those of which nothing was sent. not_its_own: words of failures that say nothing of the
        page, and are not counted as its own. hosts: only pages of these of which there is no copy.
        """
        values = {
            "archive": archive,
            "now": time_text(now),
            "limit": limit,
            "after_id": after_id,
            "but_intended": but_intended,
            "not_its_own": json.dumps(sorted(not_its_own)),
            "hosts": None if hosts is None else json.dumps(sorted(hosts)),
        }
        with self._connection.reading() as raw:
            return [
                Save(save_id, link_id, url, host, final_url, requested_at, state, job_id, text_time(next_try), failures)
                for save_id, link_id, url, host, final_url, requested, state, job_id, next_try, failures in raw.execute(
                    _OPEN_SAVES, values
                )
                if (requested_at := text_time(requested)) is not None
            ]

    def postponed(self, archive: str, now: datetime) -> list[int]:
        """Return the ids of the links whose last attempt was put off until now or earlier."""
        with self._connection.reading() as raw:
            return _postponed(raw, archive, now)

    def dying_hosts(self, now: datetime) -> list[str]:
        """Return the hosts that began to lose their pages lately, or whose registration ends: they are saved first."""
        with self._connection.reading() as raw:
            return [*(site["host"] for site in dying_sites(raw, now)), *ending_hosts(raw, now)]

    def go_on(self, save_id: int, job_id: str | None, now: datetime) -> None:
        """Note that an attempt is about to be sent (job_id None), or that the archive took it as this job."""
        with self._connection.writing() as raw:
            if job_id is None:
                sql = "UPDATE saves SET state = 'sending', requested_at = ?, next_try_at = NULL WHERE id = ?"
                raw.execute(sql, [time_text(now), save_id])
            else:
                sql = "UPDATE saves SET state = 'submitted', job_id = ? WHERE id = ?"
                raw.execute(sql, [optional_plain(job_id), save_id])

    def end(self, save: Save, end: SaveEnd, now: datetime) -> None:
        """Store what came of an attempt; "intended", "submitted" and "uncertain" leave it open."""
        with self._connection.writing() as raw:
            snapshot_id = None
            if end.snapshot is not None:
                purpose = "saved" if end.state == "saved" else "recent"
                snapshot_id = _take_in(raw, save.link_id, end.snapshot, purpose, now)
            words = optional_plain(end.status_ext), optional_plain(end.message)
            finished_at = None if end.state in _OPEN else time_text(now)
            again = optional_time_text(end.next_try_at)
            raw.execute(_END, [end.state, *words, again, snapshot_id, finished_at, save.id])

    def paused_hosts(self, archive: str, words: Collection[str], now: datetime) -> dict[str, datetime]:
        """Return until when which hosts are left alone, because an attempt ended with one of these words."""
        with self._connection.reading() as raw:
            rows = raw.execute(_PAUSED_HOSTS, [archive, time_text(now), json.dumps(sorted(words))])
            return {host: moment for host, until in rows if (moment := text_time(until)) is not None}

    def pause(self, archive: str, account: str, pause: SavesPause) -> None:
        """Remember that an archive is to be left alone for now by this account."""
        told = {"account": account, "word": pause.word, "message": pause.message, "until": time_text(pause.until)}
        with self._connection.writing() as raw:
            raw.execute(_PAUSE, [_pause_name(archive), json_text(told)])

    def pause_now(self, archive: str, account: str, now: datetime) -> SavesPause | None:
        """Return why an archive is to be left alone now by this account, None where it is not."""
        with self._connection.reading() as raw:
            told = json.loads(progress(raw, _pause_name(archive)) or "{}")
        until = text_time(told.get("until"))
        if until is None or until <= now or told["account"] != account:
            return None
        return SavesPause(told["word"], told["message"], until)

    def add_to_run(self, run_id: int, archive: str, now: datetime) -> None:
        """Make the links whose saves are open or due part of the run, so that it can tell of them."""
        with self._connection.writing() as raw:
            raw.execute(_ADD_OPEN, [run_id, archive])
            rows = [(run_id, link_id) for link_id in _postponed(raw, archive, now)]
            raw.executemany("INSERT OR IGNORE INTO run_links (run_id, link_id) VALUES (?, ?)", rows)

    def of_run(self, run_id: int) -> Iterator[Row]:
        """Yield the run's links, each with its latest attempt at each archive (`save` is None where there is none)."""
        with self._connection.reading() as raw:
            yield from dicts(raw.execute(_ROWS, [run_id]))


def _intend(
    raw: sqlite3.Connection, link_ids: Iterable[int], archive: str, now: datetime, unless_since: datetime | None
) -> None:
    values = {"archive": archive, "now": time_text(now), "since": optional_time_text(unless_since)}
    for link_id in link_ids:
        raw.execute(_INTEND, {"link_id": link_id, **values})


def _postponed(raw: sqlite3.Connection, archive: str, now: datetime) -> list[int]:
    return [link_id for (link_id,) in raw.execute(_POSTPONED, [archive, time_text(now)])]


def _take_in(raw: sqlite3.Connection, link_id: int, snapshot: Snapshot, purpose: str, now: datetime) -> int:
    """Keep a copy beside the link; it is the one to use as long as there is none that was chosen.

    A copy that was made when the link had already failed shows what came after it.
    """
    snapshot_id = put_snapshot(raw, link_id, snapshot, purpose, now)
    raw.execute(
        "UPDATE links SET snapshot_id = ? WHERE id = ? AND snapshot_id IS NULL AND failing_since IS NULL",
        [snapshot_id, link_id],
    )
    return snapshot_id


def _pause_name(archive: str) -> str:
    return f"saves-paused-{archive}"
