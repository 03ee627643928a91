"""A person's word on a link: it stands above what looks come to, which goes on beside it."""

from datetime import timedelta
from pathlib import Path

import pytest

from linkwatch.model import Mark, Status
from linkwatch.store import Store
from tests.store.making import DAY, NOW, article, cite, look, pending, read, rows, settle_all

URL = "https://a.example/page"
ALIVE = Mark(Status.ALIVE, "anna", "opens in my browser")
TAKEN_BACK = Mark(None, "anna")


def link(path: Path) -> tuple[object, ...]:
    return rows(path, "SELECT status, reason, own_status, own_reason FROM links WHERE url = ?", [URL])[0]


def changes(path: Path) -> list[tuple[object, ...]]:
    return rows(path, "SELECT old_status, new_status, reason FROM status_history ORDER BY id")


def looked(store: Store, status: Status, reason: str | None, *, days: int) -> list[Status]:
    run_id = read(store, article(cite(URL)), now=NOW + days * DAY)
    (link_id,) = pending(store, run_id).values()
    return store.checks.settle(run_id, [look(link_id, status, reason, now=NOW + days * DAY)])


def test_a_word_stands_above_looks_which_are_kept_beside_it(store: Store, path: Path) -> None:
    assert looked(store, Status.BLOCKED, "forbidden", days=0) == [Status.BLOCKED]
    assert store.marks.put(URL, ALIVE, NOW)
    assert link(path) == ("alive", "marked", "blocked", "forbidden")
    assert looked(store, Status.DEAD, "http-404", days=1) == [Status.ALIVE]
    assert link(path) == ("alive", "marked", "dead", "http-404")
    assert rows(path, "SELECT status, reason FROM checks ORDER BY id")[-1] == ("dead", "http-404")
    assert changes(path) == [("unchecked", "blocked", "forbidden"), ("blocked", "alive", "marked")]


def test_a_word_that_is_taken_back_leaves_what_the_looks_say(store: Store, path: Path) -> None:
    looked(store, Status.BLOCKED, "forbidden", days=0)
    store.marks.put(URL, ALIVE, NOW)
    looked(store, Status.DEAD, "http-404", days=1)
    assert store.marks.put(URL, TAKEN_BACK, NOW + 2 * DAY)
    assert link(path) == ("dead", "http-404", None, None)
    assert changes(path)[-1] == ("alive", "dead", "http-404")
    words = rows(path, "SELECT made_by, status, note, until FROM marks ORDER BY id")
    assert words == [("anna", "alive", "opens in my browser", None), ("anna", None, None, None)]
    assert not store.marks.put(URL, TAKEN_BACK, NOW + 2 * DAY)


def test_a_word_on_a_word_takes_its_place(store: Store, path: Path) -> None:
    looked(store, Status.BLOCKED, "forbidden", days=0)
    store.marks.put(URL, ALIVE, NOW)
    store.marks.put(URL, Mark(Status.DEAD, "ben"), NOW)
    assert link(path) == ("dead", "marked", "blocked", "forbidden")
    assert changes(path)[-1] == ("alive", "dead", "marked")
    assert rows(path, "SELECT next_seek_at IS NOT NULL FROM links") == [(1,)]  # a copy is wanted of what is lost


@pytest.mark.parametrize(("days", "status"), [(1, "alive"), (2, "blocked"), (3, "blocked")])
def test_a_word_ends_on_its_date(store: Store, path: Path, days: int, status: str) -> None:
    looked(store, Status.BLOCKED, "forbidden", days=0)
    store.marks.put(URL, Mark(Status.ALIVE, "anna", until=NOW + 2 * DAY), NOW)
    store.marks.end_due(NOW + days * DAY)
    assert link(path)[0] == status
    if status == "blocked":  # then it is looked at at once
        assert rows(path, "SELECT mark_id, next_check_at FROM links") == [(None, f"{NOW + days * DAY:%FT%TZ}")]


def test_a_run_ends_words_before_it_plans(store: Store, path: Path) -> None:
    looked(store, Status.BLOCKED, "forbidden", days=0)
    store.marks.put(URL, Mark(Status.SKIPPED, "anna", until=NOW + 2 * DAY), NOW)
    assert pending(store, read(store, article(cite(URL)), now=NOW + DAY)) == {}
    assert list(pending(store, read(store, article(cite(URL)), now=NOW + 3 * DAY))) == [URL]


def test_what_a_link_was_before_its_word_is_what_later_looks_are_judged_by(store: Store, path: Path) -> None:
    looked(store, Status.FAILING, "read-timeout", days=0)
    store.marks.put(URL, ALIVE, NOW)
    run_id = read(store, article(cite(URL)), now=NOW + DAY)
    (link_id,) = pending(store, run_id).values()
    past = store.checks.memories([link_id])[link_id].past
    assert (past.status, past.reason, past.consecutive_failures) == (Status.FAILING, "read-timeout", 1)


def test_excluding_goes_on_beside_a_word(store: Store, path: Path) -> None:
    run_id = read(store, article(cite(URL)))
    store.marks.put(URL, ALIVE, NOW)
    store.runs.plan(run_id, NOW, lambda url: True)
    assert link(path) == ("alive", "marked", "skipped", "excluded")
    assert pending(store, run_id) == {}
    store.runs.plan(run_id, NOW, lambda url: False)
    assert link(path) == ("alive", "marked", "unchecked", None)
    assert list(pending(store, run_id)) == [URL]


def test_reports_show_the_word_and_whose_it_is(store: Store) -> None:
    until = NOW + timedelta(days=30)
    run_id = read(store, article(cite(URL)))
    store.marks.put(URL, Mark(Status.ALIVE, "anna", "opens in my browser", until), NOW)
    settle_all(store, run_id, Status.DEAD)
    (row,) = store.reports.links(run_id)
    assert (row["status"], row["reason"]) == ("alive", "marked")
    assert row["mark"] == {
        "status": "alive",
        "by": "anna",
        "at": "2026-11-22T08:00:00Z",
        "note": "opens in my browser",
        "until": "2026-12-22T08:00:00Z",
    }
    assert store.reports.summary(run_id)["by_status"] == {"alive": 1}
    assert list(store.reports.statuses(run_id)) == [(URL, "alive")]


def test_a_url_that_is_not_known_cannot_be_marked(store: Store, path: Path) -> None:
    assert not store.marks.put(URL, ALIVE, NOW)
    assert rows(path, "SELECT count(*) FROM marks") == [(0,)]
