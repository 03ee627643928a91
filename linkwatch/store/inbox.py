"""What people asked for on the pages, carried out by one process at a time (`store.alone_at_inbox`).

What the database alone has to do is one transaction with the note that it is done, so that a kill at any moment leaves
it either done or still to be done. What takes longer stays `begun` until its end is known, and is begun again after a
kill: a look does no harm twice, and of a save the table `saves` knows how far it came.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from linkwatch.model import Mark, Row
from linkwatch.store.encoding import dicts, optional_plain, text_time, time_text
from linkwatch.store.exclusions import end_exclusion, exclude
from linkwatch.store.marks import put_mark
from linkwatch.store.part import Part
from linkwatch.store.rounds import ASKED_LOOKS
from linkwatch.store.runs import ADD_LINK, add_run
from linkwatch.store.sources import put_source
from linkwatch.store.values import SourceEntry, Wish

_OPEN = """
SELECT id, asked_at, actor, action, target, arguments FROM inbox INDEXED BY inbox_open
WHERE state IN ('asked', 'begun') AND id NOT IN (SELECT value FROM json_each(:but)) ORDER BY id LIMIT :limit
"""
_EXCLUSIONS = "SELECT scope, value, made_at, made_by, note FROM exclusions WHERE ended_at IS NULL ORDER BY id"
_END = "UPDATE inbox SET state = ?, result = ?, done_at = ? WHERE id = ? AND state IN ('asked', 'begun')"
_LOOKED_AT = """
SELECT l.id, l.url, l.status, l.reason, r.check_id IS NOT NULL AS looked_at
FROM run_links r JOIN links l ON l.id = r.link_id WHERE r.run_id = ?
"""
_DUE_NOW = """
UPDATE links SET next_check_at = :now WHERE next_check_at > :now
  AND id IN (SELECT link_id FROM run_links WHERE run_id = :run_id AND pending)
"""
_SAVES = """
SELECT v.archive, v.state, v.requested_at, v.message, v.next_try_at, s.url AS snapshot_url, l.status, l.reason
FROM saves v JOIN links l ON l.id = v.link_id LEFT JOIN snapshots s ON s.id = v.snapshot_id
WHERE l.url = ? AND v.id IN (SELECT max(id) FROM saves WHERE link_id = l.id GROUP BY archive) ORDER BY v.archive
"""


class Inbox(Part):
    """Has the tables inbox and exclusions. `asking.py` alone adds to inbox."""

    def open(self, limit: int, but: Iterable[int] = ()) -> list[Wish]:
        """Return up to `limit` wishes that have not ended, the oldest first. but: ids of those to leave out."""
        with self._connection.reading() as raw:
            found = raw.execute(_OPEN, {"but": json.dumps(sorted(but)), "limit": limit}).fetchall()
        return [
            Wish(wish_id, moment, actor, action, target, json.loads(arguments))
            for wish_id, asked_at, actor, action, target, arguments in found
            if (moment := text_time(asked_at)) is not None
        ]

    def begin(self, wish_ids: Iterable[int]) -> None:
        """Note that wishes are under way."""
        with self._connection.writing() as raw:
            raw.executemany("UPDATE inbox SET state = 'begun' WHERE id = ?", [(wish_id,) for wish_id in wish_ids])

    def end(self, wish_id: int, state: str, result: str, now: datetime) -> None:
        """Note what came of a wish. state: "done", "refused" or "failed"."""
        with self._connection.writing() as raw:
            _end(raw, wish_id, state, result, now)

    def mark(self, wish: Wish, mark: Mark, done: str, now: datetime) -> None:
        """Let a person's word stand, or end the one that does. done: what to say then."""
        lack = "no such link, or nobody has marked it" if mark.status is None else "no such link"
        self._carry_out(wish, lambda raw: put_mark(raw, wish.target, mark, now), done, lack, now)

    def exclude(self, wish: Wish, now: datetime) -> None:
        """Exclude the wish's target from now on."""
        note = wish.arguments.get("note")
        done, lack = "is not looked at any more", "was excluded already"
        self._carry_out(wish, lambda raw: exclude(raw, wish.target, wish.actor, note, now), done, lack, now)

    def include(self, wish: Wish, by_settings: Callable[[str], bool], now: datetime) -> None:
        """Take the exclusion of the wish's target back. by_settings: tells which URLs the settings exclude."""
        done, lack = "is looked at again", "nobody has excluded it here"

        def act(raw: sqlite3.Connection) -> bool:
            return end_exclusion(raw, wish.target, wish.actor, by_settings, now)

        self._carry_out(wish, act, done, lack, now)

    def exclusions(self) -> Iterator[Row]:
        """Yield what people excluded and nobody took back: scope, value, made_at, made_by, note."""
        with self._connection.reading() as raw:
            yield from dicts(raw.execute(_EXCLUSIONS))

    def end_exclusion(self, target: str, by: str, by_settings: Callable[[str], bool], now: datetime) -> bool:
        """Take the exclusion of a URL or a host back; tell whether there was one. by_settings: as in `include`."""
        with self._connection.writing() as raw:
            return end_exclusion(raw, target, by, by_settings, now)

    def add_source(self, wish: Wish, entry: SourceEntry, done: str, now: datetime) -> None:
        """Track a source. done: what to say then."""
        self._carry_out(wish, lambda raw: put_source(raw, entry, "command", now)[1], done, "is watched already", now)

    def begin_looks(self, urls: Sequence[str], now: datetime) -> int:
        """Begin a run over those of the URLs that are links of the database; return its id."""
        with self._connection.writing() as raw:
            run_id = add_run(raw, ASKED_LOOKS, now)
            raw.executemany(ADD_LINK, [(run_id, url) for url in urls])
        return run_id

    def looked_at(self, run_id: int, now: datetime) -> dict[str, Row]:
        """Return the run's links by URL: id, status, reason, looked_at. What was not looked at becomes due now."""
        with self._connection.writing() as raw:
            raw.execute(_DUE_NOW, {"run_id": run_id, "now": time_text(now)})
            return {row["url"]: row for row in dicts(raw.execute(_LOOKED_AT, [run_id]))}

    def saves_of(self, url: str) -> list[Row]:
        """Return the latest attempt at each archive, with what the link is now: state, requested_at, status, …."""
        with self._connection.reading() as raw:
            return list(dicts(raw.execute(_SAVES, [url])))

    def _carry_out(
        self, wish: Wish, act: Callable[[sqlite3.Connection], bool], done: str, lack: str, now: datetime
    ) -> None:
        """Do something and note it, in one transaction. lack: what to say where there was nothing to do."""
        with self._connection.writing() as raw:
            if act(raw):
                _end(raw, wish.id, "done", done, now)
            else:
                _end(raw, wish.id, "refused", lack, now)


def _end(raw: sqlite3.Connection, wish_id: int, state: str, result: str, now: datetime) -> None:
    raw.execute(_END, [state, optional_plain(result), time_text(now), wish_id])
