"""What keeps a database small and quick over the years, and the day's counts of statuses.

The history is thinned in the order of its ids, a little at a time: whether a look stays depends only on its own link's
looks before it, on whether there is a later one, and on whether a change of status or another look names it.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from itertools import takewhile

from linkwatch.store.encoding import time_text
from linkwatch.store.part import Part
from linkwatch.store.progress import progress, put_progress
from linkwatch.store.rounds import ASKED_LOOKS, ROUND
from linkwatch.store.small_evidence import is_named, make_small
from linkwatch.store.values import Counted, MadeSmall, Thinned
from linkwatch.store.views import IS_CURRENT

_THINNED_TO = "thinned_to"  # id of the last look that thinning has decided on
_SMALL_TO = "evidence_small_to"  # id of the last look that had come after those of which the evidence was made small
_ALIVE_AT = "alive_at"
_TIDIED_ON = "tidied_on"  # the last day on which all was done

_INCREMENTAL = 2  # of PRAGMA auto_vacuum
_KEPT_UNUSED = 10  # one page of so many: what thinning frees in some days is used again in some days

# A month's first look is never deleted, so the look before one of the same month tells that this is not the first.
_LOOK_THROUGH = f"""
SELECT k.id, k.checked_at,
  substr(k.checked_at, 1, 7) = (SELECT substr(e.checked_at, 1, 7) FROM checks e
    WHERE e.link_id = k.link_id AND e.id < k.id ORDER BY e.id DESC LIMIT 1)
  AND EXISTS (SELECT 1 FROM checks n WHERE n.link_id = k.link_id AND n.id > k.id)
  AND NOT EXISTS (SELECT 1 FROM status_history h WHERE h.check_id = k.id)
  AND NOT {is_named("k")} AS needless
FROM checks k WHERE k.id > ? ORDER BY k.id LIMIT ?
"""  # noqa: S608 - made of constants

_NEXT_LOOKS = "SELECT id, checked_at FROM checks WHERE id > ? ORDER BY id LIMIT ?"

# In the order of an index, so that a step reads nothing of others.
_COUNT_STATUSES = f"""
SELECT status, count(*), count(*) FILTER (WHERE {IS_CURRENT}), max(id) FROM (
  SELECT status, id FROM links INDEXED BY links_status WHERE status = ?1 AND id > ?2
  UNION ALL SELECT status, id FROM links INDEXED BY links_status WHERE status > ?1
  ORDER BY status, id LIMIT ?3) l
GROUP BY status ORDER BY status
"""  # noqa: S608 - made of constants

_DROP_ROUNDS = """
DELETE FROM runs WHERE id IN (SELECT id FROM runs WHERE kind IN (?, ?) AND finished_at < ? LIMIT ?) RETURNING id
"""


class Upkeep(Part):
    """Has the table status_counts, and in progress how far tidying has come; deletes old looks and rounds."""

    def note_alive(self, now: datetime) -> None:
        """Note that the daemon is there, which shows that the database can be written."""
        with self._connection.writing() as raw:
            put_progress(raw, _ALIVE_AT, time_text(now))

    def tidied_on(self) -> str | None:
        """Return the day (2026-11-22) on which the last tidying ended."""
        with self._connection.reading() as raw:
            return progress(raw, _TIDIED_ON)

    def end_tidying(self, day: date) -> None:
        """Note that everything was tidied, refresh what SQLite knows of the tables, fold in its log."""
        with self._connection.writing() as raw:
            put_progress(raw, _TIDIED_ON, day.isoformat())
        with self._connection.reading() as raw:
            raw.execute("PRAGMA analysis_limit = 400")  # rows of each index: milliseconds, however large the table
            raw.execute("PRAGMA optimize")
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def thin_looks(self, before: datetime, most: int) -> Thinned:
        """Go through up to `most` more looks made before then, and delete those that the history can do without.

        Of each link stay the first and the last look, the first of each calendar month, every look that changed its
        status, and those that the evidence of others names. How far this has come is remembered; nothing is looked
        through twice.
        """
        with self._connection.reading() as raw:
            after = int(progress(raw, _THINNED_TO) or 0)
            found = raw.execute(_LOOK_THROUGH, [after, most]).fetchall()
        moment = time_text(before)
        looked_through, needless = 0, list[int]()
        for check_id, checked_at, is_needless in found:
            if checked_at >= moment:
                break
            looked_through += 1
            after = check_id
            if is_needless:
                needless.append(check_id)
        if looked_through:
            with self._connection.writing() as raw:
                raw.execute("DELETE FROM checks WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(needless)])
                put_progress(raw, _THINNED_TO, str(after))
        return Thinned(looked_through, len(needless), is_done=looked_through < most)

    def make_evidence_small(self, before: datetime, most: int) -> MadeSmall:
        """Go through up to `most` more looks of before then, and make small the evidence of the look before each.

        Nothing is lost by that, see `small_evidence`. How far this has come is remembered.
        """
        with self._connection.without_references(), self._connection.writing() as raw:
            after = int(progress(raw, _SMALL_TO) or 0)
            found = raw.execute(_NEXT_LOOKS, [after, most]).fetchall()
            ids = [check_id for check_id, _ in takewhile(lambda look: look[1] < time_text(before), found)]
            made_small = sum(make_small(raw, check_id) for check_id in ids)
            if ids:
                put_progress(raw, _SMALL_TO, str(ids[-1]))
        return MadeSmall(made_small, is_done=len(ids) < most)

    def drop_rounds(self, before: datetime, most: int) -> int:
        """Delete up to `most` rounds that ended before then, with what is left of their plans; return how many."""
        with self._connection.writing() as raw:
            return len(raw.execute(_DROP_ROUNDS, [ROUND, ASKED_LOOKS, time_text(before), most]).fetchall())

    def give_back(self, most: int) -> int:
        """Give up to `most` unused pages back to the disk; return how many.

        A part of the file stays unused, for the looks of the next days. A database made before files could shrink has
        no list of who refers to which page, and keeps its size.
        """
        with self._connection.writing() as raw:
            (mode,), (pages,), (unused,) = (
                raw.execute(f"PRAGMA {word}").fetchone() for word in ("auto_vacuum", "page_count", "freelist_count")
            )
            too_many = min(most, unused - pages // _KEPT_UNUSED) if mode == _INCREMENTAL else 0
            for _ in range(too_many):
                raw.execute("PRAGMA incremental_vacuum(1)")  # of a larger number Python's module takes one step only
        return max(0, too_many)

    def count_statuses(self, most: int, after: tuple[str, int]) -> Counted:
        """Count the statuses of up to `most` links that are current.

        after: `last` of the step before, ("", 0) at first. A link that changes its status between two steps may be
        counted twice, or not at all.
        """
        with self._connection.reading() as raw:
            found = raw.execute(_COUNT_STATUSES, [*after, most]).fetchall()
        statuses = {status: current for status, _, current, _ in found if current}
        last = (found[-1][0], found[-1][3]) if found else after
        return Counted(statuses, last, is_done=sum(seen for _, seen, _, _ in found) < most)

    def record_status_counts(self, day: date, counts: Mapping[str, int] | None = None) -> None:
        """Store how many links have each status as the counts of this day; counts: None has them counted now."""
        if counts is None:
            with self._connection.reading() as raw:
                counts = dict(raw.execute("SELECT status, count(*) FROM current_links GROUP BY status").fetchall())
        rows = [(day.isoformat(), status, count) for status, count in counts.items()]
        with self._connection.writing() as raw:
            raw.execute("DELETE FROM status_counts WHERE day = ?", [day.isoformat()])
            raw.executemany("INSERT INTO status_counts (day, status, links) VALUES (?, ?, ?)", rows)
