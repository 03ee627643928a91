"""Real damage to real databases, and what is left of them."""

import mmap
import random
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path

import pytest

from linkwatch.errors import StoreBusyError, StoreError
from linkwatch.model import Status
from linkwatch.store import Repaired, SourceEntry, Store, only_daemon, repair
from linkwatch.store.file_format import Pages
from linkwatch.store.salvage import SalvagedTable
from tests.store.making import ALL_WELL, NOW, SOUND, article, cite, read, rows, rows_of_each, settle_all

repairing = sys.modules["linkwatch.store.repair"]  # its name in the package is the function

LINKS = 300
ASIDE = "links.db.damaged-20261122080000"
PAGE = 4096


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "links.db"
    with Store.open(path) as store:
        source, _ = store.sources.put(SourceEntry("page", "https://s.example/", None), "command", NOW)
        run_id = store.runs.begin("audit", NOW)
        for number in range(20):
            citations = (cite(f"https://h{n % 9}.example/{number}/{n}", f"word{n}") for n in range(LINKS // 20))
            store.articles.record(run_id, source, article(*citations, uri=f"/{number}.md"), "hash", NOW)
        store.runs.plan(run_id, NOW)
        settle_all(store, run_id, Status.ALIVE)
    return path.read_bytes()


def leaves(path: Path, name: str) -> list[int]:
    """The pages of a table or index that hold rows, in order; found from its root as the file format says."""
    content = path.read_bytes()
    (root,) = rows(path, f"SELECT rootpage FROM sqlite_schema WHERE name = '{name}'")[0]

    def below(number: int) -> list[int]:
        page = content[(number - 1) * PAGE : number * PAGE]
        if page[0] in (10, 13):
            return [number]
        cells = int.from_bytes(page[3:5], "big")
        places = [int.from_bytes(page[12 + 2 * n : 14 + 2 * n], "big") for n in range(cells)]
        children = [int.from_bytes(page[place : place + 4], "big") for place in places]
        children.append(int.from_bytes(page[8:12], "big"))
        return [leaf for child in children for leaf in below(child)]

    return below(root)


def overwrite(path: Path, pages: list[int], seed: int = 1) -> None:
    chance = random.Random(seed)
    with path.open("r+b") as file:
        for number in pages:
            file.seek((number - 1) * PAGE)
            file.write(chance.randbytes(PAGE))


def tables_of(repaired: Repaired | None) -> dict[str, tuple[int | None, int]]:
    assert repaired is not None
    return {table.name: (table.there, table.read) for table in repaired.tables}


def assert_sound(path: Path) -> None:
    of_words = "INSERT INTO citations_fts (citations_fts, rank) VALUES ('integrity-check', 1)"
    assert rows_of_each(path, *SOUND, of_words) == [*ALL_WELL, []]
    with Store.open(path) as store:
        settle_all(store, read(store, article(cite("https://new.example/"), uri="/new.md")), Status.DEAD)


def test_a_sound_database_is_left_alone(damaged: Path, sound: bytes) -> None:
    assert repair(damaged, NOW) is None
    assert damaged.read_bytes() == sound
    assert not damaged.with_name(ASIDE).exists()


def test_one_page_of_links_costs_nothing_that_belongs_to_them(damaged: Path) -> None:
    overwrite(damaged, [leaves(damaged, "links")[7]])
    before = damaged.read_bytes()
    repaired = repair(damaged, NOW)
    assert repaired is not None
    for table in ("links", "citations", "checks"):
        assert tables_of(repaired)[table] == (LINKS, LINKS)
    assert tables_of(repaired)["articles"] == (20, 20)
    assert 0 < repaired.links_again < 60
    assert repaired.aside == damaged.with_name(ASIDE)
    assert repaired.aside.read_bytes() == before
    assert rows(damaged, "SELECT count(*) FROM citations_fts WHERE citations_fts MATCH 'sentence'") == [(LINKS,)]
    assert_sound(damaged)


def test_several_pages_here_and_there_cost_no_row_of_another_page(damaged: Path) -> None:
    lengthen_evidence(damaged, 100)
    pages = leaves(damaged, "checks")
    bad = [pages[2], pages[3], pages[5], pages[-1]]
    content = damaged.read_bytes()
    of_bad = sum(int.from_bytes(page_of(content, page)[3:5], "big") for page in bad)
    overwrite(damaged, bad)
    assert tables_of(repair(damaged, NOW))["checks"] == (LINKS, LINKS - of_bad)
    assert tables_of_links(damaged) == LINKS
    assert_sound(damaged)


def tables_of_links(path: Path) -> int:
    return int(rows(path, "SELECT count(*) FROM links")[0][0])


def lengthen_evidence(path: Path, size: int) -> None:
    """Have each look take twice so many bytes at least, and some of them more than a page."""
    evidence = f"json_object('long', hex(zeroblob(iif(id % 100 = 7, 4000, {size}))))"
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(f"UPDATE checks SET evidence = {evidence}")


@pytest.mark.parametrize("index", ["links_due", "links_status", "checks_link", "sqlite_autoindex_links_1"])
def test_a_damaged_index_costs_nothing(damaged: Path, index: str) -> None:
    overwrite(damaged, leaves(damaged, index)[:3])
    repaired = repair(damaged, NOW)
    assert repaired is not None
    assert [table.name for table in repaired.tables if not table.is_whole] == []
    assert tables_of(repaired)["links"][1] == tables_of(repaired)["checks"][1] == LINKS
    assert_sound(damaged)


def test_an_index_that_says_something_else_than_its_table_is_made_anew(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, 'links(status)', 'links(host)') WHERE name = 'links_status'"
        )
        raw.commit()
    assert tables_of(repair(damaged, NOW))["links"] == (LINKS, LINKS)
    assert rows(damaged, "SELECT sql FROM sqlite_schema WHERE name = 'links_status'") == [
        ("CREATE INDEX links_status ON links(status)",)
    ]
    assert_sound(damaged)


def test_of_a_file_that_was_cut_the_part_that_is_left_is_read(damaged: Path, sound: bytes) -> None:
    damaged.write_bytes(sound[: len(sound) * 2 // 3 // PAGE * PAGE])
    repaired = repair(damaged, NOW)
    assert 0 < tables_of(repaired)["links"][1] <= LINKS
    assert_sound(damaged)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_pages_are_overwritten_it_is_told_in_words_or_made_sound(
    damaged: Path, sound: bytes, seed: int
) -> None:
    chance = random.Random(seed)
    overwrite(damaged, [chance.randrange(2, len(sound) // PAGE) for _ in range(3 + 4 * seed)], seed)
    before = damaged.read_bytes()
    refused = ""
    try:
        repair(damaged, NOW)
    except StoreError as error:  # a page of the schema was among them
        refused = str(error)
    if refused:
        assert "restore a backup" in refused
        assert damaged.read_bytes() == before
        return
    assert tables_of_links(damaged) > 0
    assert_sound(damaged)


def test_where_the_first_page_is_lost_no_row_is(damaged: Path) -> None:
    overwrite(damaged, [1])
    repaired = repair(damaged, NOW)
    tables = tables_of(repaired)
    for name, there in {"links": LINKS, "citations": LINKS, "checks": LINKS, "articles": 20, "sources": 1}.items():
        assert tables[name] == (there, there)
    assert repaired is not None
    assert repaired.let_go == 0
    assert_sound(damaged)


def test_what_the_log_holds_is_read_though_the_first_page_is_lost(path: Path, sound: bytes) -> None:
    path.write_bytes(sound)
    copies = [path.with_name("links.db"), path.with_name("links.db-wal")]
    with Store.open(path) as store:
        settle_all(store, read(store, article(cite("https://late.example/"), uri="/late.md")), Status.DEAD)
        contents = [copy.read_bytes() for copy in copies]
    for copy, content in zip(copies, contents, strict=True):
        copy.write_bytes(content)
    path.with_name("links.db-shm").unlink(missing_ok=True)
    lost = bytearray(copies[1].read_bytes())
    for place in range(32, len(lost), 24 + PAGE):
        if int.from_bytes(lost[place : place + 4], "big") == 1:
            lost[place + 24 : place + 24 + PAGE] = random.Random(1).randbytes(PAGE)
    copies[1].write_bytes(lost)
    overwrite(path, [1])
    repair(path, NOW)
    assert rows(path, "SELECT status FROM links WHERE url = 'https://late.example/'") == [("dead",)]
    assert_sound(path)


_MAKERS = ("articles", "links", "citations", "checks", "status_history", "sources", "marks")


@pytest.mark.parametrize(
    ("name", "is_first_lost"), [*((name, False) for name in _MAKERS), ("links", True), ("marks", True)]
)
def test_where_a_page_that_says_where_a_table_begins_is_lost_its_rows_tell(
    damaged: Path, name: str, is_first_lost: bool
) -> None:
    content = damaged.read_bytes()
    with closing(sqlite3.connect(damaged)) as raw:
        (sql,) = raw.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [name]).fetchone()
    (place,) = [number for number in range(2, len(content) // PAGE + 1) if sql.encode() in page_of(content, number)]
    overwrite(damaged, [place, 1] if is_first_lost else [place])
    tables = tables_of(repair(damaged, NOW))
    for table, there in {"links": LINKS, "citations": LINKS, "checks": LINKS, "articles": 20, "sources": 1}.items():
        assert tables[table] in ((there, there), (None, there))
    assert_sound(damaged)


@pytest.mark.parametrize("name", ["citations", "checks", "marks"])
def test_where_such_a_page_is_a_copy_of_another_its_rows_tell_too(damaged: Path, name: str) -> None:
    content = damaged.read_bytes()
    columns = {"links": "*", "citations": "*", "checks": "*", "articles": "id, source_id, uri, title, content_hash"}
    every_row = [f"SELECT {of_it} FROM {table}" for table, of_it in columns.items()]
    before = rows_of_each(damaged, *every_row)
    (sql,) = rows(damaged, f"SELECT sql FROM sqlite_schema WHERE name = '{name}'")[0]
    (place,) = [number for number in range(2, len(content) // PAGE + 1) if sql.encode() in page_of(content, number)]
    others = [number for number in range(2, len(content) // PAGE + 1) if b"CREATE " in page_of(content, number)]
    other = next(number for number in others if number != place)
    with damaged.open("r+b") as file:
        file.seek((place - 1) * PAGE)
        file.write(page_of(content, other))
    repair(damaged, NOW)
    assert rows_of_each(damaged, *every_row) == before
    assert_sound(damaged)


def test_a_schema_with_bytes_that_are_no_text_is_damage_in_words_and_is_repaired(damaged: Path) -> None:
    before = rows(damaged, "SELECT * FROM links")
    content = damaged.read_bytes()
    damaged.write_bytes(content.replace(b"CREATE INDEX citations_", b"CREATE \xb3\xffDEX citations_"))
    with pytest.raises(StoreError, match="it is damaged"):
        Store.open(damaged)
    repair(damaged, NOW)
    assert rows(damaged, "SELECT * FROM links") == before
    assert_sound(damaged)


def grow(path: Path) -> None:
    """Have the table of looks so many pages that its first page leads to pages that lead to others."""
    with closing(sqlite3.connect(path)) as raw:
        sql = "SELECT max(id) FROM checks"
        while raw.execute(sql).fetchone()[0] < 2_000:
            raw.execute("""INSERT INTO checks (link_id, checked_at, status, elapsed_ms, evidence)
                           SELECT link_id, checked_at, status, elapsed_ms, evidence FROM checks""")
        raw.commit()
    lengthen_evidence(path, 900)


@pytest.mark.parametrize("is_large", [False, True])
def test_where_the_root_of_a_table_is_lost_no_row_of_its_other_pages_is(damaged: Path, *, is_large: bool) -> None:
    if is_large:
        grow(damaged)
    names = ("links", "citations", "checks", "status_history")
    every_row = [f"SELECT * FROM {name}" for name in names]
    before = rows_of_each(damaged, *every_row)
    sql = "SELECT rootpage FROM sqlite_schema WHERE name IN ('links', 'citations', 'checks', 'status_history')"
    overwrite(damaged, [root for (root,) in rows(damaged, sql)])
    repaired = repair(damaged, NOW)
    assert repaired is not None
    assert rows_of_each(damaged, *every_row) == before
    for table in repaired.tables:
        assert ("what led to its rows was lost" in "".join(table.faults)) == (table.name in names)
    assert repaired.let_go == 0
    assert_sound(damaged)


def test_where_pages_between_root_and_rows_are_lost_the_rows_are_not(damaged: Path) -> None:
    grow(damaged)
    before = rows(damaged, "SELECT * FROM checks")
    content = damaged.read_bytes()
    (root,) = rows(damaged, "SELECT rootpage FROM sqlite_schema WHERE name = 'checks'")[0]
    leaf = leaves(damaged, "checks")[7]  # one with rows as well, below a page that is there
    with damaged.open("r+b") as file, mmap.mmap(file.fileno(), 0) as whole:
        between = Pages(whole).children(root)
        lost = set(Pages(whole).ids(leaf))
    assert all(page_of(content, number)[0] == 5 for number in between)
    assert len(between) >= 3
    overwrite(damaged, [*between[1:], leaf])
    repair(damaged, NOW)
    assert rows(damaged, "SELECT * FROM checks") == [row for row in before if row[0] not in lost]
    assert_sound(damaged)


def test_rows_that_were_deleted_do_not_come_back_with_a_new_root(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as raw:
        raw.execute("PRAGMA secure_delete = OFF")
        raw.execute("UPDATE status_history SET reason = hex(zeroblob(100))")
        raw.execute("DELETE FROM status_history WHERE id BETWEEN 100 AND 250")
        raw.execute("UPDATE status_history SET reason = 'x'")
        raw.commit()
    before = rows(damaged, "SELECT * FROM status_history")
    assert rows(damaged, "PRAGMA freelist_count")[0][0] > 3
    overwrite(
        damaged, [root for (root,) in rows(damaged, "SELECT rootpage FROM sqlite_schema WHERE name = 'status_history'")]
    )
    repair(damaged, NOW)
    assert rows(damaged, "SELECT * FROM status_history") == before


def test_a_root_that_held_the_rows_itself_is_lost_with_them(damaged: Path) -> None:
    overwrite(damaged, [root for (root,) in rows(damaged, "SELECT rootpage FROM sqlite_schema WHERE name = 'sources'")])
    tables = tables_of(repair(damaged, NOW))
    assert tables["sources"][1] == 0
    assert tables["links"] == (LINKS, LINKS)
    assert_sound(damaged)


def page_of(content: bytes, number: int) -> bytes:
    return content[(number - 1) * PAGE : number * PAGE]


def test_where_nothing_can_be_read_nothing_is_changed(damaged: Path, sound: bytes) -> None:
    overwrite(damaged, list(range(2, len(sound) // PAGE + 1)))
    before = damaged.read_bytes()
    with pytest.raises(StoreError, match=r"restore a backup|not a SQLite database"):
        repair(damaged, NOW)
    assert damaged.read_bytes() == before
    assert {file.name for file in damaged.parent.iterdir() if "-" not in file.name} == {"links.db"}


def test_rows_that_refer_to_nothing_are_let_go_of(damaged: Path) -> None:
    with closing(sqlite3.connect(damaged)) as raw, raw:  # references are not checked here
        raw.execute("UPDATE articles SET source_id = 77 WHERE id = 5")
        raw.execute("UPDATE links SET snapshot_id = 99 WHERE id = 6")
    repaired = repair(damaged, NOW)
    assert repaired is not None
    assert rows(damaged, "SELECT source_id FROM articles WHERE id = 5") == [(None,)]
    assert rows(damaged, "SELECT snapshot_id FROM links WHERE id = 6") == [(None,)]
    assert repaired.let_go == 2
    assert_sound(damaged)


def test_what_the_log_holds_is_not_lost(path: Path) -> None:
    with Store.open(path) as store:
        read(store, article(*(cite(f"https://a.example/{n}") for n in range(500))))
        killed = path.with_name("killed.db")
        store._connection.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        read(store, article(*(cite(f"https://late.example/{n}") for n in range(50)), uri="late.md"))
        killed.write_bytes(path.read_bytes())
        Path(f"{killed}-wal").write_bytes(Path(f"{path}-wal").read_bytes())
    overwrite(killed, leaves(killed, "run_links_pending")[:1])
    with closing(sqlite3.connect(killed)) as raw:
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("DELETE FROM sqlite_schema WHERE name = 'links_domain'")
        raw.commit()
    repaired = repair(killed, NOW)
    assert repaired is not None
    assert rows(killed, "SELECT count(*) FROM links WHERE host = 'late.example'") == [(50,)]
    assert_sound(killed)


def test_ids_of_what_was_removed_are_not_given_again_afterwards(damaged: Path) -> None:
    with Store.open(damaged) as store:
        store.sources.remove(1, NOW)
    overwrite(damaged, leaves(damaged, "links")[:1])
    assert repair(damaged, NOW) is not None
    with Store.open(damaged) as store:
        assert store.sources.put(SourceEntry("page", "https://t.example/", None), "command", NOW)[0] == 2


def test_nothing_is_repaired_under_a_daemon(damaged: Path) -> None:
    with only_daemon(damaged), pytest.raises(StoreBusyError, match="daemon"):
        repair(damaged, NOW)


@pytest.mark.parametrize("is_writable", [True, False])
def test_what_others_store_meanwhile_is_prevented_or_nothing_is_replaced(
    damaged: Path, monkeypatch: pytest.MonkeyPatch, is_writable: bool
) -> None:
    overwrite(damaged, leaves(damaged, "links")[:1])
    require = repairing._require_something

    def then_write(database: Path, tables: Sequence[SalvagedTable]) -> None:  # after the last table was copied
        require(database, tables)
        with closing(sqlite3.connect(damaged, timeout=0)) as raw, raw:
            raw.execute("INSERT INTO sources (kind, location, added_at) VALUES ('page', 'late', '')")

    monkeypatch.setattr(repairing, "_require_something", then_write)
    if is_writable:
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            repair(damaged, NOW)
    else:
        original = repairing.open_damaged

        def without_the_right(path: Path, *, may_lock: bool = False) -> sqlite3.Connection:
            if may_lock:
                raise StoreError("may not be written")
            return original(path)

        monkeypatch.setattr(repairing, "open_damaged", without_the_right)
        with pytest.raises(StoreBusyError, match="another process wrote to it"):
            repair(damaged, NOW)
        assert rows(damaged, "SELECT count(*) FROM sources WHERE location = 'late'") == [(1,)]
    assert not damaged.with_name(ASIDE).exists()


def test_a_log_of_the_new_database_is_not_removed_by_the_end_of_the_repair(
    damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    overwrite(damaged, leaves(damaged, "links")[:1])
    with ExitStack() as stack:
        replace = repairing.replace_keeping

        def then_use(draft: Path, target: Path, word: str, now: datetime) -> Path | None:
            aside = replace(draft, target, word, now)
            store = stack.enter_context(Store.open(damaged))
            store.sources.put(SourceEntry("page", "https://t.example/", None), "command", NOW)
            return aside

        monkeypatch.setattr(repairing, "replace_keeping", then_use)
        assert repair(damaged, NOW) is not None
        assert Path(f"{damaged}-wal").stat().st_size > 0
        assert rows(damaged, "SELECT count(*) FROM sources WHERE location = 'https://t.example/'") == [(1,)]
    assert_sound(damaged)


def test_the_permissions_stay(damaged: Path) -> None:
    damaged.chmod(0o640)
    overwrite(damaged, leaves(damaged, "links")[:1])
    repair(damaged, NOW)
    assert damaged.stat().st_mode & 0o777 == 0o640
