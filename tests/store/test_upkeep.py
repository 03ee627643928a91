import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from linkwatch.model import Status, Target, TargetKind
from linkwatch.store import Store, back_up
from linkwatch.store.database import APPLICATION_ID
from tests.store.making import NOW, article, cite, look, pending, read, rows, settle_all

INCREMENTAL = 2  # of PRAGMA auto_vacuum
LONG_AGO = datetime(2024, 1, 3, tzinfo=UTC)


def look_at(store: Store, *moments: datetime, status: Status = Status.ALIVE) -> None:
    """Look at the article's links at each of these moments."""
    for moment in moments:
        run_id = read(store, article(cite("https://a.example/"), cite("https://b.example/")), now=moment)
        for link_id in pending(store, run_id).values():
            store.checks.settle(run_id, [look(link_id, status, now=moment, evidence={"url": f"u{link_id}"})])


def days(path: Path, link_id: int = 1) -> list[str]:
    return [day for (day,) in rows(path, "SELECT substr(checked_at, 1, 10) FROM checks WHERE link_id = ?", [link_id])]


def on(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def thin(store: Store, before: datetime, most: int = 1000) -> int:
    deleted = 0
    while True:
        step = store.upkeep.thin_looks(before, most)
        deleted += step.deleted
        if step.is_done:
            return deleted


def test_of_old_looks_the_first_the_last_and_one_a_month_stay(store: Store, path: Path) -> None:
    look_at(store, *map(on, ("2024-01-03", "2024-01-10", "2024-01-20", "2024-02-01", "2024-02-29", "2024-04-05")))
    look_at(store, on("2024-04-06"))
    assert thin(store, NOW) == 2 * 3
    for link_id in (1, 2):
        assert days(path, link_id) == ["2024-01-03", "2024-02-01", "2024-04-05", "2024-04-06"]


def test_young_looks_stay_all(store: Store, path: Path) -> None:
    look_at(store, *map(on, ("2024-01-03", "2024-01-10", "2024-01-20", "2024-01-21")))
    assert thin(store, on("2024-01-20")) == 2
    assert days(path) == ["2024-01-03", "2024-01-20", "2024-01-21"]


def test_every_look_that_changed_a_status_stays_with_its_evidence(store: Store, path: Path) -> None:
    look_at(store, on("2024-01-03"), on("2024-01-10"))
    look_at(store, on("2024-01-11"), on("2024-01-12"), status=Status.DEAD)
    look_at(store, on("2024-01-13"), on("2024-01-14"), on("2024-01-15"))
    thin(store, NOW)
    assert days(path) == ["2024-01-03", "2024-01-11", "2024-01-13", "2024-01-15"]
    assert rows(path, "SELECT count(*) FROM status_history WHERE check_id IS NULL") == [(0,)]
    assert rows(path, "SELECT DISTINCT evidence FROM checks WHERE link_id = 1") == [('{"url":"u1"}',)]
    assert rows(path, "PRAGMA foreign_key_check") == []


def test_small_steps_come_to_the_same_as_one(tmp_path: Path) -> None:
    left = []
    for number, most in enumerate((1, 3, 1000)):
        path = tmp_path / f"{number}.db"
        for _ in range(2):  # the second opening goes on where the first ended
            with Store.open(path) as store:
                if not store.upkeep.tidied_on():
                    look_at(store, *(on(f"2024-0{month}-{day:02}") for month in (1, 2) for day in range(1, 8)))
                    store.upkeep.end_tidying(NOW.date())
                    store.upkeep.thin_looks(NOW, most)
                else:
                    thin(store, NOW, most)
        left.append(rows(path, "SELECT * FROM checks"))
    assert left[0] == left[1] == left[2]
    assert len(left[0]) == 2 * 3


def test_what_became_old_since_is_thinned_next_and_nothing_is_looked_through_twice(store: Store, path: Path) -> None:
    look_at(store, *map(on, ("2024-01-03", "2024-01-10", "2024-01-20", "2024-01-25", "2024-02-02", "2024-02-03")))
    assert thin(store, on("2024-01-12")) == 2
    step = store.upkeep.thin_looks(on("2024-02-01"), 1000)
    assert (step.looked_through, step.deleted, step.is_done) == (2 * 2, 2 * 2, True)
    assert days(path) == ["2024-01-03", "2024-02-02", "2024-02-03"]
    assert store.upkeep.thin_looks(on("2024-02-01"), 1000).looked_through == 0


def fill_and_empty(store: Store) -> None:
    """Leave a database most of which is unused."""
    look_at(store, on("2024-01-03"))
    raw = store._connection.raw
    for sql in (
        "UPDATE checks SET evidence = json_object('url', hex(randomblob(1000000)))",
        "UPDATE checks SET evidence = '{}'",
    ):
        raw.execute(sql)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def unused_and_all(path: Path) -> tuple[int, int]:
    (unused,), (pages,) = rows(path, "PRAGMA freelist_count")[0], rows(path, "PRAGMA page_count")[0]
    return unused, pages


def test_unused_pages_go_back_to_the_disk_but_for_a_tenth(store: Store, path: Path) -> None:
    fill_and_empty(store)
    before, pages = unused_and_all(path)
    assert before > pages / 2
    size = path.stat().st_size
    while given_back := store.upkeep.give_back(7):
        unused, left = unused_and_all(path)
        assert given_back <= pages - left <= given_back + 1  # one more may have said who refers to which
        pages = left
    assert unused == pages // 10
    store.upkeep.end_tidying(NOW.date())
    assert path.stat().st_size < size / 2
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]


def test_a_copy_can_shrink_too(store: Store, path: Path, tmp_path: Path) -> None:
    store.close()
    back_up(path, tmp_path / "copy.db", replace=False)
    assert rows(tmp_path / "copy.db", "PRAGMA auto_vacuum") == [(INCREMENTAL,)]


def test_a_database_of_before_keeps_its_size_and_uses_its_pages_again(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA auto_vacuum = NONE")
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute("PRAGMA journal_mode = WAL")
    with Store.open(path) as store:
        fill_and_empty(store)
        before = unused_and_all(path)
        assert before[0] > before[1] / 2
        assert store.upkeep.give_back(7) == 0
        assert unused_and_all(path) == before
        store.upkeep.end_tidying(NOW.date())


def test_old_rounds_go_and_other_runs_stay(store: Store, path: Path) -> None:
    kept = [store.runs.begin("audit", LONG_AGO), store.runs.begin("round", NOW)]
    old = [store.runs.begin("round", LONG_AGO) for _ in range(3)]
    kept.append(store.runs.begin("round", LONG_AGO))  # at work still, or cut off: that is the daemon's to say
    for run_id in (kept[0], *old):
        store.runs.finish(run_id, LONG_AGO, complete=True)
    store.runs.finish(kept[1], NOW, complete=True)
    assert store.upkeep.drop_rounds(NOW, 2) == 2
    assert store.upkeep.drop_rounds(NOW, 2) == 1
    assert rows(path, "SELECT id FROM runs") == [(run_id,) for run_id in sorted(kept)]


def test_counts_of_a_day_are_those_of_its_last_count(store: Store, path: Path) -> None:
    day = date(2026, 11, 22)
    run_id = read(store, article(*map(cite, ("https://a.example/", "https://b.example/"))))
    store.runs.add_links(run_id, [Target(TargetKind.OTHER, "mailto:a@example.org")], NOW)
    store.upkeep.record_status_counts(day)
    settle_all(store, run_id, Status.DEAD)
    store.upkeep.record_status_counts(day)
    store.upkeep.record_status_counts(date(2026, 11, 23))
    counts = rows(path, "SELECT day, status, links FROM status_counts ORDER BY day, status")
    assert counts == [(d, *rest) for d in ("2026-11-22", "2026-11-23") for rest in (("dead", 2), ("skipped", 1))]


def test_counted_in_steps_of_any_size_it_comes_to_what_counting_at_once_does(store: Store, path: Path) -> None:
    day, statuses = date(2026, 11, 22), (Status.DEAD, Status.ALIVE, Status.DEAD, Status.FAILING, Status.DEAD)
    gone, other = article(cite("https://gone.example/"), uri="b.md"), article(uri="b.md")
    run_id = read(store, article(*(cite(f"https://{number}.example/") for number in range(5))), gone)
    ids = pending(store, run_id)
    store.checks.settle(run_id, [look(ids[f"https://{n}.example/"], status) for n, status in enumerate(statuses)])
    read(store, other)  # nobody cites the link any more
    store.upkeep.record_status_counts(day)
    at_once = dict(rows(path, "SELECT status, links FROM status_counts"))
    for most in (1, 2, 4, 6, 7):
        counts, last, is_done = Counter[str](), ("", 0), False
        while not is_done:
            step = store.upkeep.count_statuses(most, last)
            assert sum(step.statuses.values()) <= most
            counts.update(step.statuses)
            last, is_done = step.last, step.is_done
        assert counts == at_once == {"alive": 1, "dead": 3, "failing": 1}
    store.upkeep.record_status_counts(day, {"alive": 7})
    assert rows(path, "SELECT status, links FROM status_counts") == [("alive", 7)]
