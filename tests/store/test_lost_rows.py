"""Pages that are in the wrong place, there twice, or there in part, and the rows that a repair finds all the same."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from linkwatch.model import Status
from linkwatch.store import SourceEntry, Store, repair
from tests.store.making import NOW, article, cite, rows, settle_all
from tests.store.test_repair import PAGE, assert_sound, leaves, overwrite

LINKS = 600


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "links.db"
    with Store.open(path) as store:
        source, _ = store.sources.put(SourceEntry("page", "https://s.example/", None), "command", NOW)
        run_id = store.runs.begin("audit", NOW)
        citations = [cite(f"https://h{number}.example/") for number in range(LINKS)]
        store.articles.record(run_id, source, article(*citations), "hash", NOW)
        store.runs.plan(run_id, NOW)
        settle_all(store, run_id, Status.ALIVE)
    return path.read_bytes()


def all_of(path: Path, name: str) -> set[tuple[object, ...]]:
    return set(rows(path, f"SELECT * FROM {name}"))


def put(path: Path, number: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek((number - 1) * PAGE)
        file.write(content)


def page_of(content: bytes, number: int) -> bytes:
    return content[(number - 1) * PAGE : number * PAGE]


def root_of(path: Path, name: str) -> int:
    return int(rows(path, f"SELECT rootpage FROM sqlite_schema WHERE name = '{name}'")[0][0])


@pytest.mark.parametrize("other", ["links", "citations"])
def test_pages_of_two_tables_that_changed_places_cost_no_row(damaged: Path, sound: bytes, other: str) -> None:
    before = {name: all_of(damaged, name) for name in ("checks", other)}
    here, there = leaves(damaged, "checks")[2], leaves(damaged, other)[3]
    put(damaged, here, page_of(sound, there))
    put(damaged, there, page_of(sound, here))
    assert repair(damaged, NOW) is not None
    assert {name: all_of(damaged, name) for name in before} == before
    assert_sound(damaged)


def test_a_copy_of_another_page_brings_no_row_twice_and_none_of_another_table(damaged: Path, sound: bytes) -> None:
    before = all_of(damaged, "checks")
    places = leaves(damaged, "checks")
    put(damaged, places[2], page_of(sound, places[4]))
    put(damaged, places[3], page_of(sound, leaves(damaged, "citations")[1]))
    repair(damaged, NOW)
    left = all_of(damaged, "checks")
    assert left < before
    gone = sum(int.from_bytes(page_of(sound, place)[3:5], "big") for place in places[2:4])
    assert len(before - left) == gone
    assert_sound(damaged)


def test_where_the_root_is_a_copy_of_a_page_with_rows_the_others_are_found(damaged: Path, sound: bytes) -> None:
    before = all_of(damaged, "checks")
    put(damaged, root_of(damaged, "checks"), page_of(sound, leaves(damaged, "checks")[1]))
    repair(damaged, NOW)
    assert all_of(damaged, "checks") == before
    assert_sound(damaged)


def test_rows_that_were_deleted_stay_so_where_the_list_of_free_pages_is_lost(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as raw, raw:
        raw.execute("PRAGMA secure_delete = OFF")  # as in many builds of SQLite: freed pages keep their rows
        raw.execute("UPDATE status_history SET check_id = NULL")
        raw.execute("DELETE FROM checks WHERE id <= 400")
    with closing(sqlite3.connect(damaged)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = all_of(damaged, "checks")
    list_of_free = int.from_bytes(damaged.read_bytes()[32:36], "big")
    overwrite(damaged, [list_of_free])
    assert repair(damaged, NOW) is not None
    assert all_of(damaged, "checks") == before
    assert_sound(damaged)


def test_of_a_table_without_ids_only_the_rows_of_lost_pages_are_lost(damaged: Path) -> None:
    before = all_of(damaged, "run_links")
    places = leaves(damaged, "run_links")
    assert len(places) >= 4
    overwrite(damaged, [places[0], places[-1], root_of(damaged, "run_links")])
    with closing(sqlite3.connect(damaged)) as raw, pytest.raises(sqlite3.DatabaseError):
        raw.execute("SELECT count(*), max(authority) FROM run_links NOT INDEXED").fetchone()
    repair(damaged, NOW)
    left = all_of(damaged, "run_links")
    assert left < before
    assert len(left) > len(before) * (len(places) - 3) / len(places)
    assert_sound(damaged)


def test_of_a_page_that_is_damaged_in_part_the_other_rows_are_read(damaged: Path, sound: bytes) -> None:
    before = all_of(damaged, "checks")
    here = leaves(damaged, "checks")[2]
    page = page_of(sound, here)
    cells = int.from_bytes(page[3:5], "big")
    put(damaged, here, page[: PAGE - 512] + b"\xff" * 512)
    repair(damaged, NOW)
    left = all_of(damaged, "checks")
    assert left < before
    assert len(before - left) < cells / 2
    assert_sound(damaged)


@pytest.mark.parametrize("other", ["sqlite_autoindex_links_1", "citations_fts_data", "citations_fts_idx"])
def test_a_page_that_stands_where_an_index_begins_is_its_tables_all_the_same(
    damaged: Path, sound: bytes, other: str
) -> None:
    before = {name: all_of(damaged, name) for name in ("checks", "links", "citations", "run_links")}
    here, there = leaves(damaged, "checks")[2], root_of(damaged, other)
    put(damaged, here, page_of(sound, there))
    put(damaged, there, page_of(sound, here))
    assert repair(damaged, NOW) is not None
    assert {name: all_of(damaged, name) for name in before} == before
    assert_sound(damaged)
