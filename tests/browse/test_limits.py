"""SQL that anybody may type: it writes nothing, reaches nothing else, and ends soon whatever it asks for."""

import json
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwatch.browse.server import SETTINGS
from linkwatch.store.confined import MOST_BYTES, confine
from linkwatch.store.database import open_for_reading
from tests.browse.conftest import Site, served

ROWS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT {number}) SELECT {what} FROM n"
WRITES = [
    "UPDATE links SET status = 'alive'",
    "DELETE FROM links",
    "INSERT INTO sources (kind) VALUES ('x')",
    "REPLACE INTO links (id) VALUES (1)",
    "DROP TABLE links",
    "CREATE TABLE x (a)",
    "CREATE TEMP TABLE x (a)",
    "ALTER TABLE links ADD COLUMN x",
    "CREATE INDEX x ON links (title)",
    "REINDEX",
    "ANALYZE",
    "VACUUM",
    "VACUUM INTO 'hidden.db'",
    "ATTACH 'hidden.db' AS x",
    "DETACH main",
    "BEGIN IMMEDIATE",
    "SAVEPOINT x",
    "PRAGMA writable_schema = ON",
    "PRAGMA query_only = OFF",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA user_version = 7",
    "PRAGMA schema_version = 7",
    "PRAGMA wal_checkpoint",
    "PRAGMA optimize",
    "PRAGMA temp_store_directory = '/'",
    "INSERT INTO citations_fts (citations_fts) VALUES ('rebuild')",
    "SELECT load_extension('hidden')",
    "SELECT fts3_tokenizer('simple', x'00')",
    "SELECT writefile('hidden.db', 'x')",
    "SELECT readfile('links.db')",
    "SELECT * FROM pragma_journal_mode('DELETE')",
    "SELECT * FROM pragma_user_version(7)",
    "WITH x AS (SELECT 1) DELETE FROM links",
    "EXPLAIN DELETE FROM links",
    "SELECT 1; DELETE FROM links",
]
TOO_MUCH = {
    "one text": "SELECT zeroblob(1000000000)",
    "a text grown": "SELECT group_concat(zeroblob(900000), zeroblob(900000)) FROM links",
    "a text by replacing": "SELECT replace(hex(zeroblob(400000)), '0', hex(zeroblob(400)))",
    "many rows": ROWS.format(number=400, what="zeroblob(900000)"),
    "many columns": "SELECT " + ", ".join(["zeroblob(900000)"] * 101),
    "wide rows": ROWS.format(number=3, what=", ".join(["zeroblob(900000)"] * 90)),
    "deep": "SELECT " + "abs(" * 300 + "1" + ")" * 300,
    "a long pattern": f"SELECT 'x' LIKE '{'%_' * 120}'",
}
TOO_LONG = [
    ROWS.format(number=10**12, what="count(*)"),
    "SELECT count(*) FROM links a, links b, links c, links d, links e, links f, links g, links h, links i, links j",
    ROWS.format(number=10**12, what="sum(length(hex(randomblob(100000))))"),
]
SLOW_FUNCTIONS = {"jsonb_patch": 2, "json_pretty": 1, "unhex": 2, "printf": 2, "format": 2}
DISTINCT = "(SELECT group_concat(char(i + 300), '') FROM (" + ROWS.format(number=4000, what="i") + "))"
KEYS = "(SELECT json_group_object('k' || (i + {first}), 1) FROM (" + ROWS.format(number=40_000, what="i") + "))"
# One step of a query, in which SQLite does not ask the clock: minutes, if the functions were its own.
SLOW_STEPS = [
    "SELECT instr(hex(zeroblob(490000)), hex(zeroblob(240000)) || '1')",
    "SELECT length(replace(hex(zeroblob(490000)), hex(zeroblob(240000)) || '1', ''))",
    f"SELECT length(trim(hex(zeroblob(490000)), {DISTINCT} || '0'))",
    f"SELECT length(ltrim(hex(zeroblob(490000)), {DISTINCT} || '0'))",
    f"SELECT length(rtrim(hex(zeroblob(490000)), {DISTINCT} || '0'))",
    f"SELECT length(json_patch({KEYS.format(first=0)}, {KEYS.format(first=40000)}))",
    "SELECT hex(zeroblob(490000)) LIKE '%_%' || substr(hex(zeroblob(90)), 1, 170) || '1%'",
]


def asked(sql: str) -> str:
    return f"/linkwatch.json?sql={quote(sql)}"


async def test_nothing_can_be_written_or_reached(path: Path) -> None:
    before = sorted(file.name for file in path.parent.iterdir())
    outcomes = {}
    with closing(sqlite3.connect(path)) as plain, served(path) as datasette:
        version = plain.execute("PRAGMA data_version").fetchone()
        for sql in WRITES:
            answer = await datasette.client.get(asked(sql))
            is_as_before = plain.execute("PRAGMA data_version").fetchone() == version
            outcomes[sql] = (answer.status_code, answer.json()["ok"], is_as_before)
    assert outcomes == dict.fromkeys(WRITES, (400, False, True))
    assert set(before) <= {file.name for file in path.parent.iterdir()} <= {*before, "links.db-wal", "links.db-shm"}


def test_the_connection_refuses_by_itself_what_datasette_would_let_through(path: Path) -> None:
    carried_out = []
    with closing(open_for_reading(path, 1).raw) as raw:
        confine(raw)
        for sql in (sql for sql in WRITES if not sql.startswith("SELECT 1;")):  # sqlite3 takes that for two statements
            with suppress(sqlite3.DatabaseError):
                raw.execute(sql).fetchall()
                carried_out.append(sql)
    assert carried_out == []


@pytest.mark.parametrize("what", TOO_MUCH)
async def test_a_result_is_bounded_in_its_bytes(site: Site, what: str) -> None:
    answer = await site.datasette.client.get(asked(TOO_MUCH[what]))
    assert answer.status_code == 400
    assert len(answer.content) < 100_000
    assert await site.json(asked("SELECT 1 AS one"))  # the connection is as good as before


async def test_a_result_that_is_too_large_is_refused_in_words(site: Site) -> None:
    page = await site.get(f"/linkwatch?sql={quote(TOO_MUCH['many rows'])}", status=400)
    assert "it holds more than 16 MB: ask for fewer rows or columns" in page


async def test_a_result_is_bounded_in_its_rows(site: Site) -> None:
    found = await site.json(asked(ROWS.format(number=5000, what="i")))
    assert len(found["rows"]) == SETTINGS["max_returned_rows"] == 250
    assert found["truncated"] is True


@pytest.mark.parametrize("sql", TOO_LONG)
async def test_a_query_is_bounded_in_its_time(site: Site, sql: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert site.datasette.sql_time_limit_ms == SETTINGS["sql_time_limit_ms"] == 1000
    monkeypatch.setattr(site.datasette, "sql_time_limit_ms", 100)
    began = time.monotonic()
    answer = await site.datasette.client.get(asked(sql))
    assert answer.status_code in (400, 503)
    assert time.monotonic() - began < 8  # on a machine that does much else


@pytest.mark.parametrize("sql", SLOW_STEPS)
async def test_a_single_step_is_bounded_too(site: Site, sql: str) -> None:
    began = time.monotonic()
    assert (await site.datasette.client.get(asked(sql))).status_code == 200
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("name", SLOW_FUNCTIONS)
def test_functions_of_which_one_step_may_take_minutes_are_refused(name: str) -> None:
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.create_function(name, SLOW_FUNCTIONS[name], lambda *_: 1)  # older ones of SQLite do not have all of them
        call = f"SELECT {name}({', '.join(['?'] * SLOW_FUNCTIONS[name])})"
        given_values = ["{}"] * SLOW_FUNCTIONS[name]
        assert raw.execute(call, given_values).fetchone() == (1,)
        confine(raw)
        with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
            raw.execute(call, given_values)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text('aé"', max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


@given(json_values, json_values)
def test_json_is_patched_as_sqlite_does_it(target: object, patch: object) -> None:
    with closing(sqlite3.connect(":memory:")) as theirs, closing(sqlite3.connect(":memory:")) as ours:
        confine(ours)
        given_values = (json.dumps(target), json.dumps(patch))
        said = [
            json.loads(raw.execute("SELECT json_patch(?, ?)", given_values).fetchone()[0]) for raw in (theirs, ours)
        ]
        assert said[0] == said[1]


@pytest.mark.parametrize("nothing", [(None, "{}"), ("{}", None), ("{", "{}"), ("{}", "[" * 100_000)], ids=range(4))
def test_what_is_no_json_patches_nothing(nothing: tuple[str | None, str | None]) -> None:
    with closing(sqlite3.connect(":memory:")) as ours:
        confine(ours)
        assert ours.execute("SELECT json_patch(?, ?)", nothing).fetchone() == (None,)


async def test_the_file_itself_is_not_handed_out(site: Site) -> None:
    await site.get("/linkwatch.db", status=403)
    for address in ("/_internal.json?sql=SELECT+1", "/_memory.json?sql=SELECT+1"):
        assert (await site.datasette.client.get(address)).status_code in (403, 404)


values = st.one_of(
    st.none(), st.integers(-9, 99), st.text("ab0", max_size=4), st.sampled_from([b"", b"a", b"ab", b"0"])
)


@given(values, values, values)
def test_our_functions_say_what_those_of_sqlite_say(text: object, part: object, other: object) -> None:
    with closing(sqlite3.connect(":memory:")) as theirs, closing(sqlite3.connect(":memory:")) as ours:
        confine(ours)
        for sql, given_values in (
            ("SELECT instr(?, ?)", (text, part)),
            ("SELECT CAST(replace(?, ?, ?) AS TEXT)", (text, part, other)),
            ("SELECT CAST(trim(?, ?) AS TEXT)", (text, part)),
            ("SELECT CAST(ltrim(?, ?) AS TEXT)", (text, part)),
            ("SELECT CAST(rtrim(?, ?) AS TEXT)", (text, part)),
        ):
            assert ours.execute(sql, given_values).fetchone() == theirs.execute(sql, given_values).fetchone()


def test_rows_of_ours_are_far_below_the_bound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as plain:
        (longest,) = plain.execute("SELECT max(length(evidence)) FROM checks").fetchone()
    assert longest * 10 < MOST_BYTES
