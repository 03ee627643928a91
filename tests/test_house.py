"""SQL stands in linkwatch/store/ and nowhere else; whoever installed a package is led to no file of the repository."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "linkwatch"
STORE = PACKAGE / "store"
STATEMENTS = (
    r"\bselect\s[^;]*\sfrom\s",
    r"\b(insert|replace)\s+(or\s+\w+\s+)?into\s",
    r"\bupdate\s+(or\s+\w+\s+)?\w+\s+(as\s+\w+\s+)?set\s",
    r"\bdelete\s+from\s",
    r"\b(create|drop|alter)\s+((temp|temporary|virtual|unique)\s+)?(table|index|view|trigger)\b",
    r"\battach\s+database\b",
    r"^\s*(pragma|vacuum|reindex|analyze|savepoint|rollback|commit|explain)\b(?!-)",  # "commit-tree" is git's
    r"^\s*begin(\s+(immediate|exclusive|deferred|transaction)\b|\s*;?\s*$)",
    r"^\s*with\s+(recursive\s+)?\w+\s*(\([^)]*\)\s*)?as\s*((not\s+)?materialized\s*)?\(",
    r"\b(cross|inner|left)\s+join\s",
    r"\b(order|group)\s+by\s",
    r"\bwhere\s+[\w.]+\s*(=|<|>|is\s+(not\s+)?null\b|in\s*\()",
)
SQL = re.compile("|".join(STATEMENTS), re.IGNORECASE)


def texts_in(source: str) -> Iterator[tuple[int, str]]:
    """The lines and texts of a module's strings, f-strings with `x` for each value; docstrings are no strings."""
    nodes = [*ast.walk(ast.parse(source))]
    passed = {node.value for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            passed.update(node.values)
            parts = [part.value if isinstance(part, ast.Constant) else "x" for part in node.values]
            yield node.lineno, "".join(str(part) for part in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in passed:
            yield node.lineno, node.value


def is_sql(text: str) -> bool:
    return SQL.search(text) is not None


def sql_in(source: str) -> list[int]:
    return [line for line, text in texts_in(source) if is_sql(text)]


@cache
def texts_of_modules() -> dict[Path, list[tuple[int, str]]]:
    return {file: [*texts_in(file.read_text())] for file in PACKAGE.rglob("*.py")}


def test_no_module_outside_the_store_holds_sql() -> None:
    modules = {file: texts for file, texts in texts_of_modules().items() if not file.is_relative_to(STORE)}
    assert len(modules) > 100
    found = [
        f"{file.relative_to(PACKAGE)}:{line}" for file, texts in modules.items() for line, text in texts if is_sql(text)
    ]
    assert found == []


def test_no_template_holds_sql() -> None:
    templates = [*PACKAGE.rglob("*.html")]
    assert len(templates) > 10
    statements = re.compile(r"\bSELECT\s[^{<]*\sFROM\s", re.IGNORECASE)
    assert [file.name for file in templates if statements.search(file.read_text())] == []


@pytest.mark.parametrize("name", ["tables.py", "checks.py", "pages/home.py", "pages/link.py", "pages/questions.py"])
def test_the_sql_of_the_store_is_seen(name: str) -> None:
    assert sql_in((STORE / name).read_text())


@pytest.mark.parametrize(
    "statement",
    [
        "select id\nfrom links where id = :id",
        "INSERT OR IGNORE INTO links (url) VALUES (?)",
        "UPDATE links SET status = 'dead'",
        "DELETE FROM checks",
        "PRAGMA optimize",
        "BEGIN IMMEDIATE",
        "CREATE TEMP TABLE t (id)",
        "WITH RECURSIVE n(i) AS (VALUES (1)) VALUES (2)",
        "CROSS JOIN links l ON l.id = c.link_id",
        "{} ORDER BY id DESC",
    ],
)
def test_each_kind_of_statement_is_seen(statement: str) -> None:
    assert sql_in(f"ask({statement!r})") == [1]


def test_a_statement_is_seen_across_the_values_of_an_f_string() -> None:
    assert sql_in('ask(f"SELECT {columns} FROM {table}")') == [1]


def test_words_about_sql_are_no_sql() -> None:
    docstring = '"""Gives what SELECT id FROM links gives."""'
    assert sql_in(f'{docstring}\nsay("update the settings", "where none is given", "begin again")') == []


def test_nothing_that_is_shown_names_a_file_that_only_the_repository_has() -> None:
    texts = [(file, text) for file, texts in texts_of_modules().items() for _, text in texts]
    texts += [(file, file.read_text()) for file in PACKAGE.rglob("*.json")]
    assert len(texts) > 1000
    of_repository = re.compile(r"\b(?:docs/[\w-]+\.md|config/[\w-]+\.toml|tests/)")
    assert [file.name for file, text in texts if of_repository.search(text)] == []
