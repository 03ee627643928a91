"""What stands around the rows of a damaged file, and is damaged too: header, list of free pages, journal, log."""

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

import pytest

from linkwatch.model import Status
from linkwatch.store import Store, repair
from tests.store.making import NOW, article, cite, read, rows, rows_of_each, settle_all
from tests.store.test_lost_rows import all_of, page_of, put, root_of
from tests.store.test_repair import PAGE, assert_sound, leaves, overwrite

LINKS, DAYS = 300, 200
PLACE_OF_A_MAP = 822  # the second one
TABLES = ("links", "citations", "checks", "run_links", "status_counts", "status_history", "outbox")
Tables = dict[str, set[tuple[object, ...]]]
"""Their rows."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with free pages that still show rows, and with texts that go on in other pages."""
    path = tmp_path_factory.mktemp("sound") / "links.db"
    with Store.open(path) as store:
        settle_all(store, read(store, article(*(cite(f"https://h{n}.example/") for n in range(LINKS)))), Status.ALIVE)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA secure_delete = OFF")
        days = [(f"2026-{n // 28 + 1:02}-{n % 28 + 1:02}", status) for n in range(DAYS) for status in ("alive", "dead")]
        raw.executemany("INSERT INTO status_counts VALUES (?, ?, 7)", days)
        raw.executemany(
            "INSERT INTO outbox (created_at, target, title, body) VALUES ('', '', '', ?)", [("text " * 2_000,)] * 3
        )
        raw.execute("UPDATE checks SET evidence = json_object('long', ?) WHERE id = 299", ["x" * 20_000])
        raw.execute("UPDATE run_links SET check_id = NULL")
        raw.execute("UPDATE status_history SET check_id = NULL")
        raw.execute("DELETE FROM checks WHERE id <= 150")
        assert raw.execute("PRAGMA freelist_count").fetchone()[0] > 1
    return path.read_bytes()


def tables_of(path: Path) -> Tables:
    every_row = rows_of_each(path, *(f"SELECT * FROM {name}" for name in TABLES))
    return dict(zip(TABLES, map(set, every_row), strict=True))


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory, sound: bytes) -> Tables:
    """Their rows, before a test damages any."""
    path = tmp_path_factory.mktemp("before") / "links.db"
    path.write_bytes(sound)
    return tables_of(path)


@pytest.mark.parametrize(
    ("place", "content"),
    [(16, b"\x02\x00"), (20, b"\x08"), (0, bytes(100)), (56, b"\0\0\0\3"), (28, b"\0\0\0\1"), (32, b"\1\2\3\4")],
    ids=["size of pages", "reserved", "all of it", "encoding", "count", "free pages"],
)
def test_a_damaged_header_costs_no_row_and_brings_none_back(
    damaged: Path, before: Tables, place: int, content: bytes
) -> None:
    other = leaves(damaged, "links_status")[:1]
    with damaged.open("r+b") as file:
        file.seek(place)
        file.write(content)
    overwrite(damaged, other if place == 28 else [])  # SQLite itself minds no wrong count
    assert repair(damaged, NOW) is not None
    assert tables_of(damaged) == before
    assert_sound(damaged)


def test_rows_that_were_deleted_stay_so_where_the_first_page_is_lost(damaged: Path, before: Tables) -> None:
    overwrite(damaged, [1])
    assert repair(damaged, NOW) is not None
    assert tables_of(damaged) == before
    assert_sound(damaged)


def test_a_damaged_letter_in_what_makes_a_table_costs_no_row(damaged: Path, before: Tables, sound: bytes) -> None:
    word = b"link_id INTEGER NOT NULL REFERENCES links(id),\n  position"
    damaged.write_bytes(sound.replace(word, word.replace(b"link_id ", b"link_id$")))
    assert repair(damaged, NOW) is not None
    assert tables_of(damaged) == before
    assert_sound(damaged)


@pytest.mark.parametrize(
    ("said", "damage"),
    [
        (b"CREATE TABLE checks", b"GREATE TABLE checks"),
        (b"CREATE TABLE links", b"CREATE TABLE lynks"),
        (b"CREATE TABLE status_history (", b"CREATE TABLE status_history )"),
    ],
)
def test_a_damaged_letter_in_the_words_that_make_a_table_costs_no_row(
    damaged: Path, before: Tables, sound: bytes, said: bytes, damage: bytes
) -> None:
    assert said in sound
    damaged.write_bytes(sound.replace(said, damage, 1))
    assert repair(damaged, NOW) is not None
    assert tables_of(damaged) == before
    assert_sound(damaged)


def test_a_damaged_list_of_free_pages_is_noticed_and_mended(damaged: Path, before: Tables, sound: bytes) -> None:
    """SQLite does not look at it in files that have views, and then fails at the next writing."""
    overwrite(damaged, [struct.unpack_from(">I", sound, 32)[0]])
    assert repair(damaged, NOW) is not None
    assert tables_of(damaged) == before
    assert_sound(damaged)


def test_a_free_page_that_was_cleared_is_no_damage_where_other_files_have_a_map(path: Path, fresh: bytes) -> None:
    path.write_bytes(fresh)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA auto_vacuum = NONE")
        raw.execute("VACUUM")  # as files of the first releases are
        raw.execute("PRAGMA secure_delete = ON")
        raw.execute(
            "INSERT INTO outbox (created_at, target, title, body) VALUES ('', '', '', ?)", ["x" * PLACE_OF_A_MAP * PAGE]
        )
        raw.execute("DELETE FROM outbox")
    assert page_of(path.read_bytes(), PLACE_OF_A_MAP) == bytes(PAGE)
    assert repair(path, NOW) is None


def overflow(sound: bytes, text: bytes) -> int:
    """A page that holds only a part of a long text."""
    return next(n for n in range(3, len(sound) // PAGE + 1) if page_of(sound, n)[4:].count(text) * len(text) > 3_900)


def test_a_text_that_breaks_what_its_table_demands_is_damage(damaged: Path, before: Tables, sound: bytes) -> None:
    page = overflow(sound, b"x" * 100)
    put(damaged, page, page_of(sound, page)[:500] + b'"' * 200 + page_of(sound, page)[700:])
    repaired = repair(damaged, NOW)
    assert repaired is not None
    assert [table.name for table in repaired.tables if not table.is_whole] == ["checks"]
    assert before["checks"] - all_of(damaged, "checks") == {row for row in before["checks"] if row[0] == 299}
    assert_sound(damaged)


@pytest.mark.parametrize("damage", [b"\xff" * 50, bytes(512)], ids=["no text", "cleared"])
def test_a_text_that_is_none_is_told_and_its_row_let_go_of(
    damaged: Path, before: Tables, sound: bytes, damage: bytes
) -> None:
    page = overflow(sound, b"text ")
    put(damaged, page, page_of(sound, page)[:1000] + damage + page_of(sound, page)[1000 + len(damage) :])
    overwrite(damaged, leaves(damaged, "links_status")[:1])
    repaired = repair(damaged, NOW)
    assert repaired is not None
    assert [table.name for table in repaired.tables if not table.is_whole] == ["outbox"]
    assert len(before["outbox"] - all_of(damaged, "outbox")) == 1
    assert_sound(damaged)


def test_a_text_that_is_none_is_damage_though_sqlite_finds_none(damaged: Path, sound: bytes) -> None:
    page = overflow(sound, b"text ")
    put(damaged, page, page_of(sound, page)[:1000] + b"\xff" * 50 + page_of(sound, page)[1050:])
    assert rows(damaged, "PRAGMA integrity_check") == [("ok",)]
    assert repair(damaged, NOW) is not None
    assert repair(damaged, NOW) is None


def test_a_damaged_letter_in_the_list_of_migrations_costs_no_row(damaged: Path, before: Tables, sound: bytes) -> None:
    damaged.write_bytes(sound.replace(b"0004-daemon", b"00\xff4-daemon"))
    assert repair(damaged, NOW) is not None
    assert tables_of(damaged) == before
    assert_sound(damaged)


def test_a_place_of_an_index_that_is_no_number_costs_no_row(damaged: Path, before: Tables) -> None:
    with closing(sqlite3.connect(damaged, isolation_level=None)) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("UPDATE sqlite_schema SET rootpage = 'x' WHERE name = 'links_status'")
    assert repair(damaged, NOW) is not None
    assert tables_of(damaged) == before
    assert_sound(damaged)


def test_what_was_under_way_without_a_log_is_undone(damaged: Path, before: Tables, sound: bytes) -> None:
    plain = damaged.with_name("plain.db")
    plain.write_bytes(sound[:18] + b"\1\1" + sound[20:])  # as one that was restored, before its first writing
    with closing(sqlite3.connect(plain, isolation_level=None)) as raw:
        raw.execute("PRAGMA cache_size = 5")
        raw.execute("BEGIN")
        raw.execute("UPDATE links SET title = 'never'")
        damaged.write_bytes(plain.read_bytes())
        damaged.with_name("links.db-journal").write_bytes(plain.with_name("plain.db-journal").read_bytes())
    left = damaged.read_bytes()
    assert left != sound
    overwrite(damaged, leaves(damaged, "links_status")[:1])
    left = damaged.read_bytes()
    repaired = repair(damaged, NOW)
    assert repaired is not None
    assert repaired.aside is not None
    assert repaired.aside.read_bytes() == left
    assert tables_of(damaged) == before
    assert_sound(damaged)


def leave_log(path: Path) -> bytes:
    """Have the log say that most looks are deleted, and their pages given back; return it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA wal_autocheckpoint = 0")
        raw.execute("PRAGMA secure_delete = OFF")
        raw.execute("DELETE FROM checks WHERE id < 200")
        raw.execute("PRAGMA incremental_vacuum").fetchall()
        files = {name: path.with_name(name).read_bytes() for name in ("links.db", "links.db-wal")}
    for name, content in files.items():
        path.with_name(name).write_bytes(content)
    return files["links.db-wal"]


def test_what_a_log_gave_back_to_the_system_does_not_come_back(damaged: Path) -> None:
    before = {row for row in all_of(damaged, "checks") if int(str(row[0])) >= 200}
    other = leaves(damaged, "links_status")[:1]
    root, log = root_of(damaged, "checks"), Path(f"{damaged}-wal")
    content = bytearray(leave_log(damaged))
    for place in range(32, len(content), 24 + PAGE):
        if struct.unpack_from(">I", content, place)[0] == root:
            content[place + 24 : place + 24 + PAGE] = b"\xff" * PAGE
    log.write_bytes(content)
    overwrite(damaged, [root, *other])
    damaged.with_name("links.db-shm").unlink(missing_ok=True)
    assert repair(damaged, NOW) is not None
    assert all_of(damaged, "checks") == before
    assert_sound(damaged)


@pytest.mark.parametrize("place", [0, 4, 8, -16], ids=["number", "pages", "salt", "salt of the log"])
def test_a_damaged_head_in_a_log_harms_no_other_page_of_it(damaged: Path, place: int) -> None:
    other = leaves(damaged, "links_status")[:1]
    log, content = Path(f"{damaged}-wal"), bytearray(leave_log(damaged))
    last = range(32, len(content), 24 + PAGE)[-1] if place >= 0 else 32
    content[last + place : last + place + 4] = b"\xfe\xdc\xba\x98"
    log.write_bytes(content)
    damaged.with_name("links.db-shm").unlink(missing_ok=True)
    overwrite(damaged, other)
    assert repair(damaged, NOW) is not None
    assert len(all_of(damaged, "links")) == LINKS
    assert damaged.stat().st_size < 5_000_000
    assert_sound(damaged)


def test_rows_of_a_table_without_ids_are_known_by_what_led_to_them(damaged: Path) -> None:
    before = all_of(damaged, "status_counts")
    assert len(leaves(damaged, "status_counts")) > 1
    overwrite(damaged, [root_of(damaged, "status_counts"), root_of(damaged, "links_due")])  # whose rows look alike
    repair(damaged, NOW)
    left = all_of(damaged, "status_counts")
    assert left < before
    assert len(before - left) < 5  # those that the first page held itself
    assert_sound(damaged)


def test_a_page_of_an_index_that_stands_there_twice_gives_no_table_a_row(damaged: Path, before: Tables) -> None:
    put(
        damaged,
        root_of(damaged, "links_marked"),
        page_of(damaged.read_bytes(), leaves(damaged, "links_host_status")[0]),
    )
    assert repair(damaged, NOW) is not None
    assert tables_of(damaged) == before
    assert_sound(damaged)
