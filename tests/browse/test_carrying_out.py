"""What people ask for on the pages, from the form to its end: by a daemon, by `browse` itself, through kills."""

import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from linkwatch.cli import run as run_command_line
from tests.browse.acting import Person, acting, loopback, nobody_carries_out
from tests.cli.conftest import Site, in_background, read_here
from tests.programs import Program
from tests.store.making import rows

PATIENCE = 60.0  # seconds that a busy machine may take
ENDS = "SELECT action, state, result FROM inbox ORDER BY id"


@pytest.fixture
def site() -> Iterator[Site]:
    one = Site()
    with in_background(one.serve()) as one.url:
        yield one


@pytest.fixture
def database(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with links to the site, all of them alive."""
    loopback(monkeypatch)
    monkeypatch.setenv("LINKWATCH_ARCHIVE__FIND", "false")
    read_here(monkeypatch)
    pages = ("the-old-mill", "a-mill")
    text = "# Mills\n\n" + "".join(f"[{page}]({site.url}/stories/{page})\n" for page in pages)
    (tmp_path / "mills.md").write_text(text)
    path = tmp_path / "links.db"
    assert run_command_line(["audit", str(tmp_path / "mills.md"), "--db", str(path), "--no-config"]) == 0
    return path


@contextmanager
def daemon(path: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    words = ["daemon", "--db", path, "--no-config", *options]
    sets = {"linkwatch.watch.daemon:_INBOX_EVERY": 0.1}
    process = Program(words, sets=sets, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    try:
        while b"watching" not in (line := process.stderr.readline()):
            assert line, "the daemon ended"
        yield process
    finally:
        process.kill()
        process.communicate()


def change(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


def until(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, "nothing came of it"
        time.sleep(0.05)


def states(path: Path) -> list[str]:
    return [state for _, state, _ in rows(path, ENDS)]


def wait_for(path: Path, *wanted: str) -> list[tuple[object, ...]]:
    until(lambda: states(path) == list(wanted))
    return rows(path, ENDS)


def ask_for_all(person: Person, site: Site) -> None:
    person.sign_in()
    site.gone.add("/stories/the-old-mill")
    person.ask(action="recheck", link=1, note="a reader wrote")
    person.ask(action="mark", link=2, status="blocked", note="asks for a login")
    person.ask(action="add-source", place=f"{site.url}/article")
    person.ask(action="archive", link=1)


def test_browse_carries_it_out_where_no_daemon_is_at_work(database: Path, site: Site) -> None:
    with acting(database) as person:
        ask_for_all(person, site)
        ends = wait_for(database, "done", "done", "done", "refused")
        assert ends[0][2] == "is dead (http-404)"
        assert ends[2][2] == f"is watched from now on: page {site.url}/article"
        assert "access_key" in str(ends[3][2])
        page = person.get("link/1")
        assert "is dead (http-404)" in page
        assert "a reader wrote" in page
        assert "asks for a login" in person.get("link/2")
    assert rows(database, "SELECT status, reason FROM links ORDER BY id") == [
        ("dead", "http-404"),
        ("blocked", "marked"),
    ]


def test_a_daemon_carries_it_out_within_seconds(database: Path, site: Site) -> None:
    with daemon(database), acting(database) as person:
        ask_for_all(person, site)
        ends = wait_for(database, "done", "done", "done", "refused")
        assert ends[0][2] == "is failing (http-404)"  # it has patience, which browse has not
        person.ask(action="exclude", place="127.0.0.1", note="leave them alone")
        wait_for(database, "done", "done", "done", "refused", "done")
        assert "leave them alone" in person.get("link/1")
        assert rows(database, "SELECT own_status, status FROM links WHERE id = 2") == [("skipped", "blocked")]
        person.ask(action="include", exclusion=1)
        wait_for(database, "done", "done", "done", "refused", "done", "done")
        assert "Nobody" not in person.get("-/inbox")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_what_a_daemon_was_ended_in_the_middle_of_is_done_by_the_next(
    database: Path, site: Site, tmp_path: Path, number: signal.Signals
) -> None:
    (tmp_path / "mills.md").write_text(f"[It stands still]({site.url}/stands-still)\n")
    command = ["audit", str(tmp_path / "mills.md"), "--db", str(database), "--no-config", "--exclude", "stands-still"]
    assert run_command_line(command) == 0
    change(database, "UPDATE links SET status = 'unchecked', reason = NULL WHERE status = 'skipped'")
    ((link_id,),) = rows(database, "SELECT id FROM links WHERE url LIKE '%stands-still'")
    with acting(database) as person:
        with daemon(database, "--timeout", "50s") as process:
            person.sign_in()
            person.ask(action="recheck", link=link_id)
            site.wait_for_the_slow_page()
            assert states(database) == ["begun"]
            process.send_signal(number)
            process.wait(PATIENCE)
        assert states(database) == ["begun"]
        with daemon(database, "--timeout", "200ms"):
            assert "failing" in str(wait_for(database, "done")[0][2])
    assert rows(database, "SELECT count(*) FROM runs WHERE kind = 'asked' AND finished_at IS NULL") == [(0,)]


def test_what_browse_was_killed_in_the_middle_of_is_done_by_the_next(
    database: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINKWATCH_CHECK__TIMEOUT", "50s")
    change(database, f"UPDATE links SET url = '{site.url}/stands-still' WHERE id = 1")
    with acting(database) as person:
        person.sign_in()
        person.ask(action="recheck", link=1)
        site.wait_for_the_slow_page()
        wait_for(database, "begun")
    monkeypatch.setenv("LINKWATCH_CHECK__TIMEOUT", "200ms")
    with acting(database):  # it was killed: nobody waits for it to end what it does
        assert "failing" in str(wait_for(database, "done")[0][2])
    assert rows(database, "SELECT count(*) FROM runs WHERE kind = 'asked' AND finished_at IS NULL") == [(0,)]


def test_a_daemon_waits_for_a_database_that_others_keep_locked(database: Path) -> None:
    with nobody_carries_out(database), acting(database) as person:
        person.sign_in()
        person.ask(action="mark", link=1, status="blocked")
        person.ask(action="exclude", link=2)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with daemon(database):
            assert states(database) == ["asked", "asked"]
            other.execute("ROLLBACK")
            wait_for(database, "done", "done")


def test_what_only_the_settings_of_others_allow_to_be_asked_stays_as_they_found_it(
    database: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rows(database, "SELECT status, reason, last_checked_at FROM links ORDER BY id")
    site.gone.add("/stories/the-old-mill")
    monkeypatch.delenv("LINKWATCH_CHECK__ALLOW_PRIVATE")
    with acting(database) as person:
        person.sign_in()
        person.ask(action="recheck", link=1)
        ((_, _, told),) = wait_for(database, "refused")
        assert str(told).startswith("its host is on a private network, which these pages were not started to ask")
        assert "linkwatch browse --token --config FILE" in person.get("link/1")
    assert rows(database, "SELECT status, reason, last_checked_at FROM links ORDER BY id") == before
    monkeypatch.setenv("LINKWATCH_CHECK__ALLOW_PRIVATE", "127.0.0.0/8")
    assert (
        run_command_line(["daemon", "--once", "--db", str(database), "--no-config"]) == 0
    )  # it is due for whoever may
    assert rows(database, "SELECT status FROM links WHERE id = 1") == [("failing",)]


def test_two_programs_without_a_daemon_do_each_wish_once(database: Path, site: Site) -> None:
    with acting(database) as one, acting(database) as other:
        one.sign_in()
        other.sign_in()
        for action in ("recheck", "exclude"):  # one after the other: what is excluded already is not looked at
            for person, link_id in ((one, 1), (other, 2)):
                person.ask(action=action, link=link_id)
            until(lambda: set(states(database)) == {"done"})
        one.ask(action="include", exclusion=2)
        other.ask(action="include", exclusion=1)
        until(lambda: set(states(database)) == {"done"})
    assert len(states(database)) == 6
    assert rows(database, "SELECT id FROM exclusions WHERE ended_at IS NOT NULL ORDER BY id") == [(1,), (2,)]


def test_once_does_what_was_asked_for(database: Path) -> None:
    change(
        database,
        """INSERT INTO inbox (asked_at, actor, action, target)
           VALUES ('2026-11-22T08:00:00Z', 'anna', 'exclude', '127.0.0.1')""",
    )
    assert run_command_line(["daemon", "--once", "--db", str(database), "--no-config"]) == 0
    assert states(database) == ["done"]
    assert rows(database, "SELECT DISTINCT status FROM links") == [("skipped",)]
