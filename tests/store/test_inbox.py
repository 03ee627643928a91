"""What people ask for on the pages: written down by a narrow way, carried out once, whatever is killed."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from linkwatch.errors import StoreBusyError
from linkwatch.model import Mark, Status
from linkwatch.store import MOST_OPEN, SourceEntry, Store, Wish, open_to_ask
from linkwatch.store.confined import confine_to_asking
from linkwatch.store.database import open_for_writing
from tests.store.making import DAY, NOW, article, cite, read, rows, settle_all

A, B, C = "https://a.example/1", "https://a.example/2", "https://b.example/"
STATES = "SELECT action, target, state, result FROM inbox ORDER BY id"


def ask(path: Path, action: str, target: str, **arguments: str) -> bool:
    with open_to_ask(path) as asking:
        return asking.ask("anna", action, target, arguments, NOW)


def asked(store: Store, path: Path, action: str, target: str, **arguments: str) -> Wish:
    assert ask(path, action, target, **arguments)
    return store.inbox.open(1000)[-1]


def status_of(path: Path, url: str) -> tuple[object, ...]:
    return rows(path, "SELECT status, reason, next_check_at IS NOT NULL FROM links WHERE url = ?", [url])[0]


@pytest.fixture
def known(store: Store) -> Store:
    settle_all(store, read(store, article(cite(A), cite(B), cite(C))), Status.ALIVE)
    return store


def test_a_wish_is_kept_with_who_and_why(store: Store, path: Path) -> None:
    wish = asked(store, path, "mark", A, status="alive", note="opens in my browser")
    assert (wish.actor, wish.asked_at, wish.action, wish.target) == ("anna", NOW, "mark", A)
    assert wish.arguments == {"status": "alive", "note": "opens in my browser"}
    assert rows(path, "SELECT state, done_at, result FROM inbox") == [("asked", None, None)]


def test_the_same_wish_is_written_once_while_it_waits(store: Store, path: Path) -> None:
    wish = asked(store, path, "recheck", A)
    assert ask(path, "recheck", A)
    assert ask(path, "recheck", B)
    assert ask(path, "recheck", A, note="why")
    assert len(store.inbox.open(10)) == 3
    store.inbox.end(wish.id, "done", "is alive", NOW)
    assert ask(path, "recheck", A)
    assert rows(path, "SELECT count(*) FROM inbox") == [(4,)]


def test_no_more_is_taken_than_can_wait(store: Store, path: Path) -> None:
    with open_to_ask(path) as asking:
        taken = [asking.ask("anna", "recheck", f"https://a.example/{n}", {}, NOW) for n in range(MOST_OPEN + 3)]
    assert taken == [True] * MOST_OPEN + [False] * 3
    store.inbox.end(store.inbox.open(1)[0].id, "done", "", NOW)
    assert ask(path, "archive", A)
    assert not ask(path, "archive", B)


def test_what_is_left_out_and_what_has_ended_is_not_open(store: Store, path: Path) -> None:
    first, second = asked(store, path, "recheck", A), asked(store, path, "recheck", B)
    store.inbox.begin([second.id])
    assert store.inbox.open(10, but=[first.id]) == [second]
    store.inbox.end(first.id, "failed", "no", NOW + DAY)
    assert store.inbox.open(10) == [second]
    assert rows(path, STATES)[0] == ("recheck", A, "failed", "no")
    store.inbox.end(first.id, "done", "too late", NOW + DAY)
    assert rows(path, STATES)[0] == ("recheck", A, "failed", "no")


def test_open_wishes_are_found_without_reading_those_that_ended(store: Store, path: Path) -> None:
    from linkwatch.store.inbox import _OPEN

    plan = " ".join(row[3] for row in rows(path, f"EXPLAIN QUERY PLAN {_OPEN}", {"but": "[]", "limit": 1}))
    assert "inbox_open" in plan


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE inbox SET state = 'done'",
        "DELETE FROM inbox",
        "UPDATE links SET status = 'alive'",
        "INSERT INTO sources (kind, location, added_at) VALUES ('files', '/etc', '')",
        "INSERT INTO exclusions (scope, value, made_at, made_by) VALUES ('host', 'x', '', '')",
        "DROP TABLE inbox",
        "CREATE TABLE x (a)",
        "ATTACH 'other.db' AS x",
        "PRAGMA writable_schema = ON",
        "PRAGMA journal_mode = DELETE",
        "SELECT load_extension('x')",
        "CREATE TRIGGER t AFTER INSERT ON inbox BEGIN DELETE FROM links; END",
    ],
)
def test_the_way_in_adds_to_the_inbox_and_can_do_nothing_else(known: Store, path: Path, sql: str) -> None:
    connection = open_for_writing(path, 1, create=False)
    with closing(connection.raw):
        confine_to_asking(connection.raw)
        with pytest.raises(sqlite3.Error, match=r"not authorized|prohibited|denied"):
            connection.raw.execute(sql)


def test_a_database_that_others_keep_locked_is_said_to_be_busy(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkwatch.store.asking._BUSY_TIMEOUT", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError, match="locked"):
            ask(path, "recheck", A)
        other.execute("ROLLBACK")
    assert ask(path, "recheck", A)


# --- what the database alone does


def test_a_mark_and_its_end_are_one(known: Store, path: Path) -> None:
    wish = asked(known, path, "mark", A, status="dead")
    known.inbox.mark(wish, Mark(Status.DEAD, "anna", "gone"), "is dead", NOW)
    assert status_of(path, A)[:2] == ("dead", "marked")
    assert rows(path, STATES) == [("mark", A, "done", "is dead")]
    wish = asked(known, path, "mark", "https://nobody.example/", status="dead")
    known.inbox.mark(wish, Mark(Status.DEAD, "anna"), "is dead", NOW)
    assert rows(path, STATES)[1][2:] == ("refused", "no such link")


def test_an_excluded_address_is_skipped_at_once_and_by_every_run(known: Store, path: Path) -> None:
    known.inbox.exclude(asked(known, path, "exclude", A, note="private"), NOW)
    assert status_of(path, A) == ("skipped", "excluded", 0)
    assert status_of(path, B)[0] == "alive"
    run_id = known.runs.begin("audit", NOW)
    known.articles.record(run_id, None, article(cite(A), cite(B)), "hash", NOW)
    assert known.runs.plan(run_id, NOW) == 1
    assert status_of(path, A) == ("skipped", "excluded", 0)
    change = rows(path, "SELECT old_status, new_status, reason FROM status_history ORDER BY id DESC LIMIT 1")
    assert change == [("alive", "skipped", "excluded")]
    assert rows(path, "SELECT scope, value, made_by, note, ended_at FROM exclusions") == [
        ("url", A, "anna", "private", None)
    ]


def test_a_host_is_excluded_with_what_is_cited_there_later(known: Store, path: Path) -> None:
    known.inbox.exclude(asked(known, path, "exclude", "a.example"), NOW)
    assert [status_of(path, url)[0] for url in (A, B, C)] == ["skipped", "skipped", "alive"]
    later = "https://a.example/later"
    run_id = read(known, article(cite(later), cite("https://www.a.example/"), uri="b.md"))
    assert known.runs.next_hosts(run_id, 9)[0].authority == "www.a.example"  # another host
    assert status_of(path, later)[:2] == ("skipped", "excluded")


def test_an_exclusion_that_is_taken_back_makes_links_due(known: Store, path: Path) -> None:
    known.inbox.exclude(asked(known, path, "exclude", "a.example"), NOW)
    known.inbox.exclude(asked(known, path, "exclude", A), NOW)
    known.inbox.exclude(asked(known, path, "exclude", A, note="again"), NOW)
    known.inbox.include(asked(known, path, "include", "a.example"), lambda url: False, NOW + DAY)
    assert status_of(path, A) == ("skipped", "excluded", 0)  # that address is excluded by itself
    assert status_of(path, B) == ("unchecked", None, 1)
    known.inbox.include(asked(known, path, "include", "a.example"), lambda url: False, NOW + DAY)
    assert [row[2:] for row in rows(path, STATES)] == [
        ("done", "is not looked at any more"),
        ("done", "is not looked at any more"),
        ("refused", "was excluded already"),
        ("done", "is looked at again"),
        ("refused", "nobody has excluded it here"),
    ]
    assert rows(path, "SELECT value, ended_by FROM exclusions ORDER BY id") == [("a.example", "anna"), (A, None)]
    known.inbox.exclude(asked(known, path, "exclude", "a.example"), NOW + DAY)
    assert rows(path, "SELECT count(*) FROM exclusions WHERE ended_at IS NULL") == [(2,)]


def test_what_the_settings_exclude_stays_so(known: Store, path: Path) -> None:
    known.inbox.exclude(asked(known, path, "exclude", A), NOW)
    known.inbox.include(asked(known, path, "include", A), lambda url: url == A, NOW)
    assert status_of(path, A) == ("skipped", "excluded", 0)


def test_a_daemon_that_starts_frees_nothing_that_people_exclude(known: Store, path: Path) -> None:
    known.inbox.exclude(asked(known, path, "exclude", A), NOW)
    known.rounds.end_exclusions(lambda url: False, NOW)
    assert status_of(path, A) == ("skipped", "excluded", 0)


def test_a_source_is_added_once(store: Store, path: Path) -> None:
    for _ in range(2):
        wish = asked(store, path, "add-source", "https://a.example/feed")
        store.inbox.add_source(wish, SourceEntry("feed", wish.target, "A"), "is watched", NOW)
    assert [row[2:] for row in rows(path, STATES)] == [("done", "is watched"), ("refused", "is watched already")]
    assert rows(path, "SELECT kind, location, name, origin FROM sources") == [
        ("feed", "https://a.example/feed", "A", "command")
    ]


def killed_at_the_end(store: Store, act: Callable[[], None]) -> None:
    """Do as if the process was killed when the wish's end was about to be written."""
    store.inbox._connection.raw.execute(
        "CREATE TEMP TRIGGER kill BEFORE UPDATE OF state ON inbox BEGIN SELECT raise(ABORT, 'killed'); END"
    )
    with pytest.raises(Exception, match="killed"):
        act()
    store.inbox._connection.raw.execute("DROP TRIGGER temp.kill")


def test_a_kill_before_the_end_undoes_all_of_it(known: Store, path: Path) -> None:
    mark, out, add = (
        asked(known, path, "mark", A, status="dead"),
        asked(known, path, "exclude", "a.example"),
        asked(known, path, "add-source", "https://a.example/feed"),
    )
    killed_at_the_end(known, lambda: known.inbox.mark(mark, Mark(Status.DEAD, "anna"), "is dead", NOW))
    killed_at_the_end(known, lambda: known.inbox.exclude(out, NOW))
    entry = SourceEntry("feed", add.target)
    killed_at_the_end(known, lambda: known.inbox.add_source(add, entry, "is watched", NOW))
    for table in ("marks", "exclusions", "sources"):
        assert rows(path, f"SELECT count(*) FROM {table}") == [(0,)]
    assert status_of(path, A)[0] == "alive"
    assert known.inbox.open(9) == [mark, out, add]
