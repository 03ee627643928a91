from dataclasses import replace
from pathlib import Path

import pytest

from linkwatch.model import Snapshot, Status, Target, TargetKind
from linkwatch.store import ChangesWanted, Store
from linkwatch.store.encoding import time_text
from linkwatch.store.feed import _changes
from linkwatch.store.news import _EVENTS
from linkwatch.store.pages.questions import DEAD_AND_MOVED
from linkwatch.store.saves import _TO_BE_SAVED
from linkwatch.store.small_evidence import is_named
from tests.store.making import DAY, NOW, answered, article, cite, look, pending, read, rows, settle_all

PROMISED = {
    "sources": "id kind location options added_at last_scanned_at last_error",
    "articles": "id source_id uri title published_at first_seen_at last_scanned_at content_hash removed_at",
    "links": "id url host domain status reason http_status final_url title first_seen_at last_checked_at last_alive_at "
    "failing_since consecutive_failures next_check_at snapshot_id",
    "citations": "id article_id link_id href text context line first_seen_at removed_at",
    "checks": "id link_id checked_at status reason http_status final_url elapsed_ms evidence",
    "status_history": "id link_id changed_at old_status new_status reason check_id",
    "snapshots": "id link_id archive timestamp url original_url purpose found_at",
    "runs": "id",
    "dead_links": "url",
    "article_health": "article",
    "host_health": "host",
    "recent_changes": "url",
    "current_links": "link_id url host domain status moved_to snapshot_url",
    "deaths": "died_at link_id url",
    "returns": "returned_at link_id url",
}
A, B, C = "https://a.example/", "https://b.example/1", "https://b.example/2"


@pytest.mark.parametrize("table", PROMISED)
def test_tables_and_views_have_the_promised_columns(store: Store, path: Path, table: str) -> None:
    columns = {name for (name,) in rows(path, "SELECT name FROM pragma_table_info(?)", [table])}
    assert set(PROMISED[table].split()) <= columns


@pytest.mark.parametrize(("table", "column"), [("articles", "uri"), ("links", "url")])
def test_the_promised_columns_are_unique(store: Store, path: Path, table: str, column: str) -> None:
    sql = """SELECT count(*) FROM pragma_index_list(?) AS list JOIN pragma_index_info(list.name) AS info
             WHERE list."unique" AND info.name = ?"""
    assert rows(path, sql, [table, column]) == [(1,)]


def test_every_table_explains_itself_to_whoever_reads_its_sql(store: Store, path: Path) -> None:
    made_by_tools = ("%migrations%", "sqlite_%", "%_fts_%")
    own = " AND ".join(f"name NOT LIKE '{pattern}'" for pattern in made_by_tools)
    statements = rows(path, f"SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'view') AND {own}")
    assert len(statements) > len(PROMISED)
    assert [name for name, sql in statements if "\n-- " not in sql and "\n  -- " not in sql] == []


def test_no_status_outside_the_vocabulary_can_be_stored(store: Store, path: Path) -> None:
    read(store, article(cite(A)))
    for status in Status:
        rows(path, "UPDATE links SET status = ?", [str(status)])
    with pytest.raises(Exception, match="CHECK constraint failed"):
        rows(path, "UPDATE links SET status = 'broken'")


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        ("SELECT id FROM links WHERE next_check_at <= '2026' ORDER BY next_check_at LIMIT 5", "links_due"),
        ("SELECT authority, count(*) FROM links WHERE next_check_at <= '2026' GROUP BY authority", "links_due"),
        ("SELECT * FROM recent_changes LIMIT 5", "status_history_changed"),
        ("SELECT * FROM dead_links LIMIT 5", "links_status"),
        ("SELECT * FROM host_health LIMIT 5", "links_host_status"),
        ("SELECT * FROM host_health LIMIT 5", "citations_present"),
        ("SELECT status, count(*) FROM current_links GROUP BY status", "citations_present"),
        ("SELECT * FROM deaths LIMIT 5", "status_history_died"),
        ("SELECT * FROM returns LIMIT 5", "status_history_returned"),
        ("SELECT * FROM deaths WHERE died_at >= '2026'", "status_history_died (changed_at>?)"),
        ("SELECT * FROM article_health LIMIT 5", "citations_article"),
        (
            "SELECT reason, count(*) FROM links WHERE status IN ('dead', 'failing') GROUP BY status, reason",
            "links_lost",
        ),
        ("SELECT id FROM status_history WHERE new_status = 'dead' ORDER BY changed_at DESC", "status_history_died"),
        ("SELECT id FROM status_history WHERE old_status = 'dead' ORDER BY changed_at DESC", "status_history_returned"),
        ("SELECT article_id FROM run_articles WHERE run_id = 1 AND name = 'a.md'", "run_articles_name"),
        (f"SELECT {is_named('k')} FROM checks k", "SEARCH o USING INDEX checks_rest"),
    ],
)
def test_what_is_asked_often_is_answered_from_an_index(store: Store, path: Path, sql: str, index: str) -> None:
    plan = " ".join(row[3] for row in rows(path, f"EXPLAIN QUERY PLAN {sql}"))
    assert index in plan


def test_links_to_be_saved_are_found_without_reading_those_that_are_alive(store: Store, path: Path) -> None:
    plan = " ".join(row[3] for row in rows(path, f"EXPLAIN QUERY PLAN {_TO_BE_SAVED}", [time_text(NOW), 5]))
    assert "links_save" in plan
    assert "links_status" not in plan


def test_the_latest_changes_to_a_rare_status_are_found_without_reading_the_others(store: Store, path: Path) -> None:
    sql, values = _changes(ChangesWanted(statuses=(Status.INVALID, Status.DEAD)))
    plan = " ".join(row[3] for row in rows(path, f"EXPLAIN QUERY PLAN {sql}", {**values, "limit": 5}))
    assert plan.count("SEARCH h USING INDEX status_history_became (new_status=?)") == 2
    assert "SCAN h" not in plan


def test_pages_that_were_found_again_are_not_looked_for_among_all_that_are_dead(store: Store, path: Path) -> None:
    plan = " ".join(row[3] for row in rows(path, f"EXPLAIN QUERY PLAN {DEAD_AND_MOVED}", {"host": ""}))
    assert "SEARCH l USING INDEX links_moved (status=?)" in plan


def test_news_is_found_without_reading_all_links_that_are_lost(store: Store, path: Path) -> None:
    since = {"history": 1, "snapshots": 1, "on": "[]", "most": 5}
    plan = " ".join(row[3] for row in rows(path, f"EXPLAIN QUERY PLAN {_EVENTS}", since))
    assert "SEARCH status_history USING INTEGER PRIMARY KEY (rowid>?)" in plan
    assert "SEARCH s USING INTEGER PRIMARY KEY (rowid>?)" in plan
    assert "links_status" not in plan


def test_the_views_tell_people_what_to_mend(store: Store, path: Path) -> None:
    now = NOW - DAY
    run_id = read(store, article(cite(A, "the anchor", 7), cite(B), cite(C), uri="/x/a.md", title="Title"), now=now)
    settle_all(store, run_id, Status.ALIVE, now)
    run_id = read(store, article(cite(A, "the anchor", 7), cite(B), cite(C), uri="/x/a.md", title="Title"))
    known = pending(store, run_id)
    store.checks.settle(
        run_id, [look(known[A], Status.DEAD, "http-404", 404), look(known[B], Status.BLOCKED, "forbidden")]
    )
    answered(store, known[A], Snapshot("wayback", "20150609120000", "https://s.example/", A))

    columns = "url, reason, dead_since, article, article_title, line, anchor, snapshot_url"
    assert rows(path, f"SELECT {columns} FROM dead_links") == [
        (A, "http-404", "2026-11-22T08:00:00Z", "/x/a.md", "Title", 7, "the anchor", "https://s.example/")
    ]
    columns = "article, citations, alive, blocked, dead, dead_with_snapshot"
    assert rows(path, f"SELECT {columns} FROM article_health") == [("/x/a.md", 3, 1, 1, 1, 1)]
    assert rows(path, "SELECT host, links, alive, blocked, dead, dead_percent FROM host_health") == [
        ("a.example", 1, 0, 0, 1, 100.0),
        ("b.example", 2, 1, 1, 0, 0.0),
    ]
    changes = rows(path, "SELECT url, old_status, new_status, snapshot_url FROM recent_changes LIMIT 2")
    assert changes == [(B, "alive", "blocked", None), (A, "alive", "dead", "https://s.example/")]


def test_a_dead_link_that_nobody_cites_any_more_is_not_listed_and_one_given_by_hand_is(
    store: Store, path: Path
) -> None:
    run_id = read(store, article(cite(A), cite(B)))
    store.runs.add_links(run_id, [Target(TargetKind.WEB, C)], NOW)
    store.runs.plan(run_id, NOW)
    settle_all(store, run_id, Status.DEAD)
    read(store, article(cite(B)))
    assert rows(path, "SELECT url, line FROM dead_links ORDER BY url") == [(B, 1), (C, None)]


def found(path: Path, words: str) -> list[tuple[str, ...]]:
    sql = """SELECT c.text FROM citations_fts f JOIN citations c ON c.id = f.rowid
             WHERE citations_fts MATCH ? ORDER BY c.id"""
    return rows(path, sql, [words])


def test_the_words_of_citations_are_found_as_they_are_now(store: Store, path: Path) -> None:
    read(store, article(cite(A, "Café noir", 1), cite(B, "green tea", 2)))
    assert found(path, "cafe") == [("Café noir",)]
    assert found(path, '"green tea"') == [("green tea",)]
    assert found(path, "sentence tea") == [("green tea",)]
    moved = replace(cite(A, "Café noir", 5), context="Now the words around it are others.")
    read(store, article(moved, cite(B, "white tea", 2)))
    assert found(path, "others") == [("Café noir",)]
    assert found(path, "cafe sentence") == []
    assert found(path, "tea") == [("green tea",), ("white tea",)]  # what was removed can still be found
    rows(path, "INSERT INTO citations_fts (citations_fts, rank) VALUES ('integrity-check', 1)")
