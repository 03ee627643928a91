"""What people exclude on the pages: every run over the database heeds it, beside what the settings exclude."""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime

from linkwatch.model import EXCLUDED, Status
from linkwatch.store.encoding import optional_plain, plain, time_text
from linkwatch.store.links import ADD_CHANGE, OWN_REASON, OWN_STATUS, PUT_OWN
from linkwatch.urls import hostname

_Excluded = Callable[[str], bool]

EXCLUDABLE = f"""
SELECT l.id, l.url, {OWN_STATUS}, {OWN_REASON} FROM links l
WHERE {OWN_STATUS} <> 'invalid'
  AND NOT ({OWN_STATUS} = 'skipped' AND {OWN_REASON} IN ('unsupported-scheme', 'unknown-root', 'ignored'))
"""  # noqa: S608 - made of constants
"""Links that may be excluded: id, URL, and what looks come to."""

_SET = f"UPDATE links SET {PUT_OWN}, next_check_at = :next_check_at WHERE id = :link_id"  # noqa: S608 - as above
_IN_FORCE = "SELECT scope, value FROM exclusions WHERE ended_at IS NULL"
_MADE_SINCE = "SELECT value FROM exclusions WHERE ended_at IS NULL AND made_at >= ?"
_ADD = """
INSERT INTO exclusions (scope, value, made_at, made_by, note) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (scope, value) WHERE ended_at IS NULL DO NOTHING
"""
_END = "UPDATE exclusions SET ended_at = ?, ended_by = ? WHERE scope = ? AND value = ? AND ended_at IS NULL"
_OF_SCOPE = {"url": f"{EXCLUDABLE} AND l.url = ?", "host": f"{EXCLUDABLE} AND l.host = ?"}


def scope_of(target: str) -> str:
    """Tell whether what is excluded is a "url" or a "host"."""
    return "url" if "://" in target else "host"


def excluded_by_people(raw: sqlite3.Connection) -> _Excluded:
    """Return what says whether somebody excluded a URL or its host."""
    in_force = frozenset(raw.execute(_IN_FORCE).fetchall())
    if not in_force:
        return lambda url: False
    return lambda url: ("url", url) in in_force or ("host", hostname(url)) in in_force


def either(one: _Excluded, other: _Excluded) -> _Excluded:
    """Return what says whether one of two excludes a URL."""
    return lambda url: one(url) or other(url)


def exclude(raw: sqlite3.Connection, target: str, by: str, note: str | None, now: datetime) -> bool:
    """Exclude a URL or a host from now on, in the transaction of the caller; tell whether it was not so already."""
    row = [scope_of(target), plain(target), time_text(now), plain(by), optional_plain(note)]
    is_new = raw.execute(_ADD, row).rowcount > 0
    _apply(raw, target, excluded_by_people(raw), now)
    return is_new


def apply_those_made_since(raw: sqlite3.Connection, moment: str, now: datetime) -> None:
    """Heed once more what was excluded since then: a look that was under way may have said otherwise meanwhile."""
    for (target,) in raw.execute(_MADE_SINCE, [moment]).fetchall():
        _apply(raw, target, excluded_by_people(raw), now)


def end_exclusion(raw: sqlite3.Connection, target: str, by: str, by_settings: _Excluded, now: datetime) -> bool:
    """Take an exclusion back, in the transaction of the caller; tell whether there was one.

    by_settings: tells of a URL whether the settings exclude it: that stands.
    """
    was_there = raw.execute(_END, [time_text(now), plain(by), scope_of(target), plain(target)]).rowcount > 0
    _apply(raw, target, either(by_settings, excluded_by_people(raw)), now)
    return was_there


def _apply(raw: sqlite3.Connection, target: str, excluded: _Excluded, now: datetime) -> None:
    apply_exclusions(raw, raw.execute(_OF_SCOPE[scope_of(target)], [plain(target)]), now, excluded)


def apply_exclusions(
    raw: sqlite3.Connection, links: Iterable[tuple[int, str, str, str | None]], now: datetime, excluded: _Excluded
) -> None:
    """Skip those of the links that are excluded, and make those due that no longer are. links: as EXCLUDABLE gives."""
    moment = time_text(now)
    changes: list[tuple[int, str, str, str | None, str | None]] = []
    for link_id, url, status, reason in links:
        was_excluded = (status, reason) == (Status.SKIPPED, EXCLUDED)
        if was_excluded == excluded(url):
            continue
        if was_excluded:
            changes.append((link_id, status, str(Status.UNCHECKED), None, moment))
        else:
            changes.append((link_id, status, str(Status.SKIPPED), EXCLUDED, None))
    for link_id, old_status, status, reason, next_check_at in changes:
        row = {"link_id": link_id, "status": status, "reason": reason, "next_check_at": next_check_at}
        raw.execute(_SET, row)
        if old_status != status:
            raw.execute(ADD_CHANGE, [link_id, moment, old_status, status, reason, None])
