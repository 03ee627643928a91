from pathlib import Path

import pytest

from linkwatch.errors import StoreError
from linkwatch.model import Mark, Status
from linkwatch.store import Store, read_baseline
from tests.store.making import DAY, HOUR, NOW, article, cite, look, pending, read, rows

A, B, C, D = (f"https://{name}.example/" for name in "abcd")
BEFORE = NOW - DAY


def run(store: Store, statuses: dict[str, Status], day: int) -> None:
    """Read two articles that cite A to D, and look at these links."""
    now = BEFORE + day * DAY
    ill, well = article(cite(A), cite(B), cite(C), uri="/ill.md"), article(cite(D), uri="/well.md")
    known = pending(store, run_id := read(store, ill, well, now=now))
    store.checks.settle(run_id, [look(known[url], status, now=now) for url, status in statuses.items()])


@pytest.fixture
def kept(store: Store) -> Store:
    """Two days: A dies; B dies and returns; C fails; D is well."""
    run(store, {A: Status.ALIVE, B: Status.DEAD, C: Status.ALIVE, D: Status.ALIVE}, 0)
    run(store, {A: Status.DEAD, B: Status.ALIVE, C: Status.FAILING, D: Status.ALIVE}, 1)
    return store


def test_what_a_person_called_dead_has_not_come_back_when_the_word_ends(kept: Store) -> None:
    def returned() -> list[str]:
        return [row["url"] for row in kept.overview.summary(10)["returns"]]

    for url in (B, D):
        kept.marks.put(url, Mark(Status.DEAD, "anna"), NOW + 2 * DAY)
        assert url not in returned()
        kept.marks.put(url, Mark(None, "anna"), NOW + 3 * DAY)
    assert returned() == [B]


@pytest.mark.parametrize("word", [Status.ALIVE, Status.REDIRECTED])
def test_a_dead_page_has_not_come_back_because_a_person_says_so(kept: Store, word: Status) -> None:
    def returned() -> list[str]:
        return [row["url"] for row in kept.overview.summary(10)["returns"]]

    kept.marks.put(A, Mark(word, "anna"), NOW + 2 * DAY)
    assert returned() == [B]
    run(kept, {A: Status.ALIVE, B: Status.ALIVE, C: Status.FAILING, D: Status.ALIVE}, 4)
    assert returned() == [A, B]


def test_what_was_dead_before_a_person_called_it_alive_has_not_died_again(kept: Store, path: Path) -> None:
    def died() -> list[str]:
        views = ("SELECT died_at FROM deaths WHERE url = ?", "SELECT dead_since FROM dead_links WHERE url = ?")
        return [day for view in views for (day,) in rows(path, view, [A])]

    before = died()
    kept.marks.put(A, Mark(Status.ALIVE, "anna"), NOW + 2 * DAY)
    assert died() == []
    kept.marks.put(A, Mark(None, "anna"), NOW + 3 * DAY)
    assert died() == before
    kept.marks.put(D, Mark(Status.ALIVE, "anna"), NOW + 2 * DAY)
    run(kept, {A: Status.DEAD, B: Status.ALIVE, C: Status.FAILING, D: Status.DEAD}, 4)
    kept.marks.put(D, Mark(None, "anna"), NOW + 5 * DAY)
    assert [row["url"] for row in kept.overview.summary(10)["deaths"]] == [D, A]


def test_the_overview_tells_figures_deaths_returns_and_what_fares_worst(kept: Store) -> None:
    found = kept.overview.summary(10)
    assert found["database"] == {
        "sources": 0,
        "articles": 2,
        "citations": 4,
        "links": 4,
        "readable": 2,
        "last_checked_at": "2026-11-22T08:00:00Z",
    }
    assert found["by_status"] == {"alive": 2, "failing": 1, "dead": 1}
    assert [row["url"] for row in found["deaths"]] == [A]  # B is alive again: no death
    assert [row["url"] for row in found["returns"]] == [B]
    assert [(row["article"], row["dead"], row["failing"]) for row in found["articles"]] == [("/ill.md", 1, 1)]
    assert [row["host"] for row in found["hosts"]] == ["a.example", "c.example"]


def test_every_list_of_the_overview_is_bounded(kept: Store) -> None:
    for most in (1, 2):
        found = kept.overview.summary(most)
        assert all(len(found[name]) <= most for name in ("deaths", "returns", "articles", "hosts"))


def test_rows_are_those_of_the_views(kept: Store, path: Path) -> None:
    for by, view in (("article", "article_health"), ("host", "host_health"), ("time", "status_by_day")):
        told = list(kept.overview.health(by))
        seen = rows(path, f"SELECT {', '.join(told[0])} FROM {view}")
        assert sorted(map(str, (tuple(row.values()) for row in told))) == sorted(map(str, seen))


def test_rot_over_time_is_made_from_the_history_where_nobody_counted(kept: Store, path: Path) -> None:
    sql = "SELECT day, links, alive, failing, dead FROM status_by_day ORDER BY day"
    assert rows(path, sql) == [("2026-11-21", 4, 3, 0, 1), ("2026-11-22", 4, 2, 1, 1)]
    counts = rows(path, "SELECT status, count(*) FROM links GROUP BY status")
    assert dict(counts) == {"alive": 2, "failing": 1, "dead": 1}


def test_rot_over_time_is_what_the_daemon_counted(store: Store, path: Path) -> None:
    run(store, {A: Status.DEAD}, 1)
    with store._connection.writing() as raw:  # no method of the store fills this table yet
        raw.execute("INSERT INTO status_counts VALUES ('2026-11-20', 'alive', 7), ('2026-11-20', 'dead', 1)")
    assert rows(path, "SELECT day, links, alive, dead, dead_percent FROM status_by_day") == [
        ("2026-11-20", 8, 7, 1, 12.5)
    ]


def test_many_days_are_thinned_from_the_first_to_the_last(store: Store) -> None:
    with store._connection.writing() as raw:  # as above
        for day in range(1, 31):
            for month in range(1, 13):
                raw.execute("INSERT INTO status_counts VALUES (?, 'dead', 1)", [f"2026-{month:02}-{day:02}"])
    days = [row["day"] for row in store.overview.summary(10)["days"]]
    assert len(set(days)) == len(days) == 24
    assert (days[0], days[-1]) == ("2026-01-01", "2026-12-30")
    assert len(list(store.overview.health("time"))) == 360


def test_sources_fare_as_their_articles_do(kept: Store, path: Path) -> None:
    assert list(kept.overview.health("source")) == []
    with kept._connection.writing() as raw:  # no method of the store adds sources yet
        raw.execute("INSERT INTO sources (id, kind, location, added_at) VALUES (1, 'files', 'notes', '2026-11-20')")
        raw.execute("UPDATE articles SET source_id = 1")
    (row,) = kept.overview.health("source")
    assert (row["location"], row["articles"], row["citations"], row["alive"], row["dead"]) == ("notes", 2, 4, 2, 1)


def test_an_empty_database_has_an_overview(store: Store) -> None:
    assert store.overview.summary(10)["database"]["last_checked_at"] is None


def test_a_baseline_is_the_urls_with_one_of_these_statuses(kept: Store, path: Path) -> None:
    assert read_baseline(path, {Status.DEAD, Status.FAILING}) == {A, C}
    assert read_baseline(path, set()) == set()


def test_a_baseline_may_have_been_made_by_an_older_linkwatch(kept: Store, path: Path) -> None:
    with kept._connection.writing() as raw:
        raw.execute("DELETE FROM _sqlite_migrations WHERE name = '0006-reports'")
    with pytest.raises(StoreError, match="older linkwatch"):
        Store.open(path, read_only=True)
    assert read_baseline(path, {Status.DEAD}) == {A}


def test_a_baseline_that_is_none_is_said_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"none\.db: there is no database"):
        read_baseline(tmp_path / "none.db", {Status.DEAD})
    (tmp_path / "x.db").write_text("not a database")
    with pytest.raises(StoreError, match="not a SQLite database"):
        read_baseline(tmp_path / "x.db", {Status.DEAD})


def test_the_last_look_is_the_one_that_began_last_whichever_ended_last(store: Store) -> None:
    known = pending(store, run_id := read(store, article(cite(A), cite(B)), now=NOW))
    quick, slow = look(known[A], Status.ALIVE, now=NOW + HOUR), look(known[B], Status.FAILING, now=NOW)
    store.checks.settle(run_id, [quick, slow])
    assert store.overview.summary(10)["database"]["last_checked_at"] == "2026-11-22T09:00:00Z"
