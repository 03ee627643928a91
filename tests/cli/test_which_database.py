"""Databases that are not there, and settings with mistakes: what a command says before it touches anything."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Linkwatch
from tests.programs import run_program

UNKNOWN = "[check]\ntimout = 3\n"
SECRETS = "[[hosts]]\nmatch = 'a.example'\nauth = '$NOT_SET_HERE'\nproxy = '$NOT_SET_HERE'\n"
READING = [
    ("links",),
    ("report",),
    ("sources",),
    ("history", "https://a.example/"),
    ("exclusions",),
    ("mark", "https://a.example/", "--as", "dead"),
    ("remove", "1"),
    ("rejudge",),
    ("recheck", "https://a.example/"),
    ("backup", "copy.db"),
    ("restore", "copy.db"),
    ("browse",),
    ("daemon", "--once"),
]


@pytest.fixture
def db(linkwatch: Linkwatch, tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text("no links")
    assert linkwatch("audit", "a.md", "--db", "links.db").exit_code == 0
    return tmp_path / "links.db"


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
@pytest.mark.parametrize("is_named", [True, False])
def test_a_mistake_in_the_settings_is_told_although_the_database_is_named(
    words: tuple[str, ...], is_named: bool, linkwatch: Linkwatch, db: Path
) -> None:
    file = db.with_name("other.toml" if is_named else "linkwatch.toml")
    file.write_text(UNKNOWN)
    result = linkwatch(*words, "--db", db, *(("--config", file) if is_named else ()))
    assert (result.exit_code, "did you mean timeout?" in result.stderr) == (2, True)


def test_who_only_reads_a_database_needs_no_secrets(linkwatch: Linkwatch, db: Path) -> None:
    db.with_name("linkwatch.toml").write_text(SECRETS + "[database]\npath = 'links.db'\n")
    assert linkwatch("links", "--db", db).exit_code == 0
    assert linkwatch("links").exit_code == 0
    told = linkwatch("check", "https://a.example/")
    assert (told.exit_code, "NOT_SET_HERE" in told.stderr) == (2, True)


def test_a_daemon_says_when_it_begins_a_database(tmp_path: Path) -> None:
    path = tmp_path / "mistyped.db"
    words = ("daemon", "--once", "--db", path, "--no-config")

    def events() -> list[str]:
        done = run_program(*words, cwd=tmp_path, text=True)
        assert done.returncode == 0
        return [json.loads(line)["event"] for line in done.stderr.splitlines()]

    begun = f"a new database is begun: {path}"
    assert begun in events()
    assert path.exists()
    assert begun not in events()


def test_what_is_no_copy_is_not_restored(linkwatch: Linkwatch, db: Path) -> None:
    before = db.read_bytes()
    result = linkwatch("restore", "none.db", "--db", db)
    assert result.exit_code == 2
    assert result.stderr == "linkwatch: none.db: there is no database: name a copy that `linkwatch backup` made\n"
    assert db.read_bytes() == before
