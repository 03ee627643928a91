"""Links of which no row can be read any more, and what still tells of them."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from linkwatch.model import Article, Mark, Snapshot, Status, TargetKind
from linkwatch.store import Repaired, Store, repair
from linkwatch.store.exclusions import end_exclusion, exclude
from tests.store.making import DAY, NOW, answered, article, cite, look, pending, read, rows
from tests.store.test_repair import leaves, overwrite

INDEX = "sqlite_autoindex_links_1"
GOOD, DEAD, UNSEEN, MARKED, FILE, COPIED = (
    *(f"https://h.example/{name}" for name in ("good", "dead", "unseen", "marked")),
    "file:///notes/beside.md",
    "https://h.example/copied",
)
COPY = Snapshot("wayback", "20250102030405", "https://web.archive.org/x", DEAD)


def citing() -> Article:
    urls = (GOOD, DEAD, UNSEEN, MARKED)
    relative = (replace(cite(FILE, kind=TargetKind.FILE), href="beside.md"), replace(cite(COPIED), href="copied"))
    return article(*map(cite, urls), *relative, uri="/notes/a.md")


@pytest.fixture
def db(path: Path) -> Path:
    """Links with a past: looked at thrice, found in an archive, marked."""
    with Store.open(path) as store:
        for day in range(3):
            run_id = read(store, citing(), now=NOW + day * DAY)
            for url, link_id in pending(store, run_id).items():
                status, reason = (Status.DEAD, "http-404") if url == DEAD and day else (Status.ALIVE, None)
                told: dict[str, Any] = {"url": url, "first": {"page": {"title": "T"}}, "filling": "x" * 2000}
                if url not in (UNSEEN, COPIED):
                    made = look(
                        link_id, status, reason, 404 if reason else 200, now=NOW + day * DAY, evidence=told, title="T"
                    )
                    store.checks.settle(run_id, [made])
        ids = {url: link_id for link_id, url in rows(path, "SELECT id, url FROM links")}
        answered(store, ids[DEAD], COPY, now=NOW + 3 * DAY)
        answered(store, ids[COPIED], replace(COPY, original_url=COPIED), now=NOW + 3 * DAY)
        store.marks.put(MARKED, Mark(Status.DEAD, "ann", "gone"), NOW + 3 * DAY)
        store.upkeep.make_evidence_small(NOW + 9 * DAY, 100)
    return path


def lose(path: Path, *names: str) -> None:
    roots = [
        root for name in names for (root,) in rows(path, f"SELECT rootpage FROM sqlite_schema WHERE name = '{name}'")
    ]
    overwrite(path, [*roots, *(page for name in names for page in leaves(path, name))])


def mended(path: Path) -> Repaired:
    repaired = repair(path, NOW + 4 * DAY)
    assert repaired is not None
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "PRAGMA foreign_key_check") == []
    return repaired


def told_of_links(path: Path) -> dict[str, Any]:
    columns = "url, status, reason, looks, consecutive_failures, failing_since, last_alive_at, first_seen_at, title"
    return {row[0]: row[1:] for row in rows(path, f"SELECT {columns} FROM links WHERE url LIKE '%h.example%'")}


def test_where_the_table_is_lost_the_index_of_urls_tells_all_of_them(db: Path) -> None:
    names = ("checks", "citations", "snapshots", "marks", "status_history", "run_links")
    before = {name: rows(db, f"SELECT * FROM {name}") for name in names}
    links = told_of_links(db)
    lose(db, "links")
    repaired = mended(db)
    assert (repaired.links_again, repaired.let_go, repaired.without_base) == (6, 0, 0)
    assert {name: rows(db, f"SELECT * FROM {name}") for name in names} == before
    assert told_of_links(db) == links
    assert rows(db, "SELECT url FROM links WHERE url LIKE 'file:%'") == [(FILE,)]


def test_where_the_index_is_lost_too_looks_citations_and_copies_tell_them(db: Path) -> None:
    links, checks = told_of_links(db), rows(db, "SELECT * FROM checks")
    lose(db, "links", INDEX)
    repaired = mended(db)
    assert repaired.links_again == 6
    assert told_of_links(db) == links
    assert rows(db, "SELECT * FROM checks") == checks
    assert rows(db, "SELECT host, domain, authority FROM links WHERE url = ?", [DEAD]) == [("h.example",) * 3]


def test_what_an_article_says_counts_more_than_what_was_asked(path: Path) -> None:
    """Asked elsewhere, or without a name and a password, it was another address; a query may be in no UTF-8."""
    asked = {
        GOOD: "http://127.0.0.1:8000/good",
        "https://***@h.example/kept": "https://h.example/kept",
        "https://h.example/?q=%E9": "https://h.example/?q=%E9",
    }
    latin = replace(cite("https://h.example/?q=%E9"), href="https://h.example/?q=\u00e9")
    with Store.open(path) as store:
        run_id = read(store, article(cite(GOOD), cite("https://***@h.example/kept"), latin, uri="/notes/a.md"))
        for url, link_id in pending(store, run_id).items():
            told: dict[str, Any] = {"url": asked[url], "filling": "x" * 2000}
            store.checks.settle(run_id, [look(link_id, Status.ALIVE, None, 200, now=NOW, evidence=told)])
    links = rows(path, "SELECT id, url FROM links")
    assert {url for _, url in links} == set(asked)
    lose(path, "links", INDEX)
    mended(path)
    assert rows(path, "SELECT id, url FROM links") == links


def test_a_link_made_again_has_its_copy_and_the_word_of_a_person(db: Path) -> None:
    lose(db, "links", INDEX)
    mended(db)
    sql = "SELECT s.url FROM links l JOIN snapshots s ON s.id = l.snapshot_id WHERE l.url = ?"
    assert rows(db, sql, [DEAD]) == [(COPY.url,)]
    assert rows(db, "SELECT status, reason, own_status FROM links WHERE url = ?", [MARKED]) == [
        ("dead", "marked", "alive")
    ]
    with Store.open(db) as store:
        store.marks.put(MARKED, Mark(None, "ann"), NOW + 5 * DAY)
    assert rows(db, "SELECT status, reason, own_status FROM links WHERE url = ?", [MARKED]) == [("alive", None, None)]


def test_a_link_made_again_is_looked_at_soon(db: Path) -> None:
    lose(db, "links")
    mended(db)
    due = {
        url for (url,) in rows(db, "SELECT url FROM links WHERE next_check_at IS NOT NULL AND url LIKE '%h.example%'")
    }
    assert due == {GOOD, DEAD, UNSEEN, MARKED, COPIED}


def test_what_nothing_tells_of_is_lost_and_its_article_is_read_anew(db: Path) -> None:
    with closing(sqlite3.connect(db)) as raw, raw:
        raw.execute("UPDATE articles SET read_by = 'x', etag = 'e'")
        raw.execute("DELETE FROM snapshots WHERE original_url = ?", [COPIED])
        raw.execute("UPDATE links SET snapshot_id = NULL WHERE url = ?", [COPIED])
    lose(db, "links", INDEX)
    repaired = mended(db)
    assert repaired.links_again == 5
    assert repaired.let_go > 0
    assert rows(db, "SELECT read_by, etag FROM articles WHERE uri = '/notes/a.md'") == [(None, None)]


def test_looks_whose_base_is_lost_are_counted(db: Path) -> None:
    (small,) = rows(db, "SELECT count(*) FROM checks WHERE evidence LIKE '%rest_as_in_check%'")[0]
    assert small > 0
    with closing(sqlite3.connect(db)) as raw, raw:
        raw.execute("DELETE FROM checks WHERE id IN (SELECT json_extract(evidence, '$.rest_as_in_check') FROM checks)")
    lose(db, "links_status")
    assert mended(db).without_base == small


def test_a_single_row_is_made_again_too(db: Path) -> None:
    with closing(sqlite3.connect(db)) as raw, raw:  # references are not checked here
        raw.execute("DELETE FROM links WHERE url = ?", [DEAD])
    lose(db, "links_status")
    assert mended(db).links_again == 1
    assert told_of_links(db)[DEAD][:2] == ("dead", "http-404")


def exclude_good(path: Path, *, ends: bool = False) -> None:
    with Store.open(path) as store, store._connection.writing() as raw:
        exclude(raw, GOOD, "ann", None, NOW + 4 * DAY)
        if ends:
            end_exclusion(raw, GOOD, "ann", lambda url: False, NOW + 5 * DAY)


def state_of(path: Path, url: str) -> tuple[Any, ...]:
    columns = "status, reason, own_status, next_check_at IS NOT NULL"
    return rows(path, f"SELECT {columns} FROM links WHERE url = ?", [url])[0]


def test_where_the_looks_are_lost_too_the_history_tells_what_they_came_to(db: Path) -> None:
    seen = "url, status, reason, failing_since, first_checked_at, snapshot_id, mark_id, own_status"
    before = rows(db, f"SELECT {seen} FROM links")
    lose(db, "links", "checks")
    assert mended(db).links_again == 6
    assert rows(db, f"SELECT {seen} FROM links") == before
    looked = rows(db, "SELECT looks, consecutive_failures, last_checked_at, changes FROM links WHERE url = ?", [DEAD])
    assert looked == [(2, 1, "2026-11-23T08:00:00Z", 1)]  # as often as its status is known to have changed


def test_what_a_person_excluded_stays_so(db: Path) -> None:
    exclude_good(db)
    lose(db, "links")
    mended(db)
    assert state_of(db, GOOD) == ("skipped", "excluded", None, 0)


@pytest.mark.parametrize("name", ["status_history", "exclusions"])
def test_what_is_excluded_stays_so_where_only_one_thing_tells_it(db: Path, name: str) -> None:
    exclude_good(db)
    lose(db, "links", "checks", name)
    mended(db)
    assert state_of(db, GOOD) == ("skipped", "excluded", None, 0)


def test_what_is_no_longer_excluded_is_looked_at(db: Path) -> None:
    exclude_good(db, ends=True)
    lose(db, "links")
    mended(db)
    assert state_of(db, GOOD) == ("unchecked", None, None, 1)


def test_where_a_mark_is_lost_what_the_looks_came_to_holds_again(db: Path) -> None:
    assert state_of(db, MARKED)[:3] == ("dead", "marked", "alive")
    lose(db, "marks")
    repaired = mended(db)
    assert (repaired.marks_ended, repaired.let_go) == (1, 0)
    assert state_of(db, MARKED) == ("alive", None, None, 1)
    last = "SELECT old_status, new_status FROM status_history WHERE link_id = (SELECT id FROM links WHERE url = ?)"
    assert rows(db, f"{last} ORDER BY id DESC LIMIT 1", [MARKED]) == [("dead", "alive")]
    assert rows(db, "SELECT next_check_at FROM links WHERE url = ?", [MARKED]) == [("2026-11-26T08:00:00Z",)]


def test_a_link_that_is_made_again_does_not_keep_a_mark_that_is_lost(db: Path) -> None:
    lose(db, "links", "checks", "marks")
    mended(db)
    assert state_of(db, MARKED) == ("alive", None, None, 1)
