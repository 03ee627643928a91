"""`linkwatch exclusions`: what people excluded on pages, from the outside."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from linkwatch.store import Store, open_to_ask
from tests.cli.conftest import Linkwatch, Site
from tests.cli.test_schema import held
from tests.store.making import rows

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture
def database(linkwatch: Linkwatch, site: Site, tmp_path: Path) -> Path:
    """A database in which somebody excluded an address and a host, whose links are alive."""
    (tmp_path / "a.md").write_text(f"# A\n\n[one]({site.url}/stories/a) and [two]({site.url}/stories/b)\n")
    path = tmp_path / "links.db"
    assert linkwatch("audit", "a.md", "--db", path).exit_code == 0
    with open_to_ask(path) as asking:
        asking.ask("anna", "exclude", f"{site.url}/stories/a", {"note": "ours"}, NOW)
        asking.ask("anna", "exclude", "example.org", {}, NOW)
    with Store.open(path) as store:
        for wish in store.inbox.open(10):
            store.inbox.exclude(wish, NOW)
    return path


def test_what_is_excluded_is_listed_with_who_and_why(linkwatch: Linkwatch, site: Site, database: Path) -> None:
    listed = json.loads(linkwatch("exclusions", "--db", database, "--format", "json").stdout)
    at = "2026-11-22T08:00:00Z"
    assert listed == [
        {"scope": "url", "value": f"{site.url}/stories/a", "made_at": at, "made_by": "anna", "note": "ours"},
        {"scope": "host", "value": "example.org", "made_at": at, "made_by": "anna", "note": None},
    ]
    assert "example.org" in linkwatch("exclusions", "--db", database).stdout
    assert len(held(linkwatch, "exclusions", "--db", str(database))) == 2


def test_what_is_ended_is_due_again_and_its_end_is_somebodys(linkwatch: Linkwatch, site: Site, database: Path) -> None:
    url = f"{site.url}/stories/a"
    assert rows(database, f"SELECT status FROM links WHERE url = '{url}'") == [("skipped",)]
    ended = linkwatch("exclusions", "--end", url, "--end", "Example.ORG", "--db", database)
    assert (ended.exit_code, ended.stdout) == (0, f"no longer excluded: {url}\nno longer excluded: example.org\n")
    found = rows(database, f"SELECT status, next_check_at IS NOT NULL FROM links WHERE url = '{url}'")
    assert found == [("unchecked", 1)]
    assert [by for (by,) in rows(database, "SELECT ended_by FROM exclusions") if by] != []
    assert json.loads(linkwatch("exclusions", "--db", database, "--format", "json").stdout) == []


def test_what_the_settings_exclude_stays_so(linkwatch: Linkwatch, site: Site, database: Path, tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('[check]\nexclude = ["stories/a"]\n')
    url = f"{site.url}/stories/a"
    ended = linkwatch("exclusions", "--end", url, "--db", database, "--config", tmp_path / "settings.toml")
    assert ended.exit_code == 0
    assert rows(database, f"SELECT status FROM links WHERE url = '{url}'") == [("skipped",)]


def test_what_nobody_excluded_cannot_be_ended(linkwatch: Linkwatch, database: Path) -> None:
    refused = linkwatch("exclusions", "--end", "other.example", "--db", database)
    assert refused.exit_code == 2
    assert "not excluded: other.example; `linkwatch exclusions` lists what is" in refused.stderr
