"""Old evidence judged anew over a real database; tests/cli shows the command."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from linkwatch.check.rejudge import rejudge
from linkwatch.check.settling import look_at_once, look_patiently
from linkwatch.config import RecheckSettings
from linkwatch.evidence import Memory, Observation, Visit
from linkwatch.judge import judge
from linkwatch.model import Link, Past, Status
from linkwatch.store import LastLook, Store
from tests.store.making import DAY, NOW, article, cite, pending, read, rows

SETTINGS = RecheckSettings()
URLS = [f"https://a.example/{number}" for number in range(3)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "links.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


def look(store: Store, url: str, visit: Visit, *, patient: bool = False) -> None:
    run_id = read(store, article(*map(cite, URLS)))
    link = Link(pending(store, run_id)[url], url)
    observation = Observation(url, NOW, visit)
    verdict = judge(observation)
    looked = (
        look_patiently(link, Memory(Past()), observation, verdict, SETTINGS, to_save=False)
        if patient
        else look_at_once(link, observation, verdict, SETTINGS)
    )
    store.checks.settle(run_id, [looked])


def gone(url: str) -> Visit:
    return Visit(url, url, 410)


def anew(store: Store, unreadable: list[LastLook] | None = None) -> list[tuple[str, str, str | None]]:
    told = [] if unreadable is None else unreadable
    return [
        (new.look.url, str(new.verdict.status), new.verdict.reason)
        for new in rejudge(store.rejudging, SETTINGS, NOW + DAY, told.append)
    ]


def as_if_judged_otherwise(path: Path, status: str, reason: str | None = None) -> None:
    execute(path, f"UPDATE links SET status = '{status}', reason = {'NULL' if reason is None else repr(reason)}")


def execute(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


def links(path: Path) -> list[tuple[Any, ...]]:
    return rows(path, "SELECT status, reason, failing_since, consecutive_failures, looks FROM links WHERE looks > 0")


def test_what_is_judged_as_before_is_left_alone(store: Store, path: Path) -> None:
    look(store, URLS[0], gone(URLS[0]))
    before = rows(path, "SELECT * FROM links")
    assert anew(store) == []
    assert rows(path, "SELECT * FROM links") == before


@pytest.mark.parametrize(("status", "reason"), [("alive", None), ("failing", "http-410"), ("dead", "soft-404")])
def test_another_status_or_reason_is_told_and_written(
    store: Store, path: Path, status: str, reason: str | None
) -> None:
    look(store, URLS[0], gone(URLS[0]))
    as_if_judged_otherwise(path, status, reason)
    assert (URLS[0], "dead", "http-410") in anew(store)
    assert links(path) == [("dead", "http-410", "2026-11-22T08:00:00Z", 1, 1)]
    changes = rows(path, "SELECT old_status, new_status, changed_at, check_id FROM status_history WHERE id > 1")
    assert changes == ([] if status == "dead" else [(status, "dead", "2026-11-23T08:00:00Z", 1)])
    assert anew(store) == []


def test_link_that_the_looks_before_call_failing_stays_failing(store: Store, path: Path) -> None:
    look(store, URLS[0], gone(URLS[0]), patient=True)
    assert anew(store) == []
    as_if_judged_otherwise(path, "failing", "http-404")
    assert anew(store) == [(URLS[0], "failing", "http-410")]
    assert links(path) == [("failing", "http-410", "2026-11-22T08:00:00Z", 1, 1)]


def test_evidence_that_cannot_be_read_costs_no_other_link_its_verdict(store: Store, path: Path) -> None:
    for url in URLS:
        look(store, url, gone(url))
    as_if_judged_otherwise(path, "alive")
    execute(path, "UPDATE checks SET evidence = '[]' WHERE id = 2")
    unreadable: list[LastLook] = []
    assert [url for url, *_ in anew(store, unreadable)] == [URLS[0], URLS[2]]
    assert [(one.url, one.past.status) for one in unreadable] == [(URLS[1], Status.ALIVE)]
    assert [row[0] for row in links(path)] == ["dead", "alive", "dead"]


def test_what_was_written_since_the_look_was_read_is_kept(store: Store, path: Path) -> None:
    look(store, URLS[0], gone(URLS[0]))
    as_if_judged_otherwise(path, "failing", "http-410")
    (known,) = store.rejudging.last_looks(0, 10)
    execute(path, "UPDATE links SET next_seek_at = '2026-11-30T08:00:00Z'")
    assert known.past.next_seek_at != NOW + 8 * DAY
    assert len(anew(store)) == 1
    assert rows(path, "SELECT next_seek_at FROM links WHERE looks > 0") == [("2026-11-30T08:00:00Z",)]
