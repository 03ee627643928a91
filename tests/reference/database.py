"""The tables and views of a database, column by column, as Markdown."""

import re
import sqlite3
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from linkwatch.browse.columns import COLUMNS as BROWSED
from linkwatch.store import Store
from tests.reference.words import COLUMNS, IDENTITY, OF_VIEWS

_INTRODUCTION = """# The database

This page is made from the code. What linkwatch keeps is one SQLite file, which every tool may read: Datasette,
`sqlite3`, a notebook. Names that stand here stay; others may be added. Times are UTC, as `2026-11-22T08:00:00Z`. Read
it as much as you like, and change nothing in it but by commands.

Begin with the views: they answer what people ask most. `linkwatch browse --db links.db` shows them in a browser, and

    sqlite3 links.db "SELECT article, url, snapshot_url FROM dead_links"

lists what is dead, and where it is cited."""
_NEVER_SHOWN = ("sqlite_%", "_sqlite%", "%\\_fts%")
_FIRST_COMMENT = re.compile(r"^(?:CREATE[^\n]*\n)\s*-- ([^\n]+)", re.MULTILINE)


def page() -> str:
    """The whole page."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "links.db"
        with Store.open(path):
            pass
        with closing(sqlite3.connect(path)) as raw:
            views, tables = (_listed(raw, kind) for kind in ("view", "table"))
            parts = [_INTRODUCTION, "# Views", *(_view(raw, *each) for each in views)]
            parts += ["# Tables", *(_table(raw, *each) for each in tables)]
    return "\n\n".join(parts).replace("\n\n# ", "\n\n## ").replace("\n\n## `", "\n\n### `") + "\n"


def _listed(raw: sqlite3.Connection, kind: str) -> list[tuple[str, str]]:
    hidden = " ".join(f"AND name NOT LIKE '{pattern}' ESCAPE '\\'" for pattern in _NEVER_SHOWN)
    return raw.execute(f"SELECT name, sql FROM sqlite_schema WHERE type = ? {hidden} ORDER BY name", [kind]).fetchall()


def _columns(raw: sqlite3.Connection, name: str) -> list[tuple[str, str]]:
    """Names and types."""
    return [(row[1], row[2]) for row in raw.execute(f"PRAGMA table_info({name})")]


def _view(raw: sqlite3.Connection, name: str, sql: str) -> str:
    statements = dict(_listed(raw, "table"))
    words: dict[str, str] = {}
    for table in re.findall(r"(?:FROM|JOIN) (\w+)", sql):
        if table in statements:
            said = _said(statements[table], table)
            words = {**{column: said.get(column, "") for column, _ in _columns(raw, table)}, **words}
    words = {**words, **OF_VIEWS, **BROWSED.get(name, {})}
    rows = [(column, "", words.get(column, "")) for column, _ in _columns(raw, name)]
    return _section(name, sql, rows)


def _table(raw: sqlite3.Connection, name: str, sql: str) -> str:
    words = _said(sql, name)
    rows = [(column, type_.lower(), words.get(column, "")) for column, type_ in _columns(raw, name)]
    return _section(name, sql, rows)


def _said(sql: str, table: str) -> Mapping[str, str]:
    """What those who browse are told of a table's columns; else its own comments, else words.py."""
    comments = re.findall(r"^  (\w+) [A-Z][^\n]*?-- ([^\n]+)$", sql, re.MULTILINE)
    references = re.findall(r"^  (\w+) [^\n]*?REFERENCES (\w+)\(id\)", sql, re.MULTILINE)
    named = {column: f"`id` in `{other}`" for column, other in references}
    return {"id": IDENTITY, **named, **dict(comments), **COLUMNS.get(table, {}), **BROWSED.get(table, {})}


def _section(name: str, sql: str, rows: list[tuple[str, str, str]]) -> str:
    about = _FIRST_COMMENT.search(sql)
    lines = "".join(f"| `{column}` | {kind} | {words} |\n" for column, kind, words in rows)
    text = f"# `{name}`\n\n{about[1] if about else ''}\n\n| column | type | meaning |\n|---|---|---|\n{lines}".rstrip()
    return (
        text
        if any(kind for _, kind, _ in rows)
        else text.replace(" type |", "").replace("|---|---|---|", "|---|---|").replace("` |  | ", "` | ")
    )
