"""Runs: what each is about to look at, host by host."""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta

from linkwatch import __version__
from linkwatch.model import THERE, Link, Status, Target
from linkwatch.store.encoding import is_of_host, optional_time_text, plain, sql_list, time_text
from linkwatch.store.exclusions import EXCLUDABLE, apply_exclusions, either, excluded_by_people
from linkwatch.store.links import CAN_BE_LOOKED_AT, OWN_STATUS, PUT_LINK, link_row, link_to_ask
from linkwatch.store.marks import end_due_marks
from linkwatch.store.part import Part
from linkwatch.store.values import PlannedHost
from linkwatch.urls import redact

ADD_LINK = "INSERT OR IGNORE INTO run_links (run_id, link_id) SELECT ?, id FROM links WHERE url = ?"
END_RUN = "UPDATE runs SET finished_at = ?, complete = ? WHERE id = ?"

_PLAN_LINKS = f"""
UPDATE run_links SET pending = 1, authority = l.authority
FROM links l
WHERE run_links.run_id = ? AND l.id = run_links.link_id AND run_links.check_id IS NULL AND {CAN_BE_LOOKED_AT}
  AND NOT ({OWN_STATUS} IN {sql_list(THERE)} AND l.last_checked_at > ?)
"""  # noqa: S608 - made of constants

_PLAN_HOSTS = """
INSERT INTO run_hosts (run_id, position, authority, links)
SELECT run_id, row_number() OVER (ORDER BY count(*) DESC, authority), authority, count(*)
FROM run_links WHERE run_id = ? AND pending GROUP BY authority
"""

_EXCLUDABLE = f"{EXCLUDABLE} AND l.id IN (SELECT link_id FROM run_links WHERE run_id = ?)"  # noqa: S608 - as above


def _nothing(_: str) -> bool:
    return False


class Runs(Part):
    """Has the tables runs, run_links and run_hosts."""

    def begin(self, kind: str, now: datetime, cited_at: datetime | None = None) -> int:
        """Begin a run and return its id.

        kind: "audit", "check" and so on. cited_at: compare every link with this date, whatever its articles say.
        """
        with self._connection.writing() as raw:
            return add_run(raw, kind, now, cited_at)

    def finish(self, run_id: int, now: datetime, *, complete: bool) -> None:
        """End a run. complete: whether everything that was planned was done."""
        with self._connection.writing() as raw:
            raw.execute(END_RUN, [time_text(now), complete, run_id])

    def last(self) -> int | None:
        """Return the id of the latest run, None if there was none."""
        with self._connection.reading() as raw:
            latest: int | None = raw.execute("SELECT max(id) FROM runs").fetchone()[0]
            return latest

    def add_links(self, run_id: int, targets: Iterable[Target], now: datetime) -> None:
        """Make links without an article part of the run, as `check URL…` does."""
        moment = time_text(now)
        with self._connection.writing() as raw:
            for target in targets:
                url = plain(redact(target.url))
                raw.execute(PUT_LINK, link_row(url, str(target.kind), moment))
                raw.execute(ADD_LINK, [run_id, url])

    def links_and_statuses(self, run_id: int) -> list[tuple[int, str, str]]:
        """Return id, url and status of the run's links."""
        with self._connection.reading() as raw:
            sql = "SELECT l.id, l.url, l.status FROM run_links r JOIN links l ON l.id = r.link_id WHERE r.run_id = ?"
            return [(link_id, url, status) for link_id, url, status in raw.execute(sql, [run_id])]

    def add_known(self, run_id: int, statuses: Collection[Status], host: str | None) -> int:
        """Make the links of the database that have one of these statuses and this host part of the run.

        statuses: none means any; host: None means any. Returns how many there are.
        """
        sql = f"""INSERT OR IGNORE INTO run_links (run_id, link_id) SELECT :run_id, id FROM links
                  WHERE (:host IS NULL OR {is_of_host(":host")})
                    AND (:statuses = '[]' OR status IN (SELECT value FROM json_each(:statuses)))"""  # noqa: S608 - constants
        values = {"run_id": run_id, "host": host, "statuses": json.dumps(sorted(statuses))}
        with self._connection.writing() as raw:
            return raw.execute(sql, values).rowcount

    def plan(self, run_id: int, now: datetime, excluded: Callable[[str], bool] = _nothing, stands: float = 0) -> int:
        """Settle which of the run's links it looks at; return how many.

        Those that can never be followed are left out, and those whose URL `excluded` answers for become `skipped`
        (excluded). stands: a look at a link that is there is not repeated for so many seconds. May be called again when
        more articles were recorded: what was looked at stays so.
        """
        with self._connection.writing() as raw:
            return make_plan(raw, run_id, now, excluded, stands)

    def next_hosts(self, run_id: int, limit: int, after: PlannedHost | None = None) -> list[PlannedHost]:
        """Return up to `limit` hosts of the plan, those with most links first; after: the last one of the page before.

        The order is that of the plan, so paging is stable while links are settled.
        """
        sql = """SELECT position, authority, links FROM run_hosts
                 WHERE run_id = ? AND position > ? ORDER BY position LIMIT ?"""
        with self._connection.reading() as raw:
            return [PlannedHost(*row) for row in raw.execute(sql, [run_id, after.position if after else 0, limit])]

    def links_of_host(self, run_id: int, authority: str, limit: int, after_id: int = 0) -> list[Link]:
        """Return up to `limit` links of a host that this run still has to look at, by rising id above `after_id`.

        A link has up to five different anchor texts and the run's date, else that of the earliest article.
        """
        sql = """SELECT r.link_id, l.url, l.status
                 FROM run_links r INDEXED BY run_links_pending JOIN links l ON l.id = r.link_id
                 WHERE r.run_id = ? AND r.authority = ? AND r.link_id > ? AND r.pending
                 ORDER BY r.link_id LIMIT ?"""
        with self._connection.reading() as raw:
            rows = raw.execute(sql, [run_id, authority, after_id, limit]).fetchall()
            (cited_at,) = raw.execute("SELECT cited_at FROM runs WHERE id = ?", [run_id]).fetchone()
            return [link_to_ask(raw, link_id, url, cited_at, status) for link_id, url, status in rows]


def add_run(raw: sqlite3.Connection, kind: str, now: datetime, cited_at: datetime | None = None) -> int:
    """Add a run, in the transaction of the caller, and return its id."""
    row = (kind, __version__, time_text(now), optional_time_text(cited_at))
    sql = "INSERT INTO runs (kind, version, started_at, cited_at) VALUES (?, ?, ?, ?) RETURNING id"
    return int(raw.execute(sql, row).fetchone()[0])


def make_plan(
    raw: sqlite3.Connection, run_id: int, now: datetime, excluded: Callable[[str], bool], stands: float = 0
) -> int:
    """Plan a run as `Runs.plan` does, in the transaction of the caller."""
    end_due_marks(raw, now)
    raw.execute("DELETE FROM run_hosts WHERE run_id = ?", [run_id])
    raw.execute("UPDATE run_links SET pending = 0 WHERE run_id = ? AND pending", [run_id])
    _exclude(raw, run_id, now, excluded)
    planned = raw.execute(_PLAN_LINKS, [run_id, time_text(now - timedelta(seconds=stands))]).rowcount
    raw.execute(_PLAN_HOSTS, [run_id])
    return planned


def _exclude(raw: sqlite3.Connection, run_id: int, now: datetime, excluded: Callable[[str], bool]) -> None:
    """Skip the links the user excludes, and look again at those no longer excluded."""
    apply_exclusions(raw, raw.execute(_EXCLUDABLE, [run_id]), now, either(excluded, excluded_by_people(raw)))
