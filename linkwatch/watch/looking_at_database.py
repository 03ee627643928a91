"""How is the database, and is a daemon at work on it? As `linkwatch doctor` tells it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from linkwatch.errors import StoreError, StoreLostError
from linkwatch.store import DatabaseState, inspect_database, lost_pages
from linkwatch.watch.finding import OK, PROBLEM, WARNING, Finding, number, size, span

_LATE = timedelta(days=1)
_LITTLE_ROOM, _NO_ROOM = 2**30, 100 * 2**20  # bytes
_LONG_LOG = 128 * 2**20  # twice what a writer lets it grow to while others read
_HOW_TO_SAVE = "stop the daemon; then `linkwatch doctor --repair`, or restore a backup with `linkwatch restore`"


def look_at_database(path: Path | None, now: datetime, seconds: float) -> list[Finding]:
    """Say how a database is, and whether a daemon works on it. seconds: that reading all of it may take."""
    if path is None:
        return [Finding("database", OK, "none is named: nothing is kept")]
    try:
        if not path.exists():
            advice = "`linkwatch add`, `linkwatch audit --db` or the daemon makes it"
            return [Finding("database", WARNING, f"{path}: there is none yet", advice)]
        state = inspect_database(path, now, seconds)
    except OSError as error:
        return [Finding("database", PROBLEM, f"{path}: cannot be opened: {error.strerror}", "name another file")]
    except StoreError as error:
        advice = _HOW_TO_SAVE if isinstance(error, StoreLostError) else "correct that, or restore a backup"
        return [Finding("database", PROBLEM, str(error), advice)]
    found = Finding("database", OK, f"{path}: {size(state.bytes)}, {number(state.links, 'link')}")
    return [found, *_pages(state), *_room(state), _daemon(state, now)]


def look_at_log(path: Path) -> list[Finding]:
    """Say whether what was stored last is lost. To be asked before the database is opened, see `lost_pages`."""
    lost = lost_pages(path)
    if not lost:
        return []
    text = f"the end of its log is lost, by a power cut or a copy that was cut off: {number(lost, 'page')} stored last"
    advice = "nothing brings them back but a newer backup; links whose looks are lost are looked at again"
    return [Finding("database", WARNING, text, advice)]


def _pages(state: DatabaseState) -> Iterator[Finding]:
    if not state.is_present:
        advice = "back it up; the next command that writes to it updates it"
        yield Finding("database", WARNING, "it was made by an older linkwatch", advice)
    if state.faults:
        yield Finding("database", PROBLEM, f"it is damaged: {state.faults[0]}", _HOW_TO_SAVE)
    elif state.faults is None:
        text = "too large to be read whole here"
        yield Finding("database", OK, text, "`linkwatch backup` reads all of it")


def _room(state: DatabaseState) -> Iterator[Finding]:
    if not state.may_be_written:
        advice = "correct the permissions of the file and its folder"
        yield Finding("database", PROBLEM, "this user may not write to it", advice)
    if state.free_bytes < _LITTLE_ROOM:
        level = PROBLEM if state.free_bytes < _NO_ROOM else WARNING
        yield Finding("database", level, f"its disk has {size(state.free_bytes)} left", "make room")
    if state.wal_bytes > _LONG_LOG:
        text = f"its log has grown to {size(state.wal_bytes)}"
        yield Finding("database", WARNING, text, "look for a program that reads it for hours")


def _daemon(state: DatabaseState, now: datetime) -> Finding:
    late = now - state.due_since if state.due_since else timedelta()
    looked = f"last look {state.last_checked_at:%Y-%m-%d %H:%M} UTC" if state.last_checked_at else "no look yet"
    due = f"{looked}; {number(state.due, 'link')} due" + (f", the first for {span(late)}" if state.due else "")
    if state.daemon_is_at_work and late > _LATE:
        advice = "raise [check] concurrency, or look longer apart: [recheck]"
        return Finding("daemon", WARNING, f"at work, but late: {due}", advice)
    if state.daemon_is_at_work:
        return Finding("daemon", OK, f"at work; {due}")
    if state.sources:
        text = f"sources are tracked and no daemon is at work; {due}"
        return Finding("daemon", WARNING, text, "start `linkwatch daemon`")
    return Finding("daemon", OK, f"none is at work, and no source is tracked; {due}")
