"""Articles of which no row can be read any more: their citations stay."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from linkwatch.store import Store, repair
from tests.store.making import DAY, NOW, article, cite, read, rows
from tests.store.test_lost_links import lose, mended

INDEX = "sqlite_autoindex_articles_1"
PAGE, RELATIVE, MOVED = "https://site.example/essay", "notes/a.md", "/notes/new.md"
SEEN = "first_seen_at, last_scanned_at, source_id, content_hash"


@pytest.fixture
def db(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Articles of one source: a page, a file that was named by a relative path, and one that has moved."""
    monkeypatch.chdir(path.parent)
    with Store.open(path) as store:
        for number, uri in enumerate((PAGE, RELATIVE, MOVED)):
            citations = [cite(f"https://h.example/{number}/{n}", f"word{n}") for n in range(30)]
            read(store, article(*citations, uri=uri, title="A title"), now=NOW + number * DAY)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO sources (kind, location, added_at) VALUES ('files', '/notes', '')")
        raw.execute("UPDATE articles SET source_id = 1, content_hash = 'hash' || id")
        raw.execute(
            """INSERT INTO article_moves (article_id, moved_at, old_uri, new_uri, how)
               SELECT id, '', '/notes/old.md', uri, 'redirect' FROM articles WHERE uri = ?""",
            [MOVED],
        )
        raw.execute("UPDATE run_articles SET name = 'old.md' WHERE name = ?", [MOVED])
    return path


def kept(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows(path, f"SELECT * FROM {name}") for name in ("citations", "run_articles", "article_moves")}


def test_where_the_table_is_lost_the_indexes_tell_all_of_them(db: Path) -> None:
    before, articles = kept(db), rows(db, f"SELECT id, uri, {SEEN} FROM articles")
    lose(db, "articles")
    repaired = mended(db)
    assert (repaired.articles_again.made, repaired.articles_again.unnamed, repaired.let_go) == (3, 0, 0)
    assert kept(db) == before
    assert rows(db, f"SELECT id, uri, {SEEN} FROM articles") == articles
    assert rows(db, "SELECT DISTINCT read_by FROM articles") == [(None,)]


def test_where_the_index_is_lost_too_moves_and_names_tell_them_else_a_name_in_words_stands(db: Path) -> None:
    before = kept(db)
    lose(db, "articles", INDEX)
    repaired = mended(db)
    assert (repaired.articles_again.made, repaired.articles_again.unnamed, repaired.let_go) == (3, 1, 0)
    assert kept(db) == before
    told = rows(db, "SELECT uri, title, source_id, content_hash FROM articles ORDER BY id")
    assert told == [
        (PAGE, None, 1, "hash1"),
        ("lost:article/2", RELATIVE, 1, "hash2"),
        (MOVED, None, 1, "hash3"),
    ]


def test_where_no_index_is_left_the_citations_stay(db: Path) -> None:
    before = kept(db)
    lose(db, "articles", INDEX, "articles_source", "articles_content", "articles_present")
    assert mended(db).articles_again.made == 3
    assert kept(db) == before
    assert rows(db, "SELECT DISTINCT source_id FROM articles") == [(None,)]


def test_a_single_row_is_made_again_and_one_that_is_gone_stays_so(db: Path) -> None:
    with closing(sqlite3.connect(db)) as raw, raw:  # references are not checked here
        raw.execute("UPDATE citations SET removed_at = '2026-12-01T00:00:00Z' WHERE article_id = 1")
        raw.execute("DELETE FROM articles WHERE id = 1")
    lose(db, "links_status")
    assert mended(db).articles_again.made == 1
    assert rows(db, "SELECT uri, removed_at FROM articles WHERE id = 1") == [(PAGE, "2026-12-01T00:00:00Z")]


def test_its_source_knows_it_again_by_its_content(db: Path) -> None:
    lose(db, "articles", INDEX)
    mended(db)
    with Store.open(db) as store:
        assert store.articles.take_over(1, RELATIVE, "hash2", NOW + 9 * DAY, by_content=True)
    assert rows(db, "SELECT uri, count(*) FROM articles a JOIN citations c ON c.article_id = a.id WHERE a.id = 2") == [
        (str(db.parent / RELATIVE), 30)
    ]


def test_a_database_that_was_repaired_is_left_alone_the_next_time(db: Path) -> None:
    lose(db, "articles", INDEX)
    mended(db)
    assert repair(db, NOW + 5 * DAY) is None
