import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from linkwatch.evidence.as_json import observation_from_json
from linkwatch.store import Store
from tests.benchmarks.big_database import make
from tests.store.making import rows

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)
LINKS, CHECKS = 2000, 16_000


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("big") / "links.db"
    make(path, LINKS, CHECKS, 1, NOW)
    return path


def test_it_is_a_sound_database_of_linkwatch(path: Path) -> None:
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert rows(path, "PRAGMA foreign_key_check") == []
    with Store.open(path) as store:
        assert len(list(store.overview.links())) == LINKS
    assert rows(path, "SELECT count(*) FROM checks") == [(CHECKS,)]
    for view in ("dead_links", "article_health", "host_health", "recent_changes"):
        assert rows(path, f"SELECT count(*) > 0 FROM {view}") == [(1,)]


def test_it_has_every_index_of_the_schema(path: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.db"
    with Store.open(fresh):
        pass
    names = "SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name"
    assert rows(path, names) == rows(fresh, names)


def test_links_looks_and_changes_of_status_tell_one_story(path: Path) -> None:
    last_look = "SELECT status FROM checks WHERE link_id = l.id ORDER BY id DESC LIMIT 1"
    last_change = "SELECT new_status FROM status_history WHERE link_id = l.id ORDER BY id DESC LIMIT 1"
    assert rows(path, f"SELECT count(*) FROM links l WHERE status <> ({last_look}) OR status <> ({last_change})") == [
        (0,)
    ]
    changes = "SELECT count(*) - 1 FROM status_history WHERE link_id = l.id"
    assert rows(path, f"SELECT count(*) FROM links l WHERE changes <> ({changes})") == [(0,)]
    broken = """SELECT count(*) FROM status_history h JOIN checks k ON k.id = h.check_id
                WHERE (h.link_id, h.changed_at, h.new_status) <> (k.link_id, k.checked_at, k.status)"""
    assert rows(path, broken) == [(0,)]
    disorder = (
        "SELECT count(*) FROM (SELECT checked_at < lag(checked_at) OVER (ORDER BY id) AS early FROM checks) WHERE early"
    )
    assert rows(path, disorder) == [(0,)]


def test_shares_of_statuses_and_hosts_look_real(path: Path) -> None:
    shares = dict(rows(path, f"SELECT status, round(100.0 * count(*) / {LINKS}) FROM links GROUP BY status"))
    assert shares["alive"] == pytest.approx(78, abs=4)
    assert shares["dead"] == pytest.approx(6, abs=2)
    ((largest, hosts),) = rows(path, "SELECT max(n), count(*) FROM (SELECT count(*) AS n FROM links GROUP BY host)")
    assert (largest > 20 * LINKS / hosts / 10, hosts) == (True, LINKS // 10)
    assert rows(path, "SELECT count(DISTINCT day) FROM status_counts") == [(1095,)]
    ((due,),) = rows(path, "SELECT count(*) FROM links WHERE next_check_at <= '2026-11-22T08:00:00Z'")
    assert 0 < due < LINKS / 100


def test_its_evidence_can_be_read_back(path: Path) -> None:
    found = rows(path, "SELECT url, evidence FROM checks k JOIN links l ON l.id = k.link_id WHERE k.id % 97 = 0")
    assert {observation_from_json(json.loads(evidence)).url == url for url, evidence in found} == {True}
